// With the waits as they are in n8n.
jest.unmock('n8n-workflow');

import type { ProcessedStore } from '../../../../nodes/ScrubsWhatsApp/host/processedStore';
import { SentKeys, type KeyState } from '../../../../nodes/ScrubsWhatsApp/run/SentKeys';

const HISTORY = 10;

/** A row of a database, read and written whole, each after some turns of the event loop. */
class Row {
	entries: string[] = [];

	calls = 0;

	constructor(private readonly turns: () => number = () => 1) {}

	/** The row as a process of its own sees it. */
	readonly store: ProcessedStore = {
		id: 'w1 n1',
		record: async (entries, maxEntries) => {
			const row = await this.read();
			const before = new Set(entries.filter((entry) => row.includes(entry)));
			row.push(...entries.filter((entry) => !before.has(entry)));
			row.splice(0, Math.max(0, row.length - maxEntries));
			await this.write(row);
			return before;
		},
		remove: async (entries) => {
			const row = await this.read();
			await this.write(row.filter((entry) => !entries.includes(entry)));
		},
		count: async () => (await this.read()).length,
	};

	private async read(): Promise<string[]> {
		this.calls++;
		await this.wait();
		return [...this.entries];
	}

	private async write(row: string[]): Promise<void> {
		await this.wait();
		this.entries = row;
	}

	private async wait(): Promise<void> {
		for (let turn = this.turns(); turn > 0; turn--) {
			await new Promise((resolve) => setImmediate(resolve));
		}
	}
}

const claimAll = async (keys: SentKeys, store: ProcessedStore, names: string[]) =>
	await Promise.all(names.map(async (name) => await keys.claim(store, name, HISTORY)));

test('a key is new once, open until it has ended, and sent after that', async () => {
	const row = new Row();
	const keys = new SentKeys();
	const states: KeyState[] = [await keys.claim(row.store, 'a', HISTORY)];
	states.push(await keys.claim(row.store, 'a', HISTORY));
	await keys.end(row.store, 'a', HISTORY, true);
	states.push(await keys.claim(row.store, 'a', HISTORY));
	expect(states).toEqual(['new', 'open', 'sent']);
	expect(row.entries).toHaveLength(1);
});

test('a key that ended without a message is new again', async () => {
	const row = new Row();
	const keys = new SentKeys();
	await keys.claim(row.store, 'a', HISTORY);
	await keys.end(row.store, 'a', HISTORY, false);
	expect(row.entries).toEqual([]);
	expect(await keys.claim(row.store, 'a', HISTORY)).toBe('new');
});

test('many keys are noted with few readings of the store', async () => {
	const row = new Row();
	const names = Array.from({ length: 128 }, (_, index) => `key ${index}`);
	expect(new Set(await claimAll(new SentKeys(), row.store, names))).toEqual(new Set(['new']));
	// The first comes alone; each batch is noted, seen to stand, and its mark taken back.
	expect(row.calls).toBeLessThanOrEqual(4 * 3);
});

test('a process that dies leaves the keys open of what was on its way, and no others', async () => {
	const row = new Row();
	const dying = new SentKeys();
	await claimAll(dying, row.store, ['a', 'b', 'c']);
	await dying.end(row.store, 'b', HISTORY, true);
	const next = new SentKeys();
	expect(await claimAll(next, row.store, ['a', 'b', 'c', 'd'])).toEqual([
		'open',
		'sent',
		'open',
		'new',
	]);
});

test('the oldest keys are forgotten beyond the history, which is kept', async () => {
	const row = new Row(() => 0);
	const keys = new SentKeys();
	const names = Array.from({ length: 1_200 }, (_, index) => `key ${index}`);
	for (let from = 0; from < names.length; from += 60) {
		const some = names.slice(from, from + 60);
		await claimAll(keys, row.store, some);
		await Promise.all(some.map(async (name) => await keys.end(row.store, name, HISTORY, true)));
	}
	expect(row.entries.length).toBeLessThanOrEqual(HISTORY + 1_000);
	expect(new Set(await claimAll(keys, row.store, names.slice(-HISTORY)))).toEqual(
		new Set(['sent']),
	);
	expect(await keys.claim(row.store, names[0]!, HISTORY)).toBe('new');
});

test('a key that another process has begun and ended meanwhile is sent, though its note was undone', async () => {
	const row = new Row();
	const [slow, other] = [new SentKeys(), new SentKeys()];
	let isFirst = true;
	const slowStore: ProcessedStore = {
		...row.store,
		record: async (...args) => {
			if (!isFirst) return await row.store.record(...args);
			isFirst = false;
			// It reads, is held up while the other one notes the key, and then writes what it has read.
			const read = [...row.entries];
			expect(await other.claim(row.store, 'a', HISTORY)).toBe('new');
			row.entries = [...read, ...args[0]];
			void other.end(row.store, 'a', HISTORY, true);
			return new Set<string>();
		},
	};
	expect(await slow.claim(slowStore, 'a', HISTORY)).toBe('sent');
	expect(row.entries).toHaveLength(1);
});

