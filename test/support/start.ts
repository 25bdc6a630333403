import { startStandIn, type StandIn } from '../../sandbox/api';
import { announce, STAND_INS } from './standIns';

let standIns: StandIn[] = [];

/** Starts the stand-ins of all of jest's workers, once for all files. */
export default async function start({ maxWorkers }: { maxWorkers: number }): Promise<void> {
	const all = Array.from({ length: maxWorkers * STAND_INS });
	standIns = await Promise.all(all.map(async () => await startStandIn()));
	announce(standIns.map(({ url }) => url));
}

/** Ends them. */
export async function stop(): Promise<void> {
	await Promise.all(standIns.map(async (standIn) => await standIn.stop()));
}
