/** How a server counts requests. @returns whether it takes one that arrives now, in milliseconds */
export type Limiter = (now: number) => boolean;

export type ServerKind = 'fixed window' | 'sliding window' | 'token bucket';

const WINDOW_MS = 1_000;

/** By kind, a limiter for so many requests a second; the windows last a second, and the bucket holds a second's worth. */
export const LIMITERS: Record<ServerKind, (perSecond: number) => Limiter> = {
	'fixed window'(perSecond) {
		let window = -1;
		let taken = 0;
		return (now) => {
			const current = Math.floor(now / WINDOW_MS);
			if (current !== window) [window, taken] = [current, 0];
			if (taken >= perSecond) return false;
			taken += 1;
			return true;
		};
	},

	'sliding window'(perSecond) {
		/** When the latest requests were taken; of as many as the window may hold, the oldest is overwritten. */
		const taken = new Array<number>(perSecond).fill(-Infinity);
		let oldest = 0;
		return (now) => {
			if (now - taken[oldest]! < WINDOW_MS) return false;
			taken[oldest] = now;
			oldest = (oldest + 1) % perSecond;
			return true;
		};
	},

	'token bucket'(perSecond) {
		let tokens = perSecond;
		let filledAt = 0;
		return (now) => {
			tokens = Math.min(perSecond, tokens + ((now - filledAt) / 1_000) * perSecond);
			filledAt = now;
			if (tokens < 1) return false;
			tokens -= 1;
			return true;
		};
	},
};
