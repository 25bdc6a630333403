import { shared } from './queue';

/** Ends what was started. */
export default async function stop(): Promise<void> {
	await shared.scrubsQueue.stop();
}
