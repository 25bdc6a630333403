import { join } from 'path';
import { ensureN8n, type N8nInstall } from '../n8n/install';
import { nodeType } from '../n8n/N8n';
import { N8nApi } from '../n8n/N8nApi';
import { ensurePackages } from '../n8n/packages';
import type { Log } from '../n8n/progress';
import type { CredentialReference, WorkflowJson } from '../n8n/workflow';

/** A version of n8n that can run as several processes here. */
export interface QueueVersion {
	/** Installs it where that is not done yet, and says where. */
	install: (log: Log) => Promise<N8nInstall>;
	/** Its REST interface. @param url where its main process listens */
	api: (url: string) => N8nApi;
	/** What it needs in its environment beside what every n8n needs. */
	env: NodeJS.ProcessEnv;
	/**
	 * What becomes of an execution whose worker dies. 2.x lets it fail; in 1.x another worker runs it again from its start,
	 * with the same execution ID and nothing remembered (Bull's `maxStalledCount`, 0 and 1).
	 */
	whenWorkerDies: 'fails' | 'runsAgain';
}

const oldFolder = join(__dirname, '1.123');

/** What n8n 1.x does otherwise. */
class OldN8nApi extends N8nApi {
	override async importWorkflow(
		workflow: WorkflowJson,
		credential?: CredentialReference,
	): Promise<string> {
		const inactive = { ...workflow, active: false };
		return await super.importWorkflow(inactive, credential);
	}

	/** It is done when n8n has answered. */
	protected override async whenPublished() {
		return { status: 'published' as const, triggers: [] };
	}
}

/** By the name under which `npm run test:queue -- --n8n=…` asks for it. */
export const QUEUE_VERSIONS: Readonly<Record<string, QueueVersion>> = {
	'2.41': {
		install: ensureN8n,
		api: (url) => new N8nApi(url, nodeType),
		// No workflow runs code: no process of its own is needed for that.
		env: { N8N_RUNNERS_MODE: 'external', N8N_RUNNERS_AUTH_TOKEN: 'nobody comes' },
		whenWorkerDies: 'fails',
	},
	'1.123': {
		install: installOld,
		api: (url) => new OldN8nApi(url, nodeType),
		env: {
			// Its other engine needs isolated-vm, which has to be built.
			N8N_EXPRESSION_ENGINE: 'legacy',
			// It does not know the one that is switched off elsewhere.
			N8N_DISABLED_MODULES: undefined,
			// It notices a dead worker within seconds, where it usually takes a minute.
			QUEUE_WORKER_LOCK_DURATION: '5000',
			QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
			QUEUE_WORKER_STALLED_INTERVAL: '3000',
		},
		whenWorkerDies: 'runsAgain',
	},
};

/** The last n8n 1.x: about 2 GB and 3 minutes, once. It runs on Node 20 to 24. */
async function installOld(log: Log): Promise<N8nInstall> {
	await ensurePackages(oldFolder, log);
	const folder = join(oldFolder, 'node_modules', 'n8n');
	const { version } = (await import(join(folder, 'package.json'))) as { version: string };
	return { node: process.execPath, n8n: join(folder, 'bin', 'n8n'), version };
}
