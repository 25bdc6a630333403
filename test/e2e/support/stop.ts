import { toStop } from './toStop';

/** Ends what was started. */
export default async function stop(): Promise<void> {
	await Promise.all(toStop.map(async (one) => await one.stop()));
}
