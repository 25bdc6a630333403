import type { Transport } from '../transport/request';

/** When the trigger began to watch: nothing from before starts the workflow. */
export interface Activation {
	/** By the clock that messages are dated with, as far as it is known, in Unix milliseconds. */
	at: number;
	/** By our clock, in Unix milliseconds, as long as the server's seems to be this far behind it and only one is right. */
	doubt?: { ours: number; behind: number };
}

/** Clocks that are further apart do not both tell the time. */
const AGREE_WITHIN_MS = 600_000;

/** A second look tells something only after a while, in which a clock goes on as ours does, and a date from a cache does not. */
const LOOK_AGAIN_AFTER_MS = 20_000;
const SAME_WITHIN_MS = 10_000;

const behindOf = (transport: Transport, ours: number) => ours - transport.serverTime(ours);

/**
 * Now, for a trigger that begins. Messages carry the server's time, so its clock counts. But an answer from a cache has an
 * old date: where the server's clock is far behind ours, ours counts until it is known which one is right.
 */
export function activateNow(transport: Transport): Activation {
	const ours = Date.now();
	const behind = behindOf(transport, ours);
	return behind > AGREE_WITHIN_MS ? { at: ours, doubt: { ours, behind } } : { at: ours - behind };
}

/** The activation in the light of a later answer: a server's clock that is still as far behind, and goes on, is the right one. */
export function judgedAgain(activation: Activation, transport: Transport): Activation {
	const { at, doubt } = activation;
	if (!doubt || Date.now() - doubt.ours < LOOK_AGAIN_AFTER_MS) return activation;
	const behind = behindOf(transport, Date.now());
	if (Math.abs(behind - doubt.behind) <= SAME_WITHIN_MS) return { at: doubt.ours - doubt.behind };
	return behind > AGREE_WITHIN_MS ? activation : { at };
}
