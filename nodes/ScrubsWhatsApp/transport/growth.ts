/**
 * How long a process that is alone stays at the limit, at first, how much longer after each vain try for more, and in what time
 * what it then adds doubles, in steps.
 */
const QUIET_STEPS = 3;
const LONGER_EACH_TIME = 1.5;
const PROBE_STEPS = 0.5;

/** In what part of a step all goes out that may go out at once, about. */
const BURST_STEPS = 0.3;

/** The share of a limit, once it is known, that is used: meeting it again costs the pause that the server asks for. */
const SAFE_SHARE = 0.98;

/** What is given up after a 429 beside others: much at first, until the shares are found, then little. */
const FIRST_GIVEN_UP = 0.23;
const LESS_EACH_TIME = 0.79;
const LEAST_GIVEN_UP = 0.15;

/** In what time what is added doubles beside others, in steps: at first, by how much longer it takes after each 429, at last. */
const FIRST_DOUBLING_STEPS = 0.116;
const SLOWER_EACH_TIME = 1.29;
const LAST_DOUBLING_STEPS = 12;

/** In how many doublings a rate that is not small has grown back: until then a 429 shows others' haste, not its own. */
const GROWN_BACK_DOUBLINGS = 7.5;

/** From so many 429s on the shares are nearly found: it gets slower sooner, and requests start evenly. */
const SETTLED = 8;
const SLOWER_ONCE_SETTLED = 1.3;

/** Until then, a rate that is so many times that at the last 429 shows that others have left, and grows faster by so much. */
const BEYOND = 1.1;
const FASTER_BEYOND = 3;

/** Below so many requests a window a share is too small to be measured by counting, and grows more slowly. */
export const SMALL = 5;
const SMALL_GROWTH_POWER = 0.8;

/** The time since a moment, in milliseconds: none where the clock was put back. */
const msSince = (since: number, now: number): number => Math.max(0, now - since);

/** What is added after so many doublings, in requests a window. */
const added = (doublings: number): number => 2 ** Math.min(30, doublings) - 1;

/**
 * How the rate of a process that is alone, as far as it knows, goes on from a 429: it stays just below what the server takes,
 * and tries for more from time to time.
 */
export class Alone {
	/** Requests a window that it stays at. */
	readonly known: number;

	/**
	 * @param limit requests a window that the server takes
	 * @param since Unix milliseconds
	 * @param probes how often it has tried for more in vain
	 * @param isGuess whether only one 429 has shown it: in two windows of the server more may have been taken than in one
	 */
	constructor(
		private readonly limit: number,
		private readonly since: number,
		private readonly stepMs: number,
		readonly probes = 0,
		readonly isGuess = false,
	) {
		this.known = SAFE_SHARE * limit;
	}

	/** Requests a window. @param now Unix milliseconds */
	rateAt(now: number): number {
		// Only once a step, right after what goes out at once: a pause then costs least.
		const past = Math.max(0, now - this.since - BURST_STEPS * this.stepMs);
		const growing = Math.floor(past / this.stepMs) - QUIET_STEPS * LONGER_EACH_TIME ** this.probes;
		return this.known + added(Math.max(0, growing) / PROBE_STEPS);
	}

	/**
	 * From a later 429 on.
	 * @param now Unix milliseconds
	 * @param measured requests that the server took in the window before, if that says something
	 */
	next(now: number, measured = this.limit, probes = this.probes): Alone {
		// Halved at most: what others use up makes the server look slower than it is.
		const limit = Math.max(this.limit / 2, Math.min(measured, this.limit));
		return new Alone(limit, now, this.stepMs, probes);
	}
}

/**
 * How the rate of a process beside others goes on from a 429: it gives up a part, and adds the same growing amount until the
 * next one, whatever its rate. It begins hastily, to find the shares in seconds, and calms down.
 */
export class Beside {
	private readonly doublingMs: number;

	/**
	 * @param known requests a window at the 429
	 * @param since Unix milliseconds
	 * @param refusals the 429s since others were noticed, those that came early in part
	 * @param base requests a window to grow from
	 */
	constructor(
		readonly known: number,
		private readonly since: number,
		private readonly stepMs: number,
		private readonly refusals = 0,
		private readonly base = (1 - givenUpAfter(refusals)) * known,
	) {
		const slower = SLOWER_ONCE_SETTLED ** Math.max(0, refusals - SETTLED);
		const steps = FIRST_DOUBLING_STEPS * SLOWER_EACH_TIME ** refusals * slower;
		this.doublingMs = stepMs * Math.min(steps, slowestDoubling(known));
	}

	/** Whether the shares are nearly found. */
	get isSettled(): boolean {
		return this.refusals >= SETTLED;
	}

	/** Requests a window. @param now Unix milliseconds */
	rateAt(now: number): number {
		const doublings = msSince(this.since, now) / this.doublingMs;
		if (this.isSettled) return this.base + added(doublings);
		const untilBeyond = Math.log2(1 + BEYOND * this.known - this.base);
		const more = Math.max(0, doublings - untilBeyond);
		return this.base + added(doublings + (FASTER_BEYOND - 1) * more);
	}

	/** From the next 429 on. @param known requests a window at that 429 @param now Unix milliseconds */
	next(known: number, now: number): Beside {
		const refusals = this.refusals + this.grownBack(known, now);
		return new Beside(known, now, this.stepMs, refusals);
	}

	/**
	 * Which share of the time that it takes a rate to grow back has passed. Whoever is squeezed out by a hasty process meets its
	 * 429s, too: counted whole, they would calm it down before it has its share.
	 */
	private grownBack(known: number, now: number): number {
		const doublings = GROWN_BACK_DOUBLINGS * Math.min(1, known / SMALL);
		return Math.min(1, msSince(this.since, now) / (this.stepMs + doublings * this.doublingMs));
	}
}

function givenUpAfter(refusals: number): number {
	return Math.max(LEAST_GIVEN_UP, FIRST_GIVEN_UP * LESS_EACH_TIME ** refusals);
}

/** In what time what is added to a rate doubles at last, in steps: a small one meets a 429 about every fifty requests. */
function slowestDoubling(rate: number): number {
	if (rate >= SMALL) return LAST_DOUBLING_STEPS;
	const untilBack = LAST_DOUBLING_STEPS * (SMALL / rate) ** SMALL_GROWTH_POWER;
	return untilBack / Math.log2(1 + rate / SMALL);
}
