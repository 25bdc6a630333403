import type { ChildProcess } from 'child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { environment, freePorts } from './environment';
import { ensureN8n } from './install';
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

/** The full name of the trigger's type in workflows. */
export const triggerType = `${nodeType}Trigger`;

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
	private child: ChildProcess;

	private constructor(
		/** The editor's address. */
		readonly url: string,
		/** n8n's folder, with its database and its log. */
		readonly userFolder: string,
		private readonly launch: () => ChildProcess,
	) {
		this.api = new N8nApi(url, nodeType);
		this.child = launch();
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
			const running = new RealN8n(`http://127.0.0.1:${port}`, userFolder, () => {
				const output = openSync(join(userFolder, logName), 'a');
				const child = startProcess(node, ['--require', endWithParent, n8n, 'start'], {
					cwd: userFolder,
					stdio: ['pipe', output, output],
					env: { ...environment(node, userFolder, port!, brokerPort!), ...env },
				});
				closeSync(output);
				return child;
			});
			await running.whenReady(async () => await running.api.setUpOwner(running.owner));
			return running;
		} catch (error) {
			remove(userFolder);
			throw error;
		}
	}

	/** The process id of n8n. */
	get pid(): number {
		return this.child.pid!;
	}

	/** Settles when the n8n that runs now has ended, for whatever reason. */
	get ended(): Promise<void> {
		const { child } = this;
		if (!isRunning(child)) return Promise.resolve();
		return new Promise((resolve) => child.once('close', () => resolve()));
	}

	/** The SQLite database, with the executions in it. */
	get databasePath(): string {
		return join(this.userFolder, '.n8n', 'database.sqlite');
	}

	/** All that n8n has printed, as long as it has not been stopped. */
	logs(): string {
		return readFileSync(join(this.userFolder, logName), 'utf8');
	}

	/** Ends n8n as a power cut does, in the middle of whatever it does; its folder stays. */
	async kill(): Promise<void> {
		await endProcess(this.child, 0);
	}

	/** Asks n8n to end and waits until it has; its folder stays. */
	async shutDown(graceMs = 60_000): Promise<void> {
		await endProcess(this.child, graceMs);
	}

	/** Starts an n8n that has ended again, on the same folder and address, and signs in. */
	async restart(): Promise<void> {
		if (isRunning(this.child)) throw new Error('n8n still runs.');
		this.child = this.launch();
		await this.whenReady();
	}

	/** Ends n8n and removes its folder. */
	async stop(): Promise<void> {
		await endProcess(this.child);
		remove(this.userFolder);
	}

	/** Waits for n8n to be ready and signs in; `first` comes before that. Stops n8n if it does not come up. */
	private async whenReady(first: () => Promise<void> = async () => {}): Promise<void> {
		try {
			await this.waitUntilReady();
			await first();
			await this.api.logIn(this.owner);
		} catch (error) {
			const { message } = error as Error;
			const output = tail(this.logs());
			await this.stop();
			throw new Error(`n8n did not start: ${message}\nThe last of its output:\n${output}`);
		}
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

function remove(folder: string): void {
	rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
