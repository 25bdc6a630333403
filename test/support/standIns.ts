const variable = 'SCRUBS_STAND_INS';

/** How many each of jest's workers has: the one to test with, and another for what must not arrive there. */
export const STAND_INS = 2;

/** Tells the tests where the stand-ins listen. */
export function announce(urls: string[]): void {
	process.env[variable] = JSON.stringify(urls);
}

/** Where those of this worker listen, whose tests come one after the other. */
export function urlsOfThisWorker(): string[] {
	const urls = JSON.parse(process.env[variable]!) as string[];
	const first = (Number(process.env.JEST_WORKER_ID) - 1) * STAND_INS;
	return urls.slice(first, first + STAND_INS);
}
