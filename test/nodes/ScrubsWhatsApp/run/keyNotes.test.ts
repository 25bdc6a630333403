// With the waits as they are in n8n.
jest.unmock('n8n-workflow');

import { randomUUID } from 'node:crypto';

import type { ProcessedStore } from '../../../../nodes/ScrubsWhatsApp/host/processedStore';
import { KeyNotes, type Claim } from '../../../../nodes/ScrubsWhatsApp/run/keyNotes';
import { StoreRow } from '../../../support/storeRow';
import { inVirtualTime, pass, useVirtualTime } from '../../../support/virtualTime';

useVirtualTime();

const claimOf = (key: string): Claim => ({ key, historySize: 10, isOfRun: false });
const heldOf = (key: string) => ({ key, historySize: 10 });

/** What a process finds out about a key when it claims it, and how long that takes. */
async function claiming(notes: KeyNotes, store = new StoreRow().storeOf()) {
	const from = Date.now();
	const states = await inVirtualTime(notes.claim(store, [claimOf('a')], 'mark'));
	return { state: states.get('a'), ms: Date.now() - from };
}

test('a claim counts once it has stood for longer than others take between reading and writing', async () => {
	const { state, ms } = await claiming(new KeyNotes());
	expect(state).toBe('new');
	expect(ms).toBeGreaterThanOrEqual(150);
	expect(ms).toBeLessThan(250);
});

describe('a process that was held up between reading and writing', () => {
	const heldUp = (ms: number) => {
		const times = [ms];
		return { write: () => times.shift() ?? 1 };
	};

	test.each([
		[120, 2_000],
		[2_000, 4_000],
	])('for %i ms waits for %i ms before its claim counts', async (heldUpMs, waits) => {
		const { state, ms } = await claiming(new KeyNotes(), new StoreRow().storeOf(heldUp(heldUpMs)));
		expect(state).toBe('new');
		expect(ms).toBeGreaterThanOrEqual(waits);
		expect(ms).toBeLessThan(waits + heldUpMs + 100);
	});

	test('over whatever it notes', async () => {
		const row = new StoreRow();
		const notes = new KeyNotes();
		await inVirtualTime(notes.uphold(row.storeOf(heldUp(150)), [heldOf('b')]));
		expect((await claiming(notes, row.storeOf())).ms).toBeGreaterThanOrEqual(2_000);
		expect((await claiming(notes, row.storeOf())).ms).toBeLessThan(250);
	});

	test.each([
		['is sending', undefined],
		['has sent', 'sent' as const],
	])(
		'leaves the message to the other one that %s it, whose notes it has undone',
		async (_, state) => {
			const row = new StoreRow();
			const other = new KeyNotes();
			const claim = new KeyNotes().claim(row.storeOf(heldUp(800)), [claimOf('a')], randomUUID());
			await pass(2);
			expect((await claiming(other, row.storeOf())).state).toBe('new');
			await pass(700);
			expect(row.entries).not.toContain('going a');
			await inVirtualTime(other.uphold(row.storeOf(), [{ ...heldOf('a'), state }]));
			expect((await inVirtualTime(claim)).get('a')).toBe(state ?? 'open');
		},
	);

	/** A process that has noted something and met nobody for so long, and is then held up while it notes a key. */
	async function lateHeldUp(notes: KeyNotes, row: StoreRow) {
		await claiming(notes, row.storeOf());
		await inVirtualTime(notes.end(row.storeOf(), [{ ...heldOf('a'), state: 'new' }], ['mark']));
		await pass(6_000);
		return await claiming(notes, row.storeOf(heldUp(150)));
	}

	test('does not wait where it has met no other for some seconds', async () => {
		expect((await lateHeldUp(new KeyNotes(), new StoreRow())).ms).toBeLessThan(500);
	});

	test('waits where another one has undone a note of it', async () => {
		const row = new StoreRow();
		const notes = new KeyNotes();
		await inVirtualTime(notes.claim(row.storeOf(), [claimOf('b')], randomUUID()));
		row.entries = [];
		await inVirtualTime(notes.uphold(row.storeOf(), [heldOf('b')]));
		expect((await lateHeldUp(notes, row)).ms).toBeGreaterThanOrEqual(2_000);
	});

	test('does not wait for a clock that was set back', async () => {
		const notes = new KeyNotes();
		const row = new StoreRow();
		await inVirtualTime(notes.uphold(row.storeOf(heldUp(150)), [heldOf('b')]));
		jest.setSystemTime(Date.now() - 3_600_000);
		expect((await claiming(notes, row.storeOf())).ms).toBeLessThan(2_500);
	});
});

test('a note of a run does not wait for that', async () => {
	const row = new StoreRow();
	const times = [500];
	const store = row.storeOf({ write: () => times.shift() ?? 1 });
	const from = Date.now();
	const claim = { ...claimOf('run 1'), isOfRun: true };
	expect((await inVirtualTime(new KeyNotes().claim(store, [claim], 'mark'))).get('run 1')).toBe(
		'new',
	);
	expect(Date.now() - from).toBeLessThan(600);
	expect(row.entries).toEqual(['tried run 1']);
});

test('a store that does not take a note at once is asked again: two processes may add its row at the same time', async () => {
	const taking = new StoreRow().storeOf();
	let refusals = 1;
	const store: ProcessedStore = {
		...taking,
		record: async (...args) => {
			if (refusals-- > 0) throw new Error('duplicate key value violates unique constraint');
			return await taking.record(...args);
		},
	};
	expect((await claiming(new KeyNotes(), store)).state).toBe('new');
	refusals = 99;
	await expect(claiming(new KeyNotes(), store)).rejects.toThrow('duplicate key');
});

test('what was sent leaves one entry once nobody looks after it any more', async () => {
	const row = new StoreRow();
	const notes = new KeyNotes();
	await inVirtualTime(notes.claim(row.storeOf(), [claimOf('a')], 'mark'));
	expect(row.entries).toEqual(['mark', 'tried a', 'open a', 'going a']);
	const held = [{ ...heldOf('a'), mark: 'mark', state: 'sent' as const }];
	await inVirtualTime(notes.end(row.storeOf(), held, []));
	expect(row.entries).toEqual(['mark', 'tried a']);
	await inVirtualTime(notes.leave(row.storeOf(), held, ['mark']));
	expect(row.entries).toEqual(['tried a']);
});

test('what was sent is noted anew as going on, too, if it was undone, so that whoever has undone it sees it', async () => {
	const row = new StoreRow();
	const notes = new KeyNotes();
	await inVirtualTime(notes.claim(row.storeOf(), [claimOf('a')], 'mark'));
	const held = [{ ...heldOf('a'), mark: 'mark', state: 'sent' as const }];
	await inVirtualTime(notes.end(row.storeOf(), held, []));
	row.entries = ['tried a', 'open a'];
	await inVirtualTime(notes.uphold(row.storeOf(), held));
	expect(row.entries).toEqual(['tried a', 'mark', 'going a']);
});

test('what another process has brought back of it by undoing is taken back at last', async () => {
	const row = new StoreRow();
	row.entries = ['mark', 'tried a', 'open a', 'going a'];
	const held = [{ ...heldOf('a'), mark: 'mark', state: 'sent' as const }];
	await inVirtualTime(new KeyNotes().leave(row.storeOf(), held, ['mark']));
	expect(row.entries).toEqual(['tried a']);
});
