import { Pacer } from '../../../../nodes/ScrubsWhatsApp/transport/Pacer';
import { sharePace } from '../../../../nodes/ScrubsWhatsApp/transport/sharedPace';
import { MAX_IN_FLIGHT } from '../../../../nodes/ScrubsWhatsApp/transport/Pace';

/** Lets all that can happen happen. */
const settled = async () => await new Promise((resolve) => setImmediate(resolve));

/** Asks for so many turns. @returns how many there were so far */
function ask(pacer: Pacer, count: number): () => number {
	let had = 0;
	for (let index = 0; index < count; index++) {
		void pacer.turn().then(
			() => had++,
			() => undefined,
		);
	}
	return () => had;
}

test('runs of an account that go on at the same time share what may be in flight', async () => {
	const [one, other] = [sharePace('a'), sharePace('a')];
	const pacers = [one, other].map(({ pace }) => new Pacer(MAX_IN_FLIGHT, pace));
	const had = pacers.map((pacer) => ask(pacer, 10));
	await settled();
	expect(had.map((count) => count())).toEqual([2, 0]);
	for (let answer = 0; answer < 2; answer++) pacers[0]!.accept(Date.now());
	await settled();
	// From then on in turn.
	expect(had.map((count) => count())).toEqual([4, 1]);
	one.leave();
	other.leave();
});

test('a small run does not wait for a large one to end', async () => {
	const { pace, leave } = sharePace('b');
	const [large, small] = [new Pacer(MAX_IN_FLIGHT, pace), new Pacer(MAX_IN_FLIGHT, pace)];
	ask(large, 1_000);
	await settled();
	const had = ask(small, 1);
	large.accept(Date.now());
	large.accept(Date.now());
	await settled();
	expect(had()).toBe(1);
	leave();
});

test('a pause that the server asked one run for holds the others of the account, too', async () => {
	const { pace, leave } = sharePace('c');
	const [one, other] = [new Pacer(MAX_IN_FLIGHT, pace), new Pacer(MAX_IN_FLIGHT, pace)];
	ask(one, 1);
	await settled();
	one.throttle(60_000);
	const had = ask(other, 1);
	await settled();
	expect(had()).toBe(0);
	other.stop(new Error('done'));
	leave();
});

test('a run that is stopped stops no other', async () => {
	const { pace, leave } = sharePace('d');
	const [one, other] = [new Pacer(MAX_IN_FLIGHT, pace), new Pacer(MAX_IN_FLIGHT, pace)];
	one.stop(new Error('stopped'));
	await expect(one.turn()).rejects.toThrow('stopped');
	const had = ask(other, 1);
	await settled();
	expect(had()).toBe(1);
	leave();
});

test('accounts do not share, nor do runs one after the other', () => {
	const [first, other] = [sharePace('e'), sharePace('f')];
	expect(other.pace).not.toBe(first.pace);
	first.leave();
	first.leave();
	const later = sharePace('e');
	expect(later.pace).not.toBe(first.pace);
	later.leave();
	other.leave();
});
