// With the waits as they are in n8n.
jest.unmock('n8n-workflow');

import type { ProcessedStore } from '../../../../nodes/ScrubsWhatsApp/host/processedStore';
import { SentKeys } from '../../../../nodes/ScrubsWhatsApp/run/SentKeys';
import { seededRandom } from '../../../support/random';
import { StoreRow } from '../../../support/storeRow';
import { inVirtualTime, pass, useVirtualTime } from '../../../support/virtualTime';

useVirtualTime();

const HISTORY = 10;

/** For as long what was sent is looked after, in milliseconds. */
const LOOKED_AFTER_MS = 40_000;

const claim = async (keys: SentKeys, store: ProcessedStore, name: string) =>
	await inVirtualTime(keys.claim(store, name, HISTORY));
const claimAll = async (keys: SentKeys, store: ProcessedStore, names: string[]) =>
	await inVirtualTime(
		Promise.all(names.map(async (name) => await keys.claim(store, name, HISTORY))),
	);
const end = async (
	keys: SentKeys,
	store: ProcessedStore,
	name: string,
	...[state = 'sent']: [Parameters<SentKeys['end']>[3]?]
) => await inVirtualTime(keys.end(store, name, HISTORY, state));
const note = async (keys: SentKeys, store: ProcessedStore, notes: string[]) =>
	await inVirtualTime(keys.note(store, notes));

test('a key is new once, open until it has ended, and sent after that', async () => {
	const row = new StoreRow();
	const store = row.storeOf();
	const keys = new SentKeys();
	const states = [await claim(keys, store, 'a'), await claim(keys, store, 'a')];
	await end(keys, store, 'a');
	states.push(await claim(keys, store, 'a'));
	expect(states).toEqual(['new', 'open', 'sent']);
	await pass(LOOKED_AFTER_MS);
	expect(row.entries).toHaveLength(1);
});

test('a key that ended without a message is new again', async () => {
	const row = new StoreRow();
	const keys = new SentKeys();
	await claim(keys, row.storeOf(), 'a');
	await end(keys, row.storeOf(), 'a', 'new');
	expect(row.entries).toEqual([]);
	expect(await claim(keys, row.storeOf(), 'a')).toBe('new');
});

test('a key of which nobody knows whether its message went out stays open', async () => {
	const row = new StoreRow();
	const keys = new SentKeys();
	await claim(keys, row.storeOf(), 'a');
	await end(keys, row.storeOf(), 'a', 'open');
	await pass(LOOKED_AFTER_MS);
	expect(await claim(keys, row.storeOf(), 'a')).toBe('open');
	expect(await claim(new SentKeys(), row.storeOf(), 'a')).toBe('open');
});

test('many keys are noted with few readings of the store', async () => {
	const row = new StoreRow();
	const names = Array.from({ length: 128 }, (_, index) => `key ${index}`);
	const states = await claimAll(new SentKeys(), row.storeOf(), names);
	expect(new Set(states)).toEqual(new Set(['new']));
	// The first comes alone; each batch is noted, seen to stand, and noted as going; what is under way is looked after.
	expect(row.calls).toBeLessThanOrEqual(3 * 3 + 2);
});

test('a process that dies leaves the keys open of what was on its way, and no others', async () => {
	const store = new StoreRow().storeOf();
	const dying = new SentKeys();
	await claimAll(dying, store, ['a', 'b', 'c']);
	await end(dying, store, 'b');
	const next = await claimAll(new SentKeys(), store, ['a', 'b', 'c', 'd']);
	expect(next).toEqual(['open', 'sent', 'open', 'new']);
});

/** Sends messages with so many other keys, 60 at once. @returns the keys */
async function sendMany(keys: SentKeys, row: StoreRow, count: number, historySize: number) {
	const names = Array.from({ length: count }, (_, index) => `key ${index}`);
	const store = row.storeOf();
	const send = async (name: string) => {
		expect(await keys.claim(store, name, historySize)).toBe('new');
		await keys.end(store, name, historySize, 'sent');
	};
	for (let from = 0; from < count; from += 60) {
		await inVirtualTime(Promise.all(names.slice(from, from + 60).map(send)));
	}
	return names;
}

