import { RateLimiter } from '../../../../sandbox/api/control/rateLimiter';

const limiter = new RateLimiter();
const checkAt = (at: number) => {
	jest.spyOn(Date, 'now').mockReturnValue(at);
	return limiter.check()?.status ?? 'through';
};

beforeEach(() => limiter.set({ requests: 2, perMs: 100 }));
afterEach(() => jest.restoreAllMocks());

test('lets so many through in any window of that length, and counts those alone', () => {
	expect([1000, 1060, 1070, 1099, 1100, 1159, 1160, 1161].map(checkAt)).toEqual([
		'through',
		'through',
		429,
		429,
		'through',
		429,
		'through',
		429,
	]);
});

test('starts anew with each limit', () => {
	[1000, 1000].map(checkAt);
	limiter.set({ requests: 1, perMs: 100 });
	expect([1000, 1000].map(checkAt)).toEqual(['through', 429]);
	limiter.set(null);
	expect(checkAt(1000)).toBe('through');
});

test('a limit of none lets none through', () => {
	limiter.set({ requests: 0, perMs: 1 });
	expect(checkAt(1000)).toBe(429);
});