describe('two processes that write at the same time', () => {
	/** Each waits for other times, so that they come between one another's reading and writing in every way. */
	const rowOf = (seed: number) => {
		let state = seed;
		return new Row(() => {
			state = (state * 48_271) % 2_147_483_647;
			return 1 + (state % 4);
		});
	};
	const seeds = Array.from({ length: 20 }, (_, index) => index * 7_919 + 1);

	test.each(seeds)('never undo what the other has noted (seed %i)', async (seed) => {
		const row = rowOf(seed);
		const [one, other] = [new SentKeys(), new SentKeys()];
		const [mine, theirs] = await Promise.all([
			claimAll(one, row.store, ['a', 'b']),
			claimAll(other, row.store, ['c', 'd']),
		]);
		expect([...mine, ...theirs]).toEqual(['new', 'new', 'new', 'new']);
		const again = await claimAll(new SentKeys(), row.store, ['a', 'b', 'c', 'd']);
		expect(again).toEqual(['open', 'open', 'open', 'open']);
	});

	test.each(seeds)('never undo what the other has noted of its runs (seed %i)', async (seed) => {
		const row = rowOf(seed);
		const [one, other] = [new SentKeys(), new SentKeys()];
		await Promise.all([one.note(row.store, ['1', 'a']), other.note(row.store, ['2', 'b'])]);
		const again = await new SentKeys().note(row.store, ['1', '2', 'a', 'b']);
		expect(again).toEqual([true, true, true, true]);
	});

	test.each(seeds)('do not both send what has the same key (seed %i)', async (seed) => {
		const row = rowOf(seed);
		const states = await Promise.all(
			[new SentKeys(), new SentKeys()].map(
				async (keys) => await keys.claim(row.store, 'a', HISTORY),
			),
		);
		expect(states.filter((state) => state === 'new')).toHaveLength(1);
	});
});

describe('a store that cannot be written', () => {
	const gone = async () => await Promise.reject(new Error('gone'));
	const brokenOf = ({ store }: Row): ProcessedStore => ({ ...store, record: gone, remove: gone });

	test('refuses the claim', async () => {
		const claim = new SentKeys().claim(brokenOf(new Row()), 'a', HISTORY);
		await expect(claim).rejects.toThrow('so it was not sent');
	});

	test('leaves what was sent open for others until it can, and not for the process that has sent it', async () => {
		const row = new Row();
		const keys = new SentKeys();
		await claimAll(keys, row.store, ['a', 'b']);
		await keys.end(brokenOf(row), 'a', HISTORY, true);
		expect(await new SentKeys().claim(row.store, 'a', HISTORY)).toBe('open');
		expect(await keys.claim(brokenOf(row), 'a', HISTORY)).toBe('sent');
		await keys.end(row.store, 'b', HISTORY, true);
		expect(await claimAll(new SentKeys(), row.store, ['a', 'b'])).toEqual(['sent', 'sent']);
	});

	test('leaves open what was not sent', async () => {
		const row = new Row();
		const keys = new SentKeys();
		await keys.claim(row.store, 'a', HISTORY);
		await keys.end(brokenOf(row), 'a', HISTORY, false);
		expect(await keys.claim(row.store, 'a', HISTORY)).toBe('open');
	});
});

describe('a note of a run', () => {
	test('is there from then on, whichever process asks', async () => {
		const row = new Row();
		const [one, other] = [new SentKeys(), new SentKeys()];
		expect(await one.note(row.store, ['12 0', 'a'])).toEqual([false, false]);
		expect(await one.note(row.store, ['12 1'])).toEqual([false]);
		expect(await other.note(row.store, ['13 0', 'a'])).toEqual([false, true]);
		expect(await other.note(row.store, ['12 0'])).toEqual([true]);
		expect(row.entries).toHaveLength(4);
	});

	test('is one of a limited number, over which no key is forgotten', async () => {
		const row = new Row();
		const keys = new SentKeys();
		row.entries = Array.from({ length: 4_999 }, (_, index) => `note ${index}`);
		for (const id of ['1', '2', '3']) await keys.note(row.store, [id]);
		expect(row.entries.length).toBeLessThanOrEqual(5_000);
		expect(await keys.note(row.store, ['1'])).toEqual([true]);

		await keys.claim(row.store, 'a', 20_000);
		const more = Array.from({ length: 6_000 }, (_, index) => `sent ${index}`);
		row.entries.push(...more);
		await keys.note(row.store, ['4']);
		expect(await keys.claim(row.store, 'a', 20_000)).toBe('open');
	});
});
