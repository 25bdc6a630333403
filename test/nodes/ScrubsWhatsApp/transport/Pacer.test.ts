import { MAX_IN_FLIGHT } from '../../../../nodes/ScrubsWhatsApp/transport/Pace';
import { Pacer } from '../../../../nodes/ScrubsWhatsApp/transport/Pacer';

/** Lets everything run that waits for nothing but its turn in the event loop. */
const settled = async () => await new Promise((resolve) => setImmediate(resolve));

/** Asks for turns, and keeps those that were given. */
function ask(pacer: Pacer, count: number) {
	const given: true[] = [];
	const refused: unknown[] = [];
	const all = Array.from({ length: count }, async () => {
		await pacer.turn().then(
			() => given.push(true),
			(reason: unknown) => refused.push(reason),
		);
	});
	return { given, refused, done: Promise.all(all) };
}

/** Goes through so many requests that all are answered at once. @returns when each started */
async function startsOf(pacer: Pacer, count: number): Promise<number[]> {
	const starts: number[] = [];
	await Promise.all(
		Array.from({ length: count }, async () => {
			await pacer.turn();
			starts.push(Date.now());
			pacer.accept(Date.now());
		}),
	);
	return starts;
}

describe('requests in flight', () => {
	test('are few at first', async () => {
		const { given } = ask(new Pacer(), 100);
		await settled();
		expect(given).toHaveLength(2);
	});

	test.each([1, 2, 10])('never exceed a lid of %i', async (lid) => {
		const pacer = new Pacer(lid);
		const { given } = ask(pacer, 100);
		let ended = 0;
		while (given.length < 100) {
			await settled();
			expect(given.length - ended).toBeLessThanOrEqual(lid);
			ended++;
			pacer.accept(Date.now());
		}
		await settled();
	});

	test('grow with each answer, up to their bound', async () => {
		const pacer = new Pacer();
		const { given } = ask(pacer, 1_000);
		await settled();
		const inFlight: number[] = [given.length];
		for (let ended = 0; ended < 200; ended++) {
			pacer.accept(Date.now());
			await settled();
			inFlight.push(given.length - ended - 1);
		}
		expect(inFlight.slice(0, 5)).toEqual([2, 2, 3, 3, 4]);
		expect(Math.max(...inFlight)).toBe(MAX_IN_FLIGHT);
		expect(inFlight.at(-1)).toBe(MAX_IN_FLIGHT);
	});

	test('do not grow with requests that came to nothing', async () => {
		const pacer = new Pacer();
		const { given } = ask(pacer, 100);
		for (let ended = 0; ended < 20; ended++) {
			await settled();
			pacer.end();
			await settled();
			expect(given.length - ended - 1).toBe(2);
		}
	});
});

test('turns are given in the order in which they were asked for', async () => {
	const pacer = new Pacer(3);
	const order: number[] = [];
	await Promise.all(
		Array.from({ length: 50 }, async (_, index) => {
			await pacer.turn();
			order.push(index);
			pacer.accept(Date.now());
		}),
	);
	expect(order).toEqual(Array.from({ length: 50 }, (_, index) => index));
});

describe('once stopped', () => {
	const reason = new Error('No more.');

	test('whoever waits is refused at once, and nothing starts any more', async () => {
		const pacer = new Pacer();
		const { given, refused, done } = ask(pacer, 20);
		await settled();
		pacer.stop(reason);
		await settled();
		expect(given).toHaveLength(2);
		expect(refused).toEqual(Array(18).fill(reason));

		pacer.accept(Date.now());
		await done;
		await expect(pacer.turn()).rejects.toBe(reason);
	});

	test('the first reason stands', async () => {
		const pacer = new Pacer();
		pacer.stop(reason);
		pacer.stop(new Error('Another.'));
		await expect(pacer.turn()).rejects.toBe(reason);
	});

	test('a pause that the server asked for holds nobody any longer', async () => {
		const pacer = new Pacer();
		await pacer.turn();
		pacer.throttle(60_000);
		const { refused, done } = ask(pacer, 3);
		await settled();
		pacer.stop(reason);
		await done;
		expect(refused).toHaveLength(3);
	});
});

describe('after the server asked to wait', () => {
	beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] }));
	afterEach(() => jest.useRealTimers());

	/** Lets time pass until all of them have started. @returns when each did */
	async function startsIn(ms: number, pacer: Pacer, count: number): Promise<number[]> {
		const started = startsOf(pacer, count);
		await jest.advanceTimersByTimeAsync(ms);
		pacer.stop(new Error('The time is over.'));
		return await started;
	}

	test('nothing starts before that time, whatever was accepted meanwhile', async () => {
		const pacer = new Pacer();
		await pacer.turn();
		await pacer.turn();
		const until = Date.now() + 300;
		pacer.throttle(300);
		pacer.accept(Date.now());
		const [start] = await startsIn(1_000, pacer, 1);
		expect(start).toBeGreaterThanOrEqual(until);
	});

	test('the longest wait of several counts', async () => {
		const pacer = new Pacer();
		await startsOf(pacer, 4);
		for (let index = 0; index < 3; index++) await pacer.turn();
		const until = Date.now() + 300;
		[100, 300, 0].forEach((ms) => pacer.throttle(ms));
		const [start] = await startsIn(1_000, pacer, 1);
		expect(start).toBeGreaterThanOrEqual(until);
	});

	test('no more start in a window than the server took in one before', async () => {
		const pacer = new Pacer();
		await startsOf(pacer, 100);
		await pacer.turn();
		pacer.throttle(100);
		// 98 a second, the first hundred of which count as well.
		const starts = await startsIn(3_500, pacer, 250);
		const inWindowFrom = (from: number) =>
			starts.filter((at) => at >= from && at < from + 1_000).length;
		expect(Math.max(...starts.map(inWindowFrom))).toBeLessThanOrEqual(98);
	});

	test('a run that begins when the limit is used up by others is not slow for good', async () => {
		const pacer = new Pacer();
		await pacer.turn();
		pacer.throttle(100);
		expect(await startsIn(5_000, pacer, 40)).toHaveLength(40);
	});
});
