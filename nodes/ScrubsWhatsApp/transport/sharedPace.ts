import { Pace } from './Pace';

/** The accounts that runs of this process use at the moment, and how many do. */
const inUse = new Map<string, { pace: Pace; runs: number }>();

/** A pace that a run shares until it leaves. */
export interface SharedPace {
	pace: Pace;
	leave: () => void;
}

/**
 * The pace of an account, which all runs share that use it at the same time: executions and polls of one process.
 * @param account tells accounts apart
 */
export function sharePace(account: string): SharedPace {
	const shared = inUse.get(account) ?? { pace: new Pace(), runs: 0 };
	inUse.set(account, shared);
	shared.runs += 1;
	let isIn = true;
	return {
		pace: shared.pace,
		leave() {
			if (!isIn) return;
			isIn = false;
			shared.runs -= 1;
			if (shared.runs === 0) inUse.delete(account);
		},
	};
}
