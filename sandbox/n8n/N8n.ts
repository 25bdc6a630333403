import type { ChildProcess } from 'child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { freePorts } from './environment';
import { launcherFor, type Launcher } from './launcher';
import { N8nApi, type Owner } from './N8nApi';
import { originOf } from './origin';
import { endProcess, isRunning, runToEnd, tail } from './processes';
import type { Log } from './progress';
import { whenReady } from './ready';

const packageName = 'n8n-nodes-scrubs-whatsapp';
const logName = 'n8n.log';

/** The full name of the node's type in workflows. */
export const nodeType = `${packageName}.scrubsWhatsApp`;

/** The full name of the trigger's type in workflows. */
export const triggerType = `${nodeType}Trigger`;

/** The type of the credential. */
export const credentialType = 'scrubsWhatsAppApi';

/** A running n8n with the package in it, whoever has started it. */
export interface N8n {
	/** The editor's address. */
	readonly url: string;
	/** The user who is signed in. */
	readonly owner: Owner;
	/** n8n's REST interface, as that user. */
	readonly api: N8nApi;
	/** n8n's folder, with its database and its log, if it is ours. */
	readonly userFolder?: string;
	/** Settles when the n8n that runs now has ended, for whatever reason. */
	readonly ended: Promise<void>;
	/** All that n8n has printed, as long as it has not been stopped. */
	logs(): string;
	/** Ends it if it is ours, with its folder. */
	stop(): Promise<void>;
}

export interface N8nOptions {
	/** The packed package to install into it. */
	tarball: string;
	/** More environment variables for n8n. */
	env?: NodeJS.ProcessEnv;
	log?: Log;
}

/** An n8n of our own, with the package in it as after an install from n8n's panel. */
export class RealN8n implements N8n {
	readonly owner: Owner = { email: 'owner@example.com', password: 'Sandbox-n8n-1' };
	readonly api: N8nApi;
	private child: ChildProcess;

	private constructor(
		readonly url: string,
		readonly userFolder: string,
		private readonly launcher: Launcher,
		private readonly launch: () => ChildProcess,
	) {
		this.api = new N8nApi(url, nodeType);
		this.child = launch();
	}

	/** Installs n8n where that is not done yet, and starts it in a new, empty user folder. */
	static async start({ tarball, env = {}, log = () => {} }: N8nOptions): Promise<RealN8n> {
		const launcher = await launcherFor(originOf(), log);
		const userFolder = mkdtempSync(join(tmpdir(), 'scrubs-n8n-'));
		process.once('exit', () => remove(userFolder));
		try {
			await installPackage(tarball, userFolder);
			const [editor, broker] = await freePorts(2);
			log(`Starting ${launcher.name}.`);
			const running = new RealN8n(`http://127.0.0.1:${editor}`, userFolder, launcher, () => {
				const output = openSync(join(userFolder, logName), 'a');
				const ports = { editor: editor!, broker: broker! };
				const child = launcher.start({ userFolder, ports, env, output });
				closeSync(output);
				return child;
			});
			await running.whenUp(async () => await running.api.setUpOwner(running.owner));
			return running;
		} catch (error) {
			remove(userFolder);
			throw error;
		}
	}

	/** The process id of n8n. @throws Error when n8n runs in a container */
	get pid(): number {
		if (!this.launcher.isN8n) throw new Error('The process of an n8n in a container is not ours.');
		return this.child.pid!;
	}

	get ended(): Promise<void> {
		const { child } = this;
		if (!isRunning(child)) return Promise.resolve();
		return new Promise((resolve) => child.once('close', () => resolve()));
	}

	/** The SQLite database, with the executions in it. */
	get databasePath(): string {
		return join(this.userFolder, '.n8n', 'database.sqlite');
	}

	/** Where n8n has the package. */
	get packageFolder(): string {
		return packageFolderIn(this.userFolder);
	}

	logs(): string {
		return readFileSync(join(this.userFolder, logName), 'utf8');
	}

	/** Ends n8n as a power cut does, in the middle of whatever it does; its folder stays. */
	async kill(): Promise<void> {
		this.launcher.cut();
		await endProcess(this.child, 0);
	}

	/** Removes the log by which an n8n that was killed knows what it was at. */
	loseEvents(): void {
		const folder = join(this.userFolder, '.n8n');
		const logs = readdirSync(folder).filter((name) => name.startsWith('n8nEventLog'));
		for (const name of logs) rmSync(join(folder, name));
	}

	/** Asks n8n to end and waits until it has; its folder stays. */
	async shutDown(graceMs = 60_000): Promise<void> {
		await endProcess(this.child, graceMs);
	}

	/** Starts an n8n that has ended again, on the same folder and address, and signs in. */
	async restart(): Promise<void> {
		if (isRunning(this.child)) throw new Error('n8n still runs.');
		this.child = this.launch();
		await this.whenUp();
	}

	async stop(): Promise<void> {
		await endProcess(this.child);
		this.launcher.cut();
		remove(this.userFolder);
	}

	/** Waits for n8n to be ready and signs in; `first` comes before that. Stops n8n if it does not come up. */
	private async whenUp(first: () => Promise<void> = async () => {}): Promise<void> {
		try {
			const { api, child } = this;
			await whenReady({ isReady: () => api.isReady(), isRunning: () => isRunning(child) });
			await first();
			await api.logIn(this.owner);
		} catch (error) {
			const { message } = error as Error;
			const output = tail(this.logs());
			await this.stop();
			throw new Error(`n8n did not start: ${message}\nThe last of its output:\n${output}`);
		}
	}
}

/** Puts the package where n8n keeps community nodes. */
export async function installPackage(tarball: string, userFolder: string): Promise<void> {
	const target = packageFolderIn(userFolder);
	mkdirSync(target, { recursive: true });
	const args = ['-xzf', tarball, '-C', target, '--strip-components=1'];
	const { code, output } = await runToEnd('tar', args);
	if (code !== 0) throw new Error(`The package does not unpack:\n${tail(output)}`);
}

function packageFolderIn(userFolder: string): string {
	return join(userFolder, '.n8n', 'nodes', 'node_modules', packageName);
}

function remove(folder: string): void {
	rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
