import { setTimeout as sleep } from 'timers/promises';

const pollMs = 200;
const limitMs = 180_000;

interface Starting {
	/** Whether it answers its editor. */
	isReady: () => Promise<boolean>;
	/** Whether its process is still there. */
	isRunning: () => boolean;
}

/**
 * Waits for an n8n that starts.
 * @param withinMs how long it may take, in milliseconds
 * @throws Error when it ends, or takes longer
 */
export async function whenReady(
	{ isReady, isRunning }: Starting,
	withinMs = limitMs,
): Promise<void> {
	const deadline = Date.now() + withinMs;
	while (!(await isReady())) {
		if (!isRunning()) throw new Error('it ended by itself.');
		if (Date.now() > deadline) throw new Error(`not ready after ${withinMs / 1000} s.`);
		await sleep(pollMs);
	}
}
