import type { ChildProcess } from 'child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'fs';
import { createServer, type AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { ensureN8n, withNodeFirst } from './install';
import { N8nApi, type Owner } from './N8nApi';
import { endProcess, isRunning, runToEnd, startProcess, tail } from './processes';
import type { Log } from './progress';

const packageName = 'n8n-nodes-scrubs-whatsapp';
const endWithParent = join(__dirname, 'endWithParent.js');
const logName = 'n8n.log';
const pollMs = 200;
const startLimitMs = 180_000;

/** The full name of the node's type in workflows. */
export const nodeType = `${packageName}.scrubsWhatsApp`;

/** The type of the credential. */
export const credentialType = 'scrubsWhatsAppApi';

export interface N8nOptions {
	/** The packed package to install into it. */
	tarball: string;
	/** More environment variables for n8n. */
	env?: NodeJS.ProcessEnv;
	log?: Log;
}

/** A running n8n of its own, with the package in it as after an install from n8n's panel. */
export class RealN8n {
	/** The first user, who is logged in. */
	readonly owner: Owner = { email: 'owner@example.com', password: 'Sandbox-n8n-1' };
	/** n8n's REST interface, as that user. */
	readonly api: N8nApi;
	/** Settles when n8n has ended, for whatever reason. */
	readonly ended: Promise<void>;

	private constructor(
		/** The editor's address. */
		readonly url: string,
		/** n8n's folder, with its database and its log. */
		readonly userFolder: string,
		private readonly child: ChildProcess,
	) {
		this.api = new N8nApi(url, nodeType);
		this.ended = new Promise((resolve) => child.once('close', () => resolve()));
	}

	/** Installs n8n where that is not done yet, and starts it in a new, empty user folder. */
	static async start({ tarball, env = {}, log = () => {} }: N8nOptions): Promise<RealN8n> {
		const { node, n8n, version } = await ensureN8n(log);
		const userFolder = mkdtempSync(join(tmpdir(), 'scrubs-n8n-'));
		process.once('exit', () => remove(userFolder));
		try {
			await installPackage(tarball, userFolder);
			const [port, brokerPort] = await freePorts(2);
			log(`Starting n8n ${version}.`);
			const output = openSync(join(userFolder, logName), 'a');
			const child = startProcess(node, ['--require', endWithParent, n8n, 'start'], {
				cwd: userFolder,
				stdio: ['pipe', output, output],
				env: { ...environment(node, userFolder, port!, brokerPort!), ...env },
			});
			closeSync(output);
			const running = new RealN8n(`http://127.0.0.1:${port}`, userFolder, child);
			try {
				await running.waitUntilReady();
				await running.api.setUpOwner(running.owner);
				await running.api.logIn(running.owner);
				return running;
			} catch (error) {
				const { message } = error as Error;
				const output = tail(running.logs());
				await running.stop();
				throw new Error(`n8n did not start: ${message}\nThe last of its output:\n${output}`);
			}
		} catch (error) {
			remove(userFolder);
			throw error;
		}
	}

	/** The process id of n8n. */
	get pid(): number {
		return this.child.pid!;
	}

	/** The SQLite database, with the executions in it. */
	get databasePath(): string {
		return join(this.userFolder, '.n8n', 'database.sqlite');
	}

	/** All that n8n has printed, as long as it has not been stopped. */
	logs(): string {
		return readFileSync(join(this.userFolder, logName), 'utf8');
	}

	/** Ends n8n and removes its folder. */
	async stop(): Promise<void> {
		await endProcess(this.child);
		remove(this.userFolder);
	}

	private async waitUntilReady(): Promise<void> {
		const deadline = Date.now() + startLimitMs;
		while (!(await this.api.isReady())) {
			if (!isRunning(this.child)) throw new Error('it ended by itself.');
			if (Date.now() > deadline) throw new Error(`not ready after ${startLimitMs / 1000} s.`);
			await sleep(pollMs);
		}
	}
}

/** Puts the package where n8n keeps community nodes. */
async function installPackage(tarball: string, userFolder: string): Promise<void> {
	const target = join(userFolder, '.n8n', 'nodes', 'node_modules', packageName);
	mkdirSync(target, { recursive: true });
	const args = ['-xzf', tarball, '-C', target, '--strip-components=1'];
	const { code, output } = await runToEnd('tar', args);
	if (code !== 0) throw new Error(`The package does not unpack:\n${tail(output)}`);
}

/** What n8n needs to run quietly, offline and apart from any other n8n on this machine. */
function environment(
	node: string,
	userFolder: string,
	port: number,
	brokerPort: number,
): NodeJS.ProcessEnv {
	const foreign = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_|NODE_|npm_|JEST_)/i;
	const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	return {
		...withNodeFirst(node, Object.fromEntries(inherited)),
		N8N_USER_FOLDER: userFolder,
		N8N_PORT: String(port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}`,
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone,
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_DISABLED_MODULES: 'mcp-registry',
		// The stand-in is on this machine and must not be looked for behind a proxy.
		NO_PROXY: '127.0.0.1,localhost',
		no_proxy: '127.0.0.1,localhost',
	};
}

/** Ports that nobody uses; all are held until all are found, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
	const servers = await Promise.all(
		Array.from({ length: count }, async () => {
			const server = createServer();
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
			return server;
		}),
	);
	const ports = servers.map((server) => (server.address() as AddressInfo).port);
	await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
	return ports;
}

function remove(folder: string): void {
	rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