test('the oldest keys are forgotten beyond the history, which is kept', async () => {
	const row = new StoreRow();
	const keys = new SentKeys();
	const names = await sendMany(keys, row, 1_200, HISTORY);
	await pass(LOOKED_AFTER_MS);
	expect(row.entries.length).toBeLessThanOrEqual(HISTORY + 1_000);
	expect(new Set(await claimAll(keys, row.storeOf(), names.slice(-HISTORY)))).toEqual(
		new Set(['sent']),
	);
	expect(await claim(keys, row.storeOf(), names[0]!)).toBe('new');
});

test('as many keys as the history holds are remembered, however fast their messages went out', async () => {
	const row = new StoreRow();
	const names = await sendMany(new SentKeys(), row, 1_500, 1_500);
	for (const after of [0, LOOKED_AFTER_MS]) {
		await pass(after);
		const other = new SentKeys();
		const claims = names.map(async (name) => await other.claim(row.storeOf(), name, names.length));
		expect(new Set(await inVirtualTime(Promise.all(claims)))).toEqual(new Set(['sent']));
	}
});

describe('what another process has undone that was held up', () => {
	test('is noted anew while the message is on its way, and once it was sent', async () => {
		const row = new StoreRow();
		const keys = new SentKeys();
		await claim(keys, row.storeOf(), 'a');
		row.entries = [];
		await pass(1_000);
		expect(await claim(new SentKeys(), row.storeOf(), 'a')).toBe('open');
		await end(keys, row.storeOf(), 'a');
		for (const after of [400, 4_000, 12_000]) {
			await pass(after);
			row.entries = ['open a'];
			await pass(after + 600);
			expect(await claim(new SentKeys(), row.storeOf(), 'a')).toBe('sent');
		}
	});

	test('is no longer looked after half a minute later', async () => {
		const row = new StoreRow();
		const keys = new SentKeys();
		await claim(keys, row.storeOf(), 'a');
		await end(keys, row.storeOf(), 'a');
		await pass(LOOKED_AFTER_MS);
		const { calls } = row;
		await pass(LOOKED_AFTER_MS);
		expect(row.calls).toBe(calls);
	});
});

describe('processes that write at the same time', () => {
	const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

	/** Each takes other times, so that they come between one another's reading and writing in every way. */
	const rowOf = (seed: number) => {
		const random = seededRandom(seed);
		const row = new StoreRow();
		return row.storeOf({ read: () => 1 + random() * 4, write: () => 1 + random() * 4 });
	};

	test.each(seeds)('never undo what the other has noted (seed %i)', async (seed) => {
		const store = rowOf(seed);
		const [mine, theirs] = await Promise.all([
			claimAll(new SentKeys(), store, ['a', 'b']),
			claimAll(new SentKeys(), store, ['c', 'd']),
		]);
		expect([...mine, ...theirs]).toEqual(['new', 'new', 'new', 'new']);
		const again = await claimAll(new SentKeys(), store, ['a', 'b', 'c', 'd']);
		expect(again).toEqual(['open', 'open', 'open', 'open']);
	});

	test.each(seeds)('never undo what the other has noted of its runs (seed %i)', async (seed) => {
		const store = rowOf(seed);
		await Promise.all([
			note(new SentKeys(), store, ['1', 'a']),
			note(new SentKeys(), store, ['2', 'b']),
		]);
		expect(await note(new SentKeys(), store, ['1', '2', 'a', 'b'])).toEqual([
			...[true, true, true, true],
		]);
	});

	/** Several processes send the same 20 messages, a process being held up now and then, and later one of them does again. */
	async function sendAll(seed: number, processes: number, heldUp: number, heldUpMs: number) {
		const random = seededRandom(seed);
		const sleep = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));
		const row = new StoreRow();
		const store = row.storeOf({
			read: () => 1 + random() * 10,
			write: () => (random() < heldUp ? 100 + random() * heldUpMs : 1 + random() * 10),
		});
		const names = Array.from({ length: 20 }, (_, index) => `key ${index}`);
		const sent: string[] = [];
		const send = async (keys: SentKeys, name: string) => {
			for (let asked = 0; asked < 10; asked++) {
				const state = await keys.claim(store, name, HISTORY);
				if (state === 'new') {
					sent.push(name);
					await sleep(30 + random() * 400);
					await keys.end(store, name, HISTORY, 'sent');
				}
				if (state !== 'open') return;
				await sleep(4_000);
			}
		};
		const run = async () => {
			const keys = new SentKeys();
			await sleep(random() * 500);
			await Promise.all(names.map(async (name) => await send(keys, name)));
		};
		await inVirtualTime(Promise.all(Array.from({ length: processes }, run)));
		await pass(LOOKED_AFTER_MS);
		await inVirtualTime(run());
		return { sent: sent.length, distinct: new Set(sent).size };
	}

	test.each([
		['two processes', 2, 0, 0],
		['four processes', 4, 0, 0],
		['two of which one is held up now and then', 2, 0.1, 300],
		['four of which one is held up now and then', 4, 0.02, 800],
		['two of which one is held up now and then for long', 2, 0.1, 1_500],
	])('%s send each message once', async (_, processes, heldUp, heldUpMs) => {
		for (const seed of seeds) {
			const { sent, distinct } = await sendAll(seed, processes, heldUp, heldUpMs);
			expect({ seed, sent, distinct }).toEqual({ seed, sent: 20, distinct: 20 });
		}
	});
});

