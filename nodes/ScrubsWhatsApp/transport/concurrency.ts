import { sleep } from 'n8n-workflow';

/** For how long tasks go on before others get a turn, in milliseconds. */
const MAX_BUSY_MS = 20;

/** What a promise came to: its value, or what went wrong. */
export type Settled<T> = { value: T } | { error: Error };

/** Waits for a promise without throwing. */
export const settle = async <T>(promise: Promise<T>): Promise<Settled<T>> =>
	await promise.then(
		(value) => ({ value }),
		(error: Error) => ({ error }),
	);

/** Lets tasks of the same lane wait for one another; those of different lanes run side by side. */
export class Lanes {
	private readonly last = new Map<string, Promise<unknown>>();

	/** Runs a task after all tasks of the same lane that came before it. */
	async run<T>(lane: string, task: () => Promise<T>): Promise<T> {
		const previous = this.last.get(lane) ?? Promise.resolve();
		const current = previous.then(task, task);
		this.last.set(lane, current);
		return await current;
	}
}

/** Maps over indices with a bounded number of tasks at once; tasks start in order and must not throw. */
export async function mapConcurrently<T>(
	count: number,
	maxAtOnce: number,
	task: (index: number) => Promise<T>,
): Promise<T[]> {
	const results = new Array<T>(count);
	let next = 0;
	let since = Date.now();
	let breath: Promise<void> | undefined;
	const breathe = async () => {
		await sleep(0);
		since = Date.now();
		breath = undefined;
	};
	const work = async () => {
		while (next < count) {
			// Tasks that wait for nothing would keep n8n from answering anybody. All of them wait for the same turn of the event
			// loop: turn by turn, each would go on for as long as all may together.
			if (Date.now() - since >= MAX_BUSY_MS) {
				await (breath ??= breathe());
				continue;
			}
			const index = next++;
			results[index] = await task(index);
		}
	};
	await Promise.all(Array.from({ length: Math.min(count, maxAtOnce) }, work));
	return results;
}
