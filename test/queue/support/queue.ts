import type { StandInControl } from '../../../sandbox/api/control/client';
import type { CredentialReference } from '../../../sandbox/n8n/workflow';
import type { QueueN8n } from '../../../sandbox/queue/QueueN8n';

/** What the tests of several processes share. */
export interface Queue {
	n8n: QueueN8n;
	standIn: StandInControl;
	/** A credential with the clinic's API key, for the stand-in. */
	credential: CredentialReference;
	stop: () => Promise<void>;
}

/** Where the set-up, the test environment and the test files find it, each of which has globals of its own. */
export const shared = globalThis as typeof globalThis & { scrubsQueue: Queue };
