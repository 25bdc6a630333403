import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'child_process';

const isWindows = process.platform === 'win32';
const live = new Set<ChildProcess>();
let watching = false;

/**
 * Starts a program that ends with this process at the latest. It gets a process group of its own, so
 * that a Ctrl-C in the terminal reaches it only through us, and that its own children end with it.
 */
export function startProcess(
	command: string,
	args: string[],
	options: SpawnOptions = {},
): ChildProcess {
	watchOwnEnd();
	const child = spawn(command, args, {
		stdio: ['ignore', 'pipe', 'pipe'],
		windowsHide: true,
		...options,
		detached: !isWindows,
	});
	live.add(child);
	child.once('error', () => live.delete(child));
	child.once('exit', () => live.delete(child));
	return child;
}

/** Asks a program to end, and ends it by force when it has not after `graceMs`; with 0 it is not asked. */
export async function endProcess(child: ChildProcess, graceMs = 15_000): Promise<void> {
	if (!isRunning(child)) return;
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	if (graceMs > 0) signalGroup(child, 'SIGTERM');
	const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
	await ended;
	clearTimeout(timer);
	// Whatever it started and left behind goes too.
	signalGroup(child, 'SIGKILL');
}

/** Whether the program has started and not ended yet. */
export function isRunning(child: ChildProcess): boolean {
	return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

export interface ProcessResult {
	code: number;
	/** Standard output and error together, in the order in which they came. */
	output: string;
}

/** Runs a program to its end; `onOutput` sees its output as it comes. */
export async function runToEnd(
	command: string,
	args: string[],
	options: SpawnOptions = {},
	onOutput: (text: string) => void = () => {},
): Promise<ProcessResult> {
	const child = startProcess(command, args, options);
	let output = '';
	const collect = (chunk: Buffer): void => {
		output += chunk.toString();
		onOutput(chunk.toString());
	};
	child.stdout?.on('data', collect);
	child.stderr?.on('data', collect);
	return await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve({ code: code ?? 1, output }));
	});
}

/** Runs npm, whatever shape it has on this system. */
export async function runNpm(
	args: string[],
	options: SpawnOptions = {},
	onOutput?: (text: string) => void,
): Promise<ProcessResult> {
	// On Windows npm is a batch file, which only a shell can run.
	return await runToEnd('npm', args, { ...options, shell: isWindows }, onOutput);
}

/** The last lines of a text, for an error message. */
export function tail(text: string, lines = 25): string {
	return text.trimEnd().split('\n').slice(-lines).join('\n');
}

function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
	if (child.pid === undefined) return;
	if (isWindows) {
		spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { windowsHide: true });
		return;
	}
	try {
		process.kill(-child.pid, signal);
	} catch {
		// The group is gone already, which is what we want.
	}
}

function endAllAtOnce(): void {
	for (const child of live) signalGroup(child, 'SIGKILL');
}

function watchOwnEnd(): void {
	if (watching) return;
	watching = true;
	process.on('exit', endAllAtOnce);
	// A signal without a listener ends a process without 'exit'. Where the program has a listener of
	// its own (the demo's orderly stop), that one decides.
	for (const [signal, number] of [
		['SIGINT', 2],
		['SIGTERM', 15],
		['SIGHUP', 1],
	] as const) {
		process.on(signal, () => {
			if (process.listenerCount(signal) === 1) process.exit(128 + number);
		});
	}
}
