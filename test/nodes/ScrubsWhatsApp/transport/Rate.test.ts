import { simulate, type Outcome } from '../../../pace/simulate';
import type { ServerKind } from '../../../pace/servers';
import { Rate } from '../../../../nodes/ScrubsWhatsApp/transport/Rate';

/** Never off. */
const even = () => 0.5;

/** A rate that has learnt a limit of so many requests a window: it had that many answered at once, and then a 429. */
function learnt(count: number, retryAfterMs = 1_000): Rate {
	const rate = new Rate(even);
	for (let index = 0; index < count; index++) rate.take(0);
	rate.refuse(0, retryAfterMs);
	return rate;
}

/** How many requests, answered at once, start in a span of time that is gone through by the millisecond. */
function startsIn(rate: Rate, from: number, to: number): number {
	let starts = 0;
	for (let now = from; now < to; now++) {
		while (rate.waitMs(now, 0) <= 0) {
			rate.start(now);
			rate.take(now);
			starts += 1;
		}
	}
	return starts;
}

/** A server that counts the requests of the last second, and how many it takes in a span of time, by the limit it then has. */
function server(rate: Rate): (from: number, to: number, limit: number) => number {
	const taken: number[] = [];
	return (from, to, limit) => {
		for (let now = from; now < to; now++) {
			while (rate.waitMs(now, 0) <= 0) {
				rate.start(now);
				if ((taken.at(-limit) ?? -Infinity) > now - 1_000) rate.refuse(now, 1_000);
				else {
					taken.push(now);
					rate.take(now, 0);
				}
			}
		}
		return taken.filter((at) => at >= from).length;
	};
}

test('nothing waits until the server has shown a limit', () => {
	const rate = new Rate(even);
	rate.start(0);
	expect(rate.waitMs(0, 63)).toBe(0);
});

test('of several pauses that the server asks for, the one that ends last counts', () => {
	const rate = learnt(100);
	rate.refuse(10, 3_000);
	rate.refuse(20, 500);
	expect(rate.waitMs(20, 0)).toBeGreaterThanOrEqual(2_990);
});

test('alone, it stays just below what the server took', () => {
	expect(startsIn(learnt(100), 1_010, 5_010) / 4).toBeCloseTo(98, -1);
	const rate = learnt(100);
	expect(startsIn(rate, 1_010, 2_005)).toBeLessThanOrEqual(98);
});

test('a first guess that was too high, over two windows of the server, is no sign of others', () => {
	const rate = learnt(100);
	expect(rate.waitMs(1_010, 0)).toBe(0);
	for (let index = 0; index < 80; index++) rate.take(1_010 + 10 * index);
	rate.refuse(1_810, 1_000);
	const starts = startsIn(rate, 2_820, 3_820);
	expect(starts).toBeGreaterThan(70);
	expect(starts).toBeLessThanOrEqual(80);
});

test('alone, it tries for more after some seconds', () => {
	const rate = learnt(100);
	startsIn(rate, 1_010, 3_000);
	expect(startsIn(rate, 3_000, 4_000)).toBeLessThanOrEqual(99);
	startsIn(rate, 4_000, 7_000);
	expect(startsIn(rate, 7_000, 8_000)).toBeGreaterThan(120);
});

test('alone, it tries so right after what goes out at once, when a pause costs least', () => {
	const rate = learnt(100);
	startsIn(rate, 1_010, 5_010);
	expect(startsIn(rate, 5_010, 5_300)).toBeLessThanOrEqual(98);
	expect(startsIn(rate, 5_300, 5_320)).toBeGreaterThan(0);
});

test('alone, a single 429 that comes too early is put down to chance, another one soon after to others', () => {
	const rate = learnt(100);
	const startsAfterRefusal = (now: number): number => {
		startsIn(rate, now - 990, now);
		rate.refuse(now, 1_000);
		return startsIn(rate, now + 1_010, now + 1_050);
	};
	expect(startsAfterRefusal(2_000)).toBe(98);
	expect(startsAfterRefusal(4_000)).toBeLessThan(90);
});

test('what others leave is taken up in seconds', () => {
	const taken = server(new Rate(even));
	expect(taken(0, 5_000, 40)).toBeGreaterThan(120);
	taken(5_000, 20_000, 80);
	expect(taken(20_000, 40_000, 80) / 20).toBeGreaterThan(55);
});

