import { TestEnvironment } from 'jest-environment-node';
import { shared } from './queue';

/** Hands the running n8n on to a test file: its processes can only be killed and started where they were started. */
export default class QueueEnvironment extends TestEnvironment {
	override async setup(): Promise<void> {
		await super.setup();
		Object.assign(this.global, { scrubsQueue: shared.scrubsQueue });
	}
}
