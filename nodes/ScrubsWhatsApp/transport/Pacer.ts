import { MAX_IN_FLIGHT, Pace, type PacedRun } from './Pace';

interface Waiting {
	start: (now: number) => void;
	refuse: (reason: Error) => void;
}

/** The requests of one run, at the pace that its account's server takes. */
export class Pacer implements PacedRun {
	private readonly waiting: Waiting[] = [];
	private inFlight = 0;
	private stopped?: Error;

	/**
	 * @param maxInFlight how many requests of this run may be under way at once
	 * @param pace what it shares with other runs of the account
	 */
	constructor(
		private readonly maxInFlight: number = MAX_IN_FLIGHT,
		private readonly pace: Pace = new Pace(),
	) {}

	get isWaiting(): boolean {
		return this.waiting.length > 0;
	}

	/** Whether one that waits may start, as far as this run is concerned. */
	get mayStart(): boolean {
		return this.isWaiting && this.inFlight < this.maxInFlight;
	}

	/**
	 * Waits until the next request may start.
	 * @returns when that is, in Unix milliseconds
	 * @throws the reason, once the pacer has been stopped
	 */
	async turn(): Promise<number> {
		return await new Promise((start, refuse) => {
			if (this.stopped) return refuse(this.stopped);
			this.waiting.push({ start, refuse });
			this.pace.join(this);
		});
	}

	/** Lets the request start that has waited longest; its pace alone calls this. */
	start(now: number): void {
		this.inFlight += 1;
		this.waiting.shift()?.start(now);
	}

	/** The server took the request, whatever it answered. @param startedAt what {@link turn} has returned */
	accept(startedAt: number): void {
		this.inFlight -= 1;
		this.pace.accept(startedAt);
	}

	/**
	 * The server asked to wait; nothing starts until then.
	 * @param waitMs for how long
	 * @param retryAfterMs for how long the server asked, which tells over what time it counts
	 */
	throttle(waitMs: number, retryAfterMs = waitMs): void {
		this.inFlight -= 1;
		this.pace.throttle(waitMs, retryAfterMs);
	}

	/** The request came to an end that says nothing about the pace; the server may have counted it. */
	end(): void {
		this.inFlight -= 1;
		this.pace.end();
	}

	/** Nothing was requested. */
	release(): void {
		this.inFlight -= 1;
		this.pace.release();
	}

	/** Lets nothing start any more; whoever waits is refused at once, with the reason. */
	stop(reason: Error): void {
		this.stopped ??= reason;
		for (const { refuse } of this.waiting.splice(0)) refuse(this.stopped);
	}
}
