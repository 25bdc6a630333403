import { startStandIn, type StandIn } from '../../sandbox/api';

/** One stand-in for each of jest's workers: the tests of a worker come one after the other, and put it back to the start. */

const variable = 'SCRUBS_STAND_INS';

let standIns: StandIn[] = [];

/** Starts them. */
export async function start(count: number): Promise<void> {
	standIns = await Promise.all(Array.from({ length: count }, async () => await startStandIn()));
	process.env[variable] = JSON.stringify(standIns.map(({ url }) => url));
}

/** Ends them. */
export async function stop(): Promise<void> {
	await Promise.all(standIns.map(async (standIn) => await standIn.stop()));
}

/** Where the one of this worker listens. */
export function urlOfThisWorker(): string {
	const urls = JSON.parse(process.env[variable]!) as string[];
	return urls[Number(process.env.JEST_WORKER_ID) - 1]!;
}
