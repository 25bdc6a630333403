import type { ChildProcess } from 'child_process';
import { randomUUID } from 'crypto';
import { join } from 'path';
import { findEngine, killContainer, runArguments } from './container';
import { environment, settings } from './environment';
import { ensureN8n } from './install';
import type { Origin } from './origin';
import { startProcess } from './processes';
import type { Log } from './progress';

const endWithParent = join(__dirname, 'endWithParent.js');

/** The n8n to be started. */
export interface Start {
	userFolder: string;
	/** Where it listens on 127.0.0.1: for the editor, and for its task runners. */
	ports: { editor: number; broker: number };
	/** More environment variables. */
	env: NodeJS.ProcessEnv;
	/** The file that it prints to. */
	output: number;
}

/** A way to start n8n. */
export interface Launcher {
	/** What is started, e.g. `n8n 2.41.1`. */
	readonly name: string;
	/** Whether the process that is started is n8n itself, which can be measured. */
	readonly isN8n: boolean;
	start(start: Start): ChildProcess;
	/** Ends n8n as a power cut does, as far as ending its process does not. */
	cut(): void;
}

/** The way to start an n8n of one's own. @throws Error when there is none, as n8n is to be one that runs already */
export async function launcherFor(origin: Origin, log: Log): Promise<Launcher> {
	if (origin.kind === 'npm') return await fromNpm(log);
	if (origin.kind === 'image') return fromImage(origin.image);
	throw new Error(
		'This needs an n8n of its own, which it can start and end: unset N8N_URL, or set N8N_IMAGE in its place.',
	);
}

async function fromNpm(log: Log): Promise<Launcher> {
	const { node, n8n, version } = await ensureN8n(log);
	return {
		name: `n8n ${version}`,
		isN8n: true,
		start: ({ userFolder, ports, env, output }) =>
			startProcess(node, ['--require', endWithParent, n8n, 'start'], {
				cwd: userFolder,
				stdio: ['pipe', output, output],
				env: { ...environment(node, userFolder, ports.editor, ports.broker), ...env },
			}),
		cut: () => {},
	};
}

function fromImage(image: string): Launcher {
	const engine = findEngine();
	const name = `scrubs-n8n-${randomUUID()}`;
	const cut = () => killContainer(engine, name);
	process.once('exit', cut);
	return {
		name: image,
		isN8n: false,
		start: ({ userFolder, ports, env, output }) => {
			const container = {
				image,
				name,
				userFolder,
				settings: { ...settings(userFolder, ports.editor, ports.broker), ...env },
				user: process.getuid && { id: process.getuid(), group: process.getgid!() },
			};
			return startProcess(engine, runArguments(engine, container), {
				stdio: ['ignore', output, output],
				env: process.env,
			});
		},
		cut,
	};
}
