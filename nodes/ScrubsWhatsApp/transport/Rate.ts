/** The spans over which servers usually count requests, in milliseconds. */
const USUAL_WINDOWS_MS: readonly number[] = [1_000, 10_000, 60_000, 3_600_000];

/** All that takes time here takes as many windows as it takes seconds, but of a window no more than this. */
const MAX_STEP_MS = 10_000;

/** Fewer requests than this in a window say little about a limit: others may have had the rest. */
const MIN_SAMPLE = 16;

/** The share of a limit, once it is known, that is used: meeting it again costs the pause that the server asks for. */
const SAFE_SHARE = 0.98;

/** With less than this share of what it took before, the server was misjudged, or is slower now: no sign of others. */
const MISJUDGED = 0.7;
/** From this to that share of it, more than it takes was tried; with more than that, others have left or given way. */
const AS_BEFORE = [0.9, 1.2] as const;

/** How long a process that is alone stays at the limit, at first, and in what time what it then adds doubles, in steps. */
const QUIET_STEPS = 3;
const PROBE_STEPS = 0.5;

/** In so many steps a process that is alone may be refused once by chance. */
const CHANCE_STEPS = 60;

/** In what part of a step all goes out that may go out at once, about. */
const BURST_STEPS = 0.3;

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

/** What may be made up for at once if nothing started for a while, in steps. */
const LAG_STEPS = 1;
const SETTLED_LAG_STEPS = 0.2;

/** Requests start evenly, give or take this share of their distance: else two processes could always miss each other. */
const JITTER = 0.2;

/** Below so many requests a window a share is too small to be measured by counting, and grows more slowly. */
const SMALL = 5;
const SMALL_GROWTH_POWER = 0.8;

/** How many requests are remembered at least. */
const MAX_REMEMBERED = 5_000;

/** A 429: when it came, how fast requests had started, and the pause that the server asked for. */
interface Refusal {
	at: number;
	rate: number;
	retryAfterMs: number;
}

/**
 * Finds out how many requests a server takes in a window of time, also when other processes, which it cannot talk to, use
 * the same account: they end up with about the same share each.
 *
 * The first 429 shows how many requests the server takes in a window. A process that is alone stays just below that, and
 * tries for more from time to time. A 429 though it stayed below tells of others: from then on each gives up a part of its
 * rate after each 429, and adds the same growing amount until the next, whatever its rate (additive increase and
 * multiplicative decrease: Chiu and Jain 1989). Whoever is faster meets more 429s, so that the shares become the same. It
 * begins hastily, to find the shares in seconds, and calms down. How well that works: docs/performance.md.
 */
export class Rate {
	/** Requests a window at the last 429; Infinity until the server has shown a limit. */
	private known = Infinity;
	private windowMs = 0;
	/** Whether only one 429 has shown it: in two windows of the server more may have been taken than in one. */
	private isGuess = false;

	/** What the rate grows from, since when, after what time, and in what time that which is added doubles. */
	private base = Infinity;
	private since = 0;
	private quietMs = 0;
	private doublingMs = Infinity;
	/** When a 429 was last put down to chance. */
	private chanceAt = -Infinity;
	/** How often it has tried for more in vain while it seemed to be alone. */
	private probes = 0;
	/** The 429s since others were noticed, those that came early in part; undefined while it seems to be alone. */
	private contended?: number;

	/** When requests were answered, other than by a 429, in the order of time. */
	private taken: number[] = [];
	/** The shortest time from a start to an answer, in milliseconds. */
	private tripMs = Infinity;
	private refusal?: Refusal;
	private pausedUntil = 0;
	/** When the latest request was due, at which rate it started, and how far the next one is off, as a share of its distance. */
	private due = 0;
	private startedAt = Infinity;
	private jitter = 1;

	/** @param random numbers from 0 to 1 */
	constructor(private readonly random: () => number = Math.random) {}

