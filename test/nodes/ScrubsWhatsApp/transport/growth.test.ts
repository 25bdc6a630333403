import { Alone, Beside } from '../../../../nodes/ScrubsWhatsApp/transport/growth';

/** The first moment at which a rate is at least so high, in milliseconds. */
function timeOf(growth: Alone | Beside, rate: number): number {
	let now = 0;
	while (growth.rateAt(now) < rate) now += 10;
	return now;
}

test('alone, it stays just below the limit, and tries for more later each time that it was in vain', () => {
	const alone = new Alone(100, 0, 1_000);
	expect(alone.rateAt(0)).toBeCloseTo(98);
	expect(alone.rateAt(4_290)).toBeCloseTo(98);
	expect(timeOf(alone, 98.5)).toBe(4_300);
	expect(timeOf(alone.next(0, 100, alone.probes + 1), 98.5)).toBe(5_300);
});

test('alone, what others took meanwhile halves the limit at most, and what was measured does not raise it', () => {
	const alone = new Alone(100, 0, 1_000);
	expect(alone.next(0, 20).known).toBeCloseTo(49);
	expect(alone.next(0, 103).known).toBeCloseTo(98);
});

test('beside others, it gives up a part after each 429, less each time', () => {
	const first = new Beside(100, 0, 1_000);
	expect(first.rateAt(0)).toBeCloseTo(77);
	expect(first.next(100, 5_000).rateAt(5_000)).toBeCloseTo(81.8, 0);
});

test('beside others, a 429 that comes before the rate can have grown back calms it down in part only', () => {
	const first = new Beside(100, 0, 1_000);
	const growthAfter = (ms: number) =>
		first.next(100, ms).rateAt(ms + 500) - first.next(100, ms).rateAt(ms);
	expect(growthAfter(100)).toBeGreaterThan(growthAfter(5_000));
});

test('beside others, what is added does not depend on the rate', () => {
	const addedTo = (known: number) => {
		const beside = new Beside(known, 0, 1_000, 5);
		return beside.rateAt(800) - beside.rateAt(0);
	};
	expect(addedTo(200)).toBeCloseTo(addedTo(100));
});

test('beside others, a rate beyond that at the last 429 grows faster: others have left', () => {
	const beside = new Beside(40, 0, 1_000, 5);
	const [back, twice] = [timeOf(beside, 44), timeOf(beside, 80)];
	expect((twice - back) / back).toBeLessThan(0.3);
});

test('once the shares are found, it no longer does', () => {
	const beside = new Beside(40, 0, 1_000, 8);
	expect(beside.isSettled).toBe(true);
	const [back, twice] = [timeOf(beside, 44), timeOf(beside, 80)];
	expect((twice - back) / back).toBeGreaterThan(0.3);
});

test('where the clock is put back the rate stays above zero, and nothing waits for ever', () => {
	const small = new Beside(1, 60_000, 1_000);
	expect(small.rateAt(0)).toBeGreaterThan(0.5);
	expect(small.next(1, 0).rateAt(0)).toBeGreaterThan(0.5);
});
