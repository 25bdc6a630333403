import { sleep } from 'n8n-workflow';

/** Requests in flight at the start, and at most: n8n opens a connection for each. */
const FIRST_IN_FLIGHT = 4;
export const MAX_IN_FLIGHT = 64;

/** The spans over which servers usually count requests, in milliseconds. */
const USUAL_WINDOWS_MS: readonly number[] = [1_000, 10_000, 60_000, 3_600_000];

/** The share of a limit, once it is known, that is used: meeting it again costs the pause that the server asks for. */
const SAFE_SHARE = 0.98;

/**
 * After so long without a 429 the limit is raised every second, by so much more each time: it may have been raised, or
 * misjudged while others used it up.
 */
const QUIET_MS = 30_000;
const GROWTH = 0.01;

/** Fewer requests than this in a window say nothing about a limit. */
const MIN_SAMPLE = 5;

/** How many answers are remembered at least, to learn a limit from. */
const MAX_REMEMBERED = 5_000;

/** The longest single sleep, so that a pacer that was stopped does not stay behind. */
const MAX_SLEEP_MS = 1_000;

/** Requests of one run that wait. */
export interface PacedRun {
	readonly isWaiting: boolean;
	/** Whether one may start, as far as the run is concerned. */
	readonly mayStart: boolean;
	/** Lets the one start that has waited longest. */
	start(): void;
}

/**
 * Finds the fastest pace that a server takes, without settings, for all requests of an account in this process. The runs
 * that wait have their turns in turn, so that a small one does not wait for a large one to end.
 *
 * At first only the number of requests in flight is bounded; it grows with each answer. The first 429 shows how many the
 * server takes in a window of time. After the pause that it asked for, a request starts only if fewer than that are in
 * flight or were answered within the window: since the server counts a request before it answers, its limit is not met
 * again, however unevenly the requests travel.
 */
export class Pace {
	/** Runs in which a request waits, the one whose turn is next first. */
	private readonly runs: PacedRun[] = [];
	private inFlight = 0;
	private maxNow = FIRST_IN_FLIGHT;
	private isPumping = false;

	/** When requests were answered, other than by a 429, in the order of time. */
	private answers: number[] = [];
	private pausedUntil = 0;
	private throttled?: { at: number; retryAfterMs: number };
	private lastThrottle = 0;
	/** How many requests the server takes in a window; Infinity until it has shown a limit. */
	private limit = Infinity;
	private windowMs = 0;
	private raisedAt = 0;

	/** A request of a run waits. */
	join(run: PacedRun): void {
		if (!this.runs.includes(run)) this.runs.push(run);
		void this.pump();
	}

	/** The server took a request, whatever it answered. */
	accept(): void {
		const step = this.limit === Infinity ? 1 : 1 / this.maxNow;
		this.maxNow = Math.min(MAX_IN_FLIGHT, this.maxNow + step);
		this.end();
	}

	/** The server asked to wait; nothing starts until then. */
	throttle(retryAfterMs: number): void {
		const now = Date.now();
		if (!this.throttled) {
			this.throttled = { at: now, retryAfterMs };
			this.maxNow = Math.max(1, Math.floor(this.maxNow / 2));
		}
		this.lastThrottle = now;
		this.pausedUntil = Math.max(this.pausedUntil, now + retryAfterMs);
		this.release();
	}

	/** The request came to an end that says nothing about the pace; the server may have counted it. */
	end(): void {
		this.answers.push(Date.now());
		if (this.answers.length > 2 * MAX_REMEMBERED) this.answers.splice(0, MAX_REMEMBERED);
		this.release();
	}

	/** Nothing was requested. */
	release(): void {
		this.inFlight -= 1;
		void this.pump();
	}

	private async pump(): Promise<void> {
		if (this.isPumping) return;
		this.isPumping = true;
		for (;;) {
			const next = this.runs.findIndex((run) => run.mayStart);
			if (next < 0 || this.inFlight >= Math.floor(this.maxNow)) break;
			const wait = this.waitMs();
			// All that counts is in flight: the next answer pumps again.
			if (wait === Infinity) break;
			if (wait > 0) {
				await sleep(Math.min(Math.ceil(wait), MAX_SLEEP_MS));
				continue;
			}
			const [run] = this.runs.splice(next, 1) as [PacedRun];
			this.inFlight += 1;
			run.start();
			if (run.isWaiting) this.runs.push(run);
		}
		this.isPumping = false;
	}

	/** How long the next request has to wait, in milliseconds. */
	private waitMs(): number {
		const now = Date.now();
		if (this.pausedUntil > now) return this.pausedUntil - now;
		if (this.throttled) this.learn(this.throttled);
		if (this.limit === Infinity) return 0;
		this.raise(now);
		const inWindow = this.answers.findIndex((at) => at > now - this.windowMs);
		this.answers.splice(0, inWindow < 0 ? this.answers.length : inWindow);
		if (this.inFlight + this.answers.length < Math.floor(this.limit)) return 0;
		const [oldest] = this.answers;
		return oldest === undefined ? Infinity : oldest + this.windowMs - now;
	}

	/** Takes the number of requests that were answered in the window up to a 429 as the server's limit. */
	private learn({ at, retryAfterMs }: { at: number; retryAfterMs: number }): void {
		const windowMs = USUAL_WINDOWS_MS.find((usual) => usual >= retryAfterMs) ?? retryAfterMs;
		const count = this.answers.filter((answer) => answer > at - windowMs).length;
		this.throttled = undefined;
		if (count < MIN_SAMPLE) return;
		const learnt = Math.floor(count * SAFE_SHARE);
		// Halved at most: what others use up makes the server look slower than it is.
		this.limit =
			windowMs === this.windowMs ? Math.min(this.limit, Math.max(learnt, this.limit / 2)) : learnt;
		this.windowMs = windowMs;
	}

	private raise(now: number): void {
		const quietMs = now - this.lastThrottle - QUIET_MS;
		if (quietMs <= 0 || now - this.raisedAt < 1_000) return;
		this.limit *= 1 + (GROWTH * quietMs) / 1_000;
		this.raisedAt = now;
	}
}
