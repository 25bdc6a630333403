import type { ChildProcess } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import { setTimeout as sleep } from 'timers/promises';
import { endProcess, isRunning, tail } from '../n8n/processes';

const pollMs = 200;
const startLimitMs = 180_000;

interface Program {
	/** Starts it once; its output goes to the log file. */
	launch: () => ChildProcess;
	isReady: () => Promise<boolean>;
	logFile: string;
}

/** One process of an n8n in queue mode, the main one or a worker, which can be killed and started again. */
export class Instance {
	private child?: ChildProcess;
	/** How much it had printed before it was started for the last time. */
	private printedBefore = 0;

	constructor(
		/** Such as `worker 1`. */
		readonly name: string,
		private readonly program: Program,
	) {}

	/** The process id, as long as it runs. */
	get pid(): number | undefined {
		return this.isRunning ? this.child?.pid : undefined;
	}

	get isRunning(): boolean {
		return this.child !== undefined && isRunning(this.child);
	}

	/** Starts it and waits until it is ready. @throws Error with the last of its output when it does not come up */
	async start(): Promise<void> {
		if (this.isRunning) throw new Error(`${this.name} runs already.`);
		this.printedBefore = this.logs().length;
		const child = this.program.launch();
		this.child = child;
		const deadline = Date.now() + startLimitMs;
		while (!(await this.program.isReady())) {
			if (isRunning(child) && Date.now() < deadline) {
				await sleep(pollMs);
				continue;
			}
			await endProcess(child, 0);
			throw new Error(`${this.name} did not start. The last of its output:\n${tail(this.logs())}`);
		}
	}

	/** Ends it as a power cut does, in the middle of whatever it does. */
	async kill(): Promise<void> {
		if (this.child) await endProcess(this.child, 0);
	}

	/** Asks it to end and waits until it has. */
	async stop(graceMs = 15_000): Promise<void> {
		if (this.child) await endProcess(this.child, graceMs);
	}

	/** The IDs of the executions that a worker has begun since it was started, and not ended. */
	executionsUnderWay(): string[] {
		const lines = this.logs().slice(this.printedBefore);
		const all = (pattern: RegExp) => [...lines.matchAll(pattern)].map(([, id]) => id!);
		const ended = new Set(all(/Worker finished execution (\d+)/g));
		return all(/Worker started execution (\d+)/g).filter((id) => !ended.has(id));
	}

	/** All that it has printed so far. */
	logs(): string {
		const { logFile } = this.program;
		return existsSync(logFile) ? readFileSync(logFile, 'utf8') : '';
	}
}
