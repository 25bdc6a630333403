import { setTimeout as sleep } from 'node:timers/promises';

const askAgainMs = 10;

/** Waits for what is to happen; jest's own limit ends it where that never comes. */
export async function until(hasHappened: () => Promise<boolean>): Promise<void> {
	while (!(await hasHappened())) await sleep(askAgainMs);
}