	/** How long the next request has to wait, in milliseconds; Infinity until one that is in flight is answered. */
	waitMs(now: number, inFlight: number): number {
		if (this.pausedUntil > now) return this.pausedUntil - now;
		if (this.refusal) this.learn(this.refusal, now);
		if (this.known === Infinity) return 0;
		const rate = this.rateAt(now);
		const next = this.nextDue(rate);
		if (next > now) return next - now;
		// However late it is, no more in a window than the server takes.
		const most = Math.ceil(rate);
		if (inFlight >= most) return Infinity;
		const last = this.taken.at(inFlight - most) ?? -Infinity;
		if (this.taken.length < most - inFlight) return 0;
		// Beside others it leaves them a moment: whoever takes each place as soon as it is free leaves none.
		const earlier = this.contended === undefined ? this.leastTripMs : 0;
		return Math.max(0, last + this.windowMs - earlier - now);
	}

	/** A request starts. */
	start(now: number): void {
		const rate = this.rateAt(now);
		this.startedAt = rate;
		if (rate === Infinity) return;
		const lag = ((this.contended ?? 0) < SETTLED ? LAG_STEPS : SETTLED_LAG_STEPS) * this.windowMs;
		this.due = Math.max(this.nextDue(rate), now - lag);
		this.jitter = 1 + JITTER * (this.random() - 0.5);
	}

	/**
	 * The server may have counted a request.
	 * @param tripMs how long its answer took, if there was one
	 */
	take(now: number, tripMs = Infinity): void {
		this.tripMs = Math.min(this.tripMs, tripMs);
		this.taken.push(now);
		if (this.taken.length > 2 * MAX_REMEMBERED) this.taken.splice(0, MAX_REMEMBERED);
	}

	/**
	 * The server refused a request and asked to wait.
	 * @param waitMs how long nothing is to start
	 * @param retryAfterMs what the server asked for
	 * @returns whether it is the first since anything started
	 */
	refuse(now: number, waitMs: number, retryAfterMs = waitMs): boolean {
		const isFirst = this.refusal === undefined;
		this.refusal ??= { at: now, rate: Math.min(this.startedAt, this.rateAt(now)), retryAfterMs };
		// Processes that were refused together do not come back together.
		const spread = this.random() * Math.min(1_000, this.windowMs / this.refusal.rate);
		this.pausedUntil = Math.max(this.pausedUntil, now + waitMs + spread);
		return isFirst;
	}

	private nextDue(rate: number): number {
		return this.due + (this.jitter * this.windowMs) / rate;
	}

	/**
	 * How long after a request was answered another one arrives, at least, that starts at the same moment: its way there and the
	 * way back of the other one. Half of what both took at least, since answers that come together are slow to be read.
	 */
	private get leastTripMs(): number {
		return this.tripMs === Infinity ? 0 : Math.max(0, this.tripMs / 2);
	}

	private get stepMs(): number {
		return Math.min(this.windowMs, MAX_STEP_MS);
	}

	private rateAt(now: number): number {
		if (this.base === Infinity) return Infinity;
		const passed = now - this.since;
		const past = Math.max(0, passed - BURST_STEPS * this.stepMs);
		// Alone, it tries for more only once a step, right after what goes out at once: a pause then costs least.
		const sinceThen = this.contended === undefined ? past - (past % this.stepMs) : passed;
		const growingMs = Math.max(0, sinceThen - this.quietMs);
		return this.base + 2 ** Math.min(30, this.hastened(growingMs / this.doublingMs)) - 1;
	}

	/** How often what is added has doubled, which goes faster once others seem to have left. */
	private hastened(doublings: number): number {
		if (this.contended === undefined || this.contended >= SETTLED) return doublings;
		const untilBeyond = Math.log2(1 + BEYOND * this.known - this.base);
		return doublings + (FASTER_BEYOND - 1) * Math.max(0, doublings - untilBeyond);
	}

