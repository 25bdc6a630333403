import type { IDataObject } from 'n8n-workflow';

import type { KnownConversation } from '../../../../nodes/ScrubsWhatsApp/api/lists';
import { readRows } from '../../../../nodes/ScrubsWhatsApp/api/rows';
import { Memory, type FoundMessage } from '../../../../nodes/ScrubsWhatsApp/trigger/Memory';
import { conversationRow } from '../../../support/rows';

const START = Date.UTC(2026, 5, 10);
const MINUTE = 60_000;

let now = START;
beforeEach(() => {
	now = START;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

const conversation = (id: string, changes: IDataObject = {}) =>
	readRows('Conversation', [
		conversationRow({ conversation_id: id, ...changes }),
	])[0] as KnownConversation;
const found = (id: string, at: number) =>
	({ at, digest: `${id}${at}`, conversation: conversation(id) }) as FoundMessage;
const idsToRead = (memory: Memory) =>
	memory.toRead().map((one) => one.conversation.conversation_id);

/** A memory in which a conversation was listed and read. */
function read(id = 'a', pending: FoundMessage[] = [], mayChange = false): Memory {
	const memory = new Memory();
	memory.list(conversation(id));
	memory.noteRead(conversation(id), pending, mayChange);
	return memory;
}

describe('a conversation is to be read', () => {
	test('when it is listed for the first time, until it was read or passed over', () => {
		const memory = new Memory();
		expect(memory.isEmpty).toBe(true);
		for (const id of ['a', 'b', 'c']) memory.list(conversation(id));
		expect(memory.isEmpty).toBe(false);
		expect(idsToRead(memory).sort()).toEqual(['a', 'b', 'c']);
		memory.noteRead(conversation('a'), [], false);
		memory.passOver(conversation('b'));
		memory.passOver(conversation('never listed'));
		expect(idsToRead(memory)).toEqual(['c']);
	});

	test.each<[string, unknown]>([
		['messages_count', 2],
		['last_active_at', '2025-06-02T12:00:01Z'],
		['updated_at', '2025-06-02T12:00:01Z'],
		['last_message_timestamp', '2025-06-02T12:00:01Z'],
		['last_message_type', 'image'],
		['last_inbound_at', '2025-06-02T12:00:01Z'],
		['last_outbound_at', '2025-06-02T12:00:01Z'],
	])('again when the list shows another %s', (field, value) => {
		const memory = read();
		const changed = conversation('a', { [field]: value } as IDataObject);
		expect(memory.isAsListed(changed)).toBe(false);
		memory.list(changed);
		expect(memory.isAsListed(changed)).toBe(true);
		expect(idsToRead(memory)).toEqual(['a']);
	});

	test('not again when the list shows it as before', () => {
		const memory = read();
		memory.list(conversation('a', { contact_name: 'Kim P.' }));
		expect(idsToRead(memory)).toEqual([]);
	});

	test('in an order that nothing changes', () => {
		const ids = Array.from({ length: 20 }, (_, index) => `c${index}`);
		const orders = [ids, [...ids].reverse()].map((some) => {
			const memory = new Memory();
			for (const id of some) memory.list(conversation(id));
			return memory.toRead().map(({ digest }) => digest);
		});
		expect(orders[0]).toEqual(orders[1]);
		expect(orders[0]).toEqual([...orders[0]!].sort());
	});
});

describe('a conversation with a message of no final status', () => {
	test('is read again seven times, each time after twice as long', () => {
		const memory = read('a', [], true);
		const waits: number[] = [];
		for (; waits.length < 7; memory.noteRead(conversation('a'), [], true)) {
			const from = now;
			while (memory.toRead().length === 0) now += MINUTE;
			waits.push((now - from) / MINUTE);
		}
		expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64]);
		now += 1_000 * MINUTE;
		expect(memory.toRead()).toEqual([]);
	});

	test('is not read again once it has none', () => {
		const memory = read('a', [], true);
		memory.noteRead(conversation('a'), [], false);
		now += 1_000 * MINUTE;
		expect(memory.toRead()).toEqual([]);
	});

	test('is read again with 20 at once, those first that have waited longest', () => {
		const memory = new Memory();
		const ids = Array.from({ length: 25 }, (_, index) => `c${index}`);
		for (const [index, id] of [...ids.entries()].reverse()) {
			now = START + index;
			memory.noteRead(conversation(id), [], true);
		}
		now = START + 2 * MINUTE;
		expect(idsToRead(memory).sort()).toEqual(ids.slice(0, 20).sort());
	});
});

describe('what was found and not handed over', () => {
	test('is kept when the list shows the conversation anew, and comes the oldest first', () => {
		const memory = read('b', [found('b', 2), found('b', 4)]);
		memory.noteRead(conversation('a'), [found('a', 1), found('a', 3)], false);
		memory.list(conversation('a', { messages_count: 9 }));
		expect(memory.pending().map(({ at }) => at)).toEqual([1, 2, 3, 4]);
	});

	test('is dropped when it is new no longer', () => {
		const memory = read('a', [found('a', 1), found('a', 2)]);
		memory.tidy(
			({ at }) => at > 1,
			() => false,
		);
		expect(memory.pending().map(({ at }) => at)).toEqual([2]);
	});
});

test('a conversation is forgotten once it was read, holds nothing and nobody asks for it', () => {
	const memory = read('done');
	memory.noteRead(conversation('wanted'), [], false);
	memory.noteRead(conversation('pending'), [found('pending', 1)], false);
	memory.list(conversation('unread'));
	memory.tidy(
		() => true,
		({ conversation_id: id }) => id === 'wanted',
	);
	const ids = ['done', 'wanted', 'pending', 'unread'];
	expect(ids.filter((id) => memory.find(id))).toEqual(['wanted', 'pending', 'unread']);
});