describe('a store that cannot be written', () => {
	const gone = async () => await Promise.reject(new Error('gone'));
	const broken: ProcessedStore = { ...new StoreRow().storeOf(), record: gone, remove: gone };

	test('refuses the claim', async () => {
		await expect(claim(new SentKeys(), broken, 'a')).rejects.toThrow('so it was not sent');
	});

	test('leaves what was sent open for others until it can, and not for the process that has sent it', async () => {
		const store = new StoreRow().storeOf();
		const keys = new SentKeys();
		await claimAll(keys, store, ['a', 'b']);
		await end(keys, broken, 'a');
		expect(await claim(new SentKeys(), store, 'a')).toBe('open');
		expect(await claim(keys, broken, 'a')).toBe('sent');
		await end(keys, store, 'b');
		expect(await claimAll(new SentKeys(), store, ['a', 'b'])).toEqual(['sent', 'sent']);
	});

	test('leaves open what was not sent', async () => {
		const store = new StoreRow().storeOf();
		const keys = new SentKeys();
		await claim(keys, store, 'a');
		await end(keys, broken, 'a', 'new');
		expect(await claim(keys, store, 'a')).toBe('open');
	});
});

describe('a note of a run', () => {
	test('is there from then on, whichever process asks', async () => {
		const row = new StoreRow();
		const store = row.storeOf();
		const [one, other] = [new SentKeys(), new SentKeys()];
		expect(await note(one, store, ['12 0', 'a'])).toEqual([false, false]);
		expect(await note(one, store, ['12 1'])).toEqual([false]);
		expect(await note(other, store, ['13 0', 'a'])).toEqual([false, true]);
		expect(await note(other, store, ['12 0'])).toEqual([true]);
		expect(row.entries).toHaveLength(4);
	});

	test('is one of a limited number, over which no key is forgotten', async () => {
		const row = new StoreRow();
		const store = row.storeOf();
		const keys = new SentKeys();
		row.entries = Array.from({ length: 4_999 }, (_, index) => `note ${index}`);
		for (const id of ['1', '2', '3']) await note(keys, store, [id]);
		expect(row.entries.length).toBeLessThanOrEqual(5_000);
		expect(await note(keys, store, ['1'])).toEqual([true]);

		await inVirtualTime(keys.claim(store, 'a', 20_000));
		row.entries.push(...Array.from({ length: 6_000 }, (_, index) => `sent ${index}`));
		await note(keys, store, ['4']);
		expect(await inVirtualTime(keys.claim(store, 'a', 20_000))).toBe('open');
	});
});
