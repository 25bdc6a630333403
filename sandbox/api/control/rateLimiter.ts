import type { Answer } from '../answer';
import type { RateLimit } from './types';

/** Lets so many requests through in a sliding window of time. */
export class RateLimiter {
	private limit: RateLimit | null = null;

	/** When each of the latest requests was let through, in Unix milliseconds: a ring, as long as the limit is high. */
	private passed: number[] = [];

	private count = 0;

	/** Sets a limit and starts counting anew; null lifts it. */
	set(limit: RateLimit | null): void {
		this.limit = limit;
		this.passed = [];
		this.count = 0;
	}

	/** The 429 for a request beyond the limit; undefined, and counted, for one within it. */
	check(): Answer | undefined {
		if (!this.limit) return undefined;
		const { requests, perMs, retryAfterSeconds, retryAfter = retryAfterSeconds } = this.limit;
		const now = Date.now();
		const place = this.count % requests;
		const oldest = this.passed[place] ?? -Infinity;
		if (requests > 0 && now - oldest >= perMs) {
			this.passed[place] = now;
			this.count += 1;
			return undefined;
		}
		return {
			status: 429,
			headers: retryAfter == null ? {} : { 'retry-after': String(retryAfter) },
			body: { error: 'Too many requests.' },
		};
	}
}
