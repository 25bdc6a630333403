/** How far the clock goes on at once, in milliseconds. */
const STEP_MS = 20;

/** Runs the tests of a file in a time of their own, which goes on only in {@link inVirtualTime} and {@link pass}. */
export function useVirtualTime(): void {
	beforeEach(() => void jest.useFakeTimers());
	afterEach(() => void jest.useRealTimers());
}

/** Lets so many milliseconds pass. */
export const pass = async (ms: number): Promise<void> => await jest.advanceTimersByTimeAsync(ms);

/** Lets time pass until something has ended. */
export async function inVirtualTime<T>(work: Promise<T>): Promise<T> {
	let hasEnded = false;
	const end = () => (hasEnded = true);
	work.then(end, end);
	while (!hasEnded) await pass(STEP_MS);
	return await work;
}
