import type { INodeParameters } from 'n8n-workflow';
import { setTimeout as sleep } from 'timers/promises';
import type { Execution } from '../../../sandbox/n8n/execution';
import { listWorkflow, type List } from './lists';
import { shared } from './queue';

/** What the stand-in takes, as WhatsApp does of a number. */
export const RATE = { requests: 80, perMs: 1_000, retryAfterSeconds: 1 };

const endLimitMs = 240_000;
const pollMs = 100;
let workflows = 0;

/** Waits until something holds. @throws Error when it does not in four minutes */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
	const deadline = Date.now() + endLimitMs;
	while (!(await holds())) {
		if (Date.now() > deadline) throw new Error(`In vain waited for this: ${what}.`);
		await sleep(pollMs);
	}
}

/** Waits until so many requests have come to the stand-in since its record was cleared. */
export async function untilRequests(count: number): Promise<void> {
	const { standIn } = shared.scrubsQueue;
	await until(`${count} requests`, async () => (await standIn.stats()).requests >= count);
}

/** A workflow that sends lists, active, with a webhook of its own. */
export class Sending {
	private constructor(
		private readonly workflowId: string,
		private readonly path: string,
	) {}

	/** @param options of the node */
	static async of(options: INodeParameters = {}): Promise<Sending> {
		const { n8n, credential } = shared.scrubsQueue;
		const path = `send-${(workflows += 1)}-${Date.now()}`;
		const workflowId = await n8n.api.importWorkflow(listWorkflow(path, options), credential);
		await n8n.api.activate(workflowId);
		return new Sending(workflowId, path);
	}

	/** Starts one execution. @returns whether n8n has taken it */
	async start({ from, count }: List): Promise<boolean> {
		return await shared.scrubsQueue.n8n.call(this.path, { from, count });
	}

	/** Starts one execution a list, all at once. @throws Error when n8n does not take one */
	async startAll(lists: readonly List[]): Promise<void> {
		const taken = await Promise.all(lists.map(async (list) => await this.start(list)));
		if (taken.includes(false)) throw new Error('n8n has not taken every execution.');
	}

	/** The IDs of the executions, the oldest first. */
	async executionIds(): Promise<string[]> {
		const executions = await shared.scrubsQueue.n8n.api.executionsOf(this.workflowId);
		return executions.map(({ id }) => id).reverse();
	}

	/**
	 * Waits until all executions have ended. Those whose worker died are run again: by n8n itself, or retried as a person does
	 * in n8n's list.
	 * @param lost the IDs of those whose worker died
	 * @returns what became of each, at last
	 */
	async settled(lost: readonly string[] = []): Promise<Execution[]> {
		const { api, version } = shared.scrubsQueue.n8n;
		const options = { timeoutMs: endLimitMs };
		const rescued = async (id: string) => {
			if (version.whenWorkerDies === 'runsAgain') return await this.succeeded(id);
			// It has ended once the worker that has started again has found it in its log.
			await api.waitForEnd(id, options);
			return await api.retry(id, options);
		};
		const ids = await this.executionIds();
		return await Promise.all(
			ids.map(async (id) =>
				lost.includes(id) ? await rescued(id) : await api.waitForEnd(id, options),
			),
		);
	}

	/** Waits until an execution has ended well; before that it may have crashed, and be run again. */
	private async succeeded(id: string): Promise<Execution> {
		const { api } = shared.scrubsQueue.n8n;
		const isDone = async () => (await api.execution(id)).status === 'success';
		await until(`execution ${id} that ends well`, isDone);
		return await api.execution(id);
	}

	/** Starts a list once more and waits for the end. */
	async run(list: List): Promise<Execution> {
		const { api } = shared.scrubsQueue.n8n;
		await this.startAll([list]);
		const id = (await this.executionIds()).at(-1)!;
		return await api.waitForEnd(id, { timeoutMs: endLimitMs });
	}
}
