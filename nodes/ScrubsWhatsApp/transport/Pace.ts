import { sleep } from 'n8n-workflow';

import { Rate } from './Rate';

/** Requests in flight at the start, and at most: n8n opens a connection for each. */
const FIRST_IN_FLIGHT = 2;
export const MAX_IN_FLIGHT = 64;

/** By how much more may be in flight after each answer: gently, so that processes that begin together get about the same. */
const STEP = 0.5;

/** The longest single sleep: meanwhile the rate grows, and what waits may be stopped. */
const MAX_SLEEP_MS = 200;

/** The time, in Unix milliseconds, and a way to wait. */
export interface Clock {
	now: () => number;
	sleep: (ms: number) => Promise<void>;
}

const SYSTEM_CLOCK: Clock = { now: () => Date.now(), sleep };

/** Requests of one run that wait. */
export interface PacedRun {
	readonly isWaiting: boolean;
	/** Whether one may start, as far as the run is concerned. */
	readonly mayStart: boolean;
	/** Lets the one start that has waited longest. @param now Unix milliseconds */
	start(now: number): void;
}

/**
 * The pace of all requests of an account in this process: what is in flight, which grows with each answer, and how many
 * requests the server takes. The runs that wait have their turns in turn, so that a small one does not wait for a large one
 * to end.
 */
export class Pace {
	private readonly rate: Rate;
	/** Runs in which a request waits, the one whose turn is next first. */
	private readonly runs: PacedRun[] = [];
	private inFlight = 0;
	private maxNow = FIRST_IN_FLIGHT;
	private isPumping = false;

	/** @param random numbers from 0 to 1 */
	constructor(
		private readonly clock: Clock = SYSTEM_CLOCK,
		random?: () => number,
	) {
		this.rate = new Rate(random);
	}

	/** A request of a run waits. */
	join(run: PacedRun): void {
		if (!this.runs.includes(run)) this.runs.push(run);
		void this.pump();
	}

	/** The server took a request, whatever it answered. @param startedAt Unix milliseconds */
	accept(startedAt: number): void {
		this.maxNow = Math.min(MAX_IN_FLIGHT, this.maxNow + STEP);
		const now = this.clock.now();
		this.rate.take(now, now - startedAt);
		this.release();
	}

	/** The server asked to wait; nothing starts until then. */
	throttle(waitMs: number, retryAfterMs: number): void {
		if (this.rate.refuse(this.clock.now(), waitMs, retryAfterMs)) {
			this.maxNow = Math.max(1, Math.floor(this.maxNow / 2));
		}
		this.release();
	}

	/** The request came to an end that says nothing about the pace; the server may have counted it. */
	end(): void {
		this.rate.take(this.clock.now());
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
			const now = this.clock.now();
			const wait = this.rate.waitMs(now, this.inFlight);
			// All that counts is in flight: the next answer pumps again.
			if (wait === Infinity) break;
			if (wait > 0) {
				await this.clock.sleep(Math.min(Math.ceil(wait), MAX_SLEEP_MS));
				continue;
			}
			const [run] = this.runs.splice(next, 1) as [PacedRun];
			this.rate.start(now);
			this.inFlight += 1;
			run.start(now);
			if (run.isWaiting) this.runs.push(run);
		}
		this.isPumping = false;
	}
}
