import { transformFileSync } from '@swc/core';
import type { ChildProcess } from 'child_process';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'fs';
import { join } from 'path';

import { endProcess, isRunning, runToEnd, startProcess, tail } from '../../sandbox/n8n/processes';
import { modulesOf, type EngineVersion } from './engines';
import type * as calls from './host/calls';

type Calls = typeof calls;

const testFolder = join(__dirname, '..');
const HOST = 'versions/host';
/** The folders in `test` with what runs in the process. */
const HOST_SOURCES = [HOST, 'engine'];
const packageName = 'n8n-nodes-scrubs-whatsapp';
const callLimitMs = 60_000;

/** What the engine threw, in the words that the editor would show. */
export class EngineError extends Error {
	constructor(
		message: string,
		readonly description = '',
	) {
		super(message);
	}
}

interface Answer {
	id: number;
	value?: unknown;
	error?: { message: string; description?: string };
}

/** The engine of one n8n in a plain Node process of its own, with the package installed as that n8n installs it. */
export class Engine {
	private readonly waiting = new Map<
		number,
		{ resolve: (value: unknown) => void; reject: (reason: Error) => void }
	>();

	private calls = 0;

	private output = '';

	private constructor(private readonly child: ChildProcess) {
		const collect = (chunk: Buffer) => (this.output += chunk.toString());
		child.stdout?.on('data', collect);
		child.stderr?.on('data', collect);
		child.on('message', (answer: Answer) => this.settle(answer));
		child.once('close', () => this.giveUp());
	}

	/**
	 * @param folder an empty folder, for the package and for what n8n writes
	 * @param tarball the packed package
	 */
	static async start(version: EngineVersion, folder: string, tarball: string): Promise<Engine> {
		const modules = join(folder, '.n8n', 'nodes', 'node_modules');
		const target = join(modules, packageName);
		mkdirSync(target, { recursive: true });
		const unpacking = ['-xzf', tarball, '-C', target, '--strip-components=1'];
		const { code, output } = await runToEnd('tar', unpacking);
		if (code !== 0) throw new Error(`The package does not unpack:\n${tail(output)}`);
		if (version.peer) {
			const peer = join(modulesOf(version.peer), 'n8n-workflow');
			symlinkSync(peer, join(modules, 'n8n-workflow'), 'junction');
		}
		const child = startProcess(process.execPath, [compileHost(join(folder, 'host')), target], {
			cwd: folder,
			stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
			env: environment(version, folder),
		});
		return new Engine(child);
	}

	/** Has the engine do something. @throws EngineError with what it threw */
	async call<K extends keyof Calls>(
		name: K,
		...[argument]: Parameters<Calls[K]>
	): Promise<Awaited<ReturnType<Calls[K]>>> {
		if (!isRunning(this.child)) throw this.whyEnded();
		const id = ++this.calls;
		const timer = setTimeout(
			() => this.settle({ id, error: { message: `No answer after ${callLimitMs / 1000} s.` } }),
			callLimitMs,
		);
		const answer = new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
		this.child.send({ id, name, argument }, (error) => {
			if (error) this.settle({ id, error });
		});
		return (await answer.finally(() => clearTimeout(timer))) as Awaited<ReturnType<Calls[K]>>;
	}

	/** Ends the process. */
	async stop(): Promise<void> {
		await endProcess(this.child);
	}

	private settle({ id, value, error }: Answer): void {
		const call = this.waiting.get(id);
		this.waiting.delete(id);
		if (error) call?.reject(new EngineError(error.message, error.description));
		else call?.resolve(value);
	}

	private giveUp(): void {
		for (const id of this.waiting.keys()) this.settle({ id, error: this.whyEnded() });
	}

	private whyEnded(): EngineError {
		return new EngineError(`The process of the engine has ended.\n${tail(this.output)}`);
	}
}

/** The process is to have no part in the loaders of this one: what runs in it is compiled before. */
function compileHost(folder: string): string {
	for (const sources of HOST_SOURCES) {
		mkdirSync(join(folder, sources), { recursive: true });
		for (const file of readdirSync(join(testFolder, sources))) {
			const { code } = transformFileSync(join(testFolder, sources, file));
			writeFileSync(join(folder, sources, file.replace(/\.ts$/, '.js')), code);
		}
	}
	return join(folder, HOST, 'main.js');
}

/** Modules that are not beside the package are looked for among n8n's own: n8n sets NODE_PATH so when it starts. */
function environment({ folder: engine }: EngineVersion, folder: string): NodeJS.ProcessEnv {
	const foreign = /^(N8N_|NODE_|npm_)/i;
	const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	return {
		...Object.fromEntries(inherited),
		NODE_PATH: modulesOf(engine),
		N8N_USER_FOLDER: folder,
		// The stand-in is on this machine and must not be looked for behind a proxy.
		NO_PROXY: '127.0.0.1,localhost',
		no_proxy: '127.0.0.1,localhost',
	};
}
