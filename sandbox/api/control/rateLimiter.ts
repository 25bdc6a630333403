import type { Answer } from '../answer';
import type { RateLimit } from './types';

/** Lets so many requests through in a sliding window of time. */
export class RateLimiter {
	private limit: RateLimit | null = null;

	/** When each request of the window was let through, in Unix milliseconds. */
	private passed: number[] = [];

	/** Sets a limit and starts counting anew; null lifts it. */
	set(limit: RateLimit | null): void {
		this.limit = limit;
		this.passed = [];
	}

	/** The 429 for a request beyond the limit; undefined, and counted, for one within it. */
	check(): Answer | undefined {
		if (!this.limit) return undefined;
		const { requests, perMs, retryAfterSeconds } = this.limit;
		const now = Date.now();
		this.passed = this.passed.filter((at) => now - at < perMs);
		if (this.passed.length < requests) {
			this.passed.push(now);
			return undefined;
		}
		return {
			status: 429,
			headers: retryAfterSeconds == null ? {} : { 'retry-after': String(retryAfterSeconds) },
			body: { error: 'Too many requests.' },
		};
	}
}
