import { Alone, Beside, SMALL } from './growth';

/** The spans over which servers usually count requests, in milliseconds. */
const USUAL_WINDOWS_MS: readonly number[] = [1_000, 10_000, 60_000, 3_600_000];

/** All that takes time here takes as many windows as it takes seconds, but of a window no more than this. */
const MAX_STEP_MS = 10_000;

/** Fewer requests than this in a window say little about a limit: others may have had the rest. */
const MIN_SAMPLE = 16;

/** With less than this share of what it took before, the server was misjudged, or is slower now: no sign of others. */
const MISJUDGED = 0.7;
/** From this to that share of it, more than it takes was tried; with more than that, others have left or given way. */
const AS_BEFORE = [0.9, 1.2] as const;

/** In so many steps a process that is alone may be refused once by chance. */
const CHANCE_STEPS = 60;

/** What may be made up for at once if nothing started for a while, in steps. */
const LAG_STEPS = 1;
const SETTLED_LAG_STEPS = 0.2;

/** Requests start evenly, give or take this share of their distance: else two processes could always miss each other. */
const JITTER = 0.2;

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
	private windowMs = 0;
	/** How the rate goes on from the last 429; undefined until the server has shown a limit. */
	private growth?: Alone | Beside;
	/** When a 429 was last put down to chance. */
	private chanceAt = -Infinity;

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
		if (!this.growth) return 0;
		const rate = this.rateAt(now);
		const next = this.nextDue(rate);
		if (next > now) return next - now;
		// However late it is, no more in a window than the server takes.
		const most = Math.ceil(rate);
		if (inFlight >= most) return Infinity;
		const last = this.taken.at(inFlight - most) ?? -Infinity;
		if (this.taken.length < most - inFlight) return 0;
		// Beside others it leaves them a moment: whoever takes each place as soon as it is free leaves none.
		const earlier = this.growth instanceof Alone ? this.leastTripMs : 0;
		return Math.max(0, last + this.windowMs - earlier - now);
	}

	/** A request starts. */
	start(now: number): void {
		const rate = this.rateAt(now);
		this.startedAt = rate;
		if (rate === Infinity) return;
		const isSettled = this.growth instanceof Beside && this.growth.isSettled;
		const lag = (isSettled ? SETTLED_LAG_STEPS : LAG_STEPS) * this.windowMs;
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
		return this.growth?.rateAt(now) ?? Infinity;
	}

	/** Takes from a 429, once its pause is over, how fast to go on. */
	private learn(refusal: Refusal, now: number): void {
		this.refusal = undefined;
		const { retryAfterMs } = refusal;
		const windowMs = USUAL_WINDOWS_MS.find((usual) => usual >= retryAfterMs) ?? retryAfterMs;
		const { growth } = this;
		if (!growth || windowMs !== this.windowMs) {
			this.windowMs = windowMs;
			this.growth = this.afterFirst(this.measuredAt(refusal), now);
		} else if (growth instanceof Alone) this.growth = this.afterAlone(growth, refusal, now);
		else this.growth = growth.next(this.knownFrom(refusal), now);
	}

	private afterFirst(measured: number, now: number): Alone | Beside {
		if (measured >= MIN_SAMPLE) return new Alone(measured, now, this.stepMs, 0, true);
		const known = Math.max(1, measured);
		return new Beside(known, now, this.stepMs, 0, known / 2);
	}

	private afterAlone(alone: Alone, refusal: Refusal, now: number): Alone | Beside {
		const { at, rate } = refusal;
		const { known } = alone;
		const measured = this.measuredAt(refusal);
		const isSure = measured >= MIN_SAMPLE;
		const isMisjudged = isSure && measured < (alone.isGuess ? 1 : MISJUDGED) * known;
		const [least, most] = AS_BEFORE;
		// What came a moment earlier may have been counted in the window before.
		const isMore = this.measuredAt(refusal, this.leastTripMs) > most * known;
		const isAsBefore = measured > least * known && !isMore;
		if (isAsBefore && rate > known) return alone.next(now, measured, alone.probes + 1);
		if (isMisjudged) return alone.next(now, measured);
		// Requests that were held up on their way may arrive too close together, but not again and again.
		const isChance = isSure && isAsBefore && at - this.chanceAt > CHANCE_STEPS * this.stepMs;
		if (!isChance) return new Beside(this.knownFrom(refusal), now, this.stepMs);
		this.chanceAt = at;
		return alone.next(now);
	}

	/** How many requests were answered in the window before a 429, without its first milliseconds. */
	private measuredAt({ at }: Refusal, withoutMs = 0): number {
		return this.taken.filter((time) => time > at - this.windowMs + withoutMs).length;
	}

	/** At what rate a 429 was met beside others: not more than was taken, unless that is too little to count. */
	private knownFrom(refusal: Refusal): number {
		const { rate } = refusal;
		return rate < SMALL ? rate : Math.min(rate, Math.max(this.measuredAt(refusal), rate / 2));
	}
}
