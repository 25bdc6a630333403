import axios from 'axios';
import { randomBytes } from 'crypto';
import { closeSync, mkdtempSync, openSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { environment, freePorts } from '../n8n/environment';
import type { N8nInstall } from '../n8n/install';
import { installPackage } from '../n8n/N8n';
import type { N8nApi, Owner } from '../n8n/N8nApi';
import { startProcess } from '../n8n/processes';
import type { Log } from '../n8n/progress';
import { Instance } from './Instance';
import { startPostgres, startRedis, type Service } from './services';
import type { QueueVersion } from './versions';

const endWithParent = join(__dirname, '..', 'n8n', 'endWithParent.js');

export interface QueueN8nOptions {
	version: QueueVersion;
	/** The packed package to install into it. */
	tarball: string;
	workers: number;
	/** Jobs that a worker takes at once; 5 otherwise. */
	concurrency?: number;
	/** More environment variables for all processes. */
	env?: NodeJS.ProcessEnv;
	log?: Log;
}

/** A running n8n of its own in queue mode: Redis, PostgreSQL, the main process and workers, all on this machine. */
export class QueueN8n {
	/** The first user, who is logged in. */
	readonly owner: Owner = { email: 'owner@example.com', password: 'Sandbox-n8n-1' };
	/** n8n's REST interface, as that user. */
	readonly api: N8nApi;

	private constructor(
		readonly version: QueueVersion,
		/** Where the main process listens. */
		readonly url: string,
		/** Serves the editor, the webhooks and the triggers, and hands executions out. */
		readonly main: Instance,
		/** Run the executions. */
		readonly workers: readonly Instance[],
		private readonly end: () => Promise<void>,
	) {
		this.api = version.api(url);
	}

	/** Starts all of it in new, empty folders. */
	static async start(options: QueueN8nOptions): Promise<QueueN8n> {
		const { version, tarball, workers: count, concurrency = 5, env = {}, log = () => {} } = options;
		const install = await version.install(log);
		const userFolder = mkdtempSync(join(tmpdir(), 'scrubs-queue-'));
		const remove = () => rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 });
		process.once('exit', remove);
		await installPackage(tarball, userFolder);
		const services = await Promise.all([startRedis(), startPostgres()]);
		const shared = { ...queueEnvironment(...services), ...version.env, ...env };
		const main = await mainInstance(version, install, userFolder, shared);
		const workers = await Promise.all(
			Array.from({ length: count }, (_, index) =>
				workerInstance(index + 1, concurrency, install, userFolder, shared),
			),
		);
		const running = new QueueN8n(version, main.url, main.instance, workers, async () => {
			await Promise.all([...workers, main.instance].map(async (one) => await one.stop()));
			await Promise.all(services.map(async (service) => await service.stop()));
			remove();
		});
		try {
			log(`Starting n8n ${install.version} with ${count} workers.`);
			await running.main.start();
			await running.api.setUpOwner(running.owner);
			await running.api.logIn(running.owner);
			await Promise.all(workers.map(async (worker) => await worker.start()));
		} catch (error) {
			await running.stop();
			throw error;
		}
		return running;
	}

	/**
	 * Calls a webhook, as another program does, which starts an execution that n8n can retry.
	 * @param query what the workflow finds in `$json.query`
	 * @returns whether n8n has taken it; false also when it does not run
	 */
	async call(path: string, query: Record<string, string | number> = {}): Promise<boolean> {
		const url = `${this.url}/webhook/${path}`;
		const options = { params: query, proxy: false, validateStatus: () => true } as const;
		return await axios.get(url, options).then(
			({ status }) => status === 200,
			() => false,
		);
	}

	/** Ends everything, and removes the folders. */
	async stop(): Promise<void> {
		await this.end();
	}
}

function queueEnvironment(redis: Service, postgres: Service): NodeJS.ProcessEnv {
	return {
		EXECUTIONS_MODE: 'queue',
		// As from n8n 3.0 on always.
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_USER: 'postgres',
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	};
}

/**
 * Each process its own log of what it does, as on machines of their own: one that starts again takes what stands there as
 * unfinished for crashed.
 */
const eventLog = (name: string): NodeJS.ProcessEnv => ({
	N8N_EVENTBUS_LOGWRITER_LOGBASENAME: `events-${name}`,
});

async function mainInstance(
	version: QueueVersion,
	install: N8nInstall,
	userFolder: string,
	env: NodeJS.ProcessEnv,
) {
	const [port, brokerPort] = (await freePorts(2)) as [number, number];
	const url = `http://127.0.0.1:${port}`;
	const own = {
		...environment(install.node, userFolder, port, brokerPort),
		...env,
		...eventLog('main'),
	};
	const api = version.api(url);
	const logFile = join(userFolder, 'main.log');
	const instance = new Instance('main', {
		launch: () => launch(install, ['start'], logFile, own),
		isReady: async () => await api.isReady(),
		logFile,
	});
	return { url, instance };
}

async function workerInstance(
	number: number,
	concurrency: number,
	install: N8nInstall,
	userFolder: string,
	env: NodeJS.ProcessEnv,
): Promise<Instance> {
	const [port, brokerPort, healthPort] = (await freePorts(3)) as [number, number, number];
	const own = {
		...environment(install.node, userFolder, port, brokerPort),
		...env,
		QUEUE_HEALTH_CHECK_PORT: String(healthPort),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		...eventLog(`worker-${number}`),
	};
	const health = `http://127.0.0.1:${healthPort}/healthz/readiness`;
	const logFile = join(userFolder, `worker-${number}.log`);
	return new Instance(`worker ${number}`, {
		launch: () => launch(install, ['worker', `--concurrency=${concurrency}`], logFile, own),
		isReady: async () =>
			await axios.get(health, { proxy: false, timeout: 2_000 }).then(
				({ status }) => status === 200,
				() => false,
			),
		logFile,
	});
}

function launch(
	{ node, n8n }: N8nInstall,
	args: string[],
	logFile: string,
	env: NodeJS.ProcessEnv,
) {
	const output = openSync(logFile, 'a');
	const child = startProcess(node, ['--require', endWithParent, n8n, ...args], {
		stdio: ['pipe', output, output],
		env,
	});
	closeSync(output);
	return child;
}