	/** Takes from a 429, once its pause is over, how fast to go on. */
	private learn({ at, rate, retryAfterMs }: Refusal, now: number): void {
		this.refusal = undefined;
		const grownMs = now - this.since;
		this.since = now;
		const windowMs = USUAL_WINDOWS_MS.find((usual) => usual >= retryAfterMs) ?? retryAfterMs;
		const isFirst = this.known === Infinity || windowMs !== this.windowMs;
		this.windowMs = windowMs;
		const measured = this.takenSince(at - windowMs);
		if (isFirst) return this.learnFirst(measured);
		const isSure = measured >= MIN_SAMPLE;
		const isMisjudged = isSure && measured < (this.isGuess ? 1 : MISJUDGED) * this.known;
		this.isGuess = false;
		const [least, most] = AS_BEFORE.map((share) => share * this.known) as [number, number];
		// What came a moment earlier may have been counted in the window before.
		const isMore = this.takenSince(at - windowMs + this.leastTripMs) > most;
		const isAsBefore = measured > least && !isMore;
		const isTooMuch = isAsBefore && rate > this.known;
		if (this.contended !== undefined) return this.giveUp(rate, measured, grownMs);
		if (isTooMuch) this.probes += 1;
		if (isTooMuch || isMisjudged) return this.stayAt(measured);
		// Requests that were held up on their way may arrive too close together, but not again and again.
		const isChance = isSure && isAsBefore && at - this.chanceAt > CHANCE_STEPS * this.stepMs;
		if (!isChance) return this.giveUp(rate, measured, grownMs);
		this.chanceAt = at;
	}

	private takenSince(time: number): number {
		return this.taken.filter((at) => at > time).length;
	}

	private learnFirst(measured: number): void {
		[this.probes, this.contended] = [0, undefined];
		this.isGuess = true;
		if (measured >= MIN_SAMPLE) return this.stayAt(measured);
		this.giveUp(Math.max(1, measured), measured, 0);
		this.base = this.known / 2;
	}

	/** It is alone, as far as it knows. */
	private stayAt(measured: number): void {
		// Halved at most: what others use up makes the server look slower than it is.
		const most = this.known === Infinity ? measured : Math.min(measured, this.known);
		const least = this.known === Infinity ? 0 : this.known / 2;
		this.known = SAFE_SHARE * Math.max(most, least);
		this.base = this.known;
		this.quietMs = QUIET_STEPS * this.stepMs * 2 ** this.probes;
		this.doublingMs = PROBE_STEPS * this.stepMs;
	}

	/**
	 * Others use the account, too.
	 * @param grownMs since when the rate has grown
	 */
	private giveUp(rate: number, measured: number, grownMs: number): void {
		this.known = rate < SMALL ? rate : Math.min(rate, Math.max(measured, rate / 2));
		this.contended = this.contended === undefined ? 0 : this.contended + this.grownBack(grownMs);
		const givenUp = Math.max(LEAST_GIVEN_UP, FIRST_GIVEN_UP * LESS_EACH_TIME ** this.contended);
		this.base = (1 - givenUp) * this.known;
		this.quietMs = 0;
		const settled = Math.max(0, this.contended - SETTLED);
		const steps =
			FIRST_DOUBLING_STEPS * SLOWER_EACH_TIME ** this.contended * SLOWER_ONCE_SETTLED ** settled;
		this.doublingMs = this.stepMs * Math.min(steps, slowestDoubling(this.known));
	}

	/**
	 * Which share of the time that it takes a rate to grow back has passed. Whoever is squeezed out by a hasty process meets its
	 * 429s, too: counted whole, they would calm it down before it has its share.
	 */
	private grownBack(grownMs: number): number {
		const doublings = GROWN_BACK_DOUBLINGS * Math.min(1, this.known / SMALL);
		return Math.min(1, grownMs / (this.stepMs + doublings * this.doublingMs));
	}
}

/** In what time what is added to a rate doubles at last, in steps: a small one meets a 429 about every fifty requests. */
function slowestDoubling(rate: number): number {
	if (rate >= SMALL) return LAST_DOUBLING_STEPS;
	const untilBack = LAST_DOUBLING_STEPS * (SMALL / rate) ** SMALL_GROWTH_POWER;
	return untilBack / Math.log2(1 + rate / SMALL);
}