test('beside others, once it has more than at its last 429, it takes up what they have left within seconds', () => {
	const rate = new Rate(even);
	const taken = server(rate);
	// What others leave is now more and now less, until they end.
	for (let now = 0; now < 32_000; now += 2_000)
		taken(now, now + 2_000, [40, 30, 36, 28][(now / 2_000) % 4]!);
	rate.refuse(32_000, 1_000);
	taken(33_000, 35_000, 80);
	expect(taken(35_000, 36_000, 80)).toBeGreaterThan(55);
});

test('a request may start when the oldest in its window is gone once it arrives', () => {
	const rate = learnt(20);
	expect(rate.waitMs(1_010, 0)).toBe(0);
	for (let index = 0; index < 20; index++) rate.take(1_050, 40);
	// At least half of the shortest way there and back lies between that answer and this arrival.
	expect(rate.waitMs(2_000, 0)).toBe(30);
	expect(rate.waitMs(2_030, 0)).toBe(0);
});

test('what is in flight counts: no more are under way than the server takes in a window', () => {
	const rate = learnt(20);
	expect(rate.waitMs(1_010, 20)).toBe(Infinity);
	expect(rate.waitMs(1_010, 19)).toBeLessThan(Infinity);
});

test('after a server that counts by the minute, all of a minute may start at once', () => {
	const rate = learnt(100, 59_000);
	expect(startsIn(rate, 60_010, 60_020)).toBe(98);
	expect(startsIn(rate, 60_020, 89_000)).toBe(0);
});

test('a limit by the minute, met after one by the second, is taken for what it is', () => {
	const rate = new Rate(even);
	const taken = server(rate);
	taken(0, 31_000, 20);
	rate.refuse(31_000, 29_000);
	expect(taken(60_010, 60_020, 20)).toBe(0);
	expect(taken(60_020, 90_000, 2_000)).toBeGreaterThan(400);
});

test('alone, it does not become slower by trying for more in vain', () => {
	const rate = new Rate(even);
	const taken = server(rate);
	taken(0, 300_000, 100);
	const rates = Array.from({ length: 10 }, (_, index) =>
		taken(300_000 + 1_000 * index, 301_000 + 1_000 * index, 100),
	);
	expect(Math.max(...rates)).toBeGreaterThanOrEqual(98);
});

test('a longer wait than the server asked for does not change over what time it is thought to count', () => {
	const rate = new Rate(even);
	for (let index = 0; index < 100; index++) rate.take(0);
	rate.refuse(0, 4_000, 1_000);
	expect(rate.waitMs(0, 0)).toBeGreaterThanOrEqual(4_000);
	expect(startsIn(rate, 4_010, 6_010)).toBeGreaterThan(150);
});

test('whoever gets nothing beside others is not slow for good', () => {
	const rate = learnt(0);
	expect(startsIn(rate, 1_010, 2_000)).toBeGreaterThan(40);
});

test('a pause of an hour, asked for once, does not slow it down for hours', () => {
	const rate = learnt(100, 3_599_000);
	const [minutesLater, later] = [3_600_010 + 100_000, 3_600_010 + 130_000];
	startsIn(rate, 3_600_010, minutesLater);
	expect(startsIn(rate, minutesLater, later)).toBeGreaterThan(200);
});

test.each<[ServerKind, number, number, boolean]>([
	['fixed window', 80, 1, false],
	['sliding window', 80, 1, true],
	['sliding window', 80, 4, false],
	['fixed window', 80, 4, true],
	['token bucket', 80, 8, false],
	// Here most is to be shared anew: who begins first has nearly all.
	['fixed window', 300, 4, false],
	['token bucket', 300, 2, false],
])(
	'beside a %s of %i a second, %i processes use what there is, in equal shares (strangers: %s)',
	async (...one) => {
		const [server, perSecond, processes, strangers] = one;
		const seconds = 48_000 / perSecond;
		const setting = { server, perSecond, processes, strangers, seconds };
		const outcomes: Outcome[] = [];
		for (const seed of [1, 2, 3]) outcomes.push(await simulate({ ...setting, seed }));
		// Of three courses that chance may give it, the one in the middle.
		const usual = (key: keyof Outcome) =>
			outcomes.map((outcome) => outcome[key]).sort((x, y) => x - y)[1];
		expect(usual('used')).toBeGreaterThan(0.85);
		expect(usual('fairness')).toBeGreaterThan(0.9);
		expect(usual('refused')).toBeLessThan(0.04);
		expect(usual('joinsSame')).toBeLessThan(2);
		expect(usual('joinsOther')).toBeLessThan(2);
	},
);
