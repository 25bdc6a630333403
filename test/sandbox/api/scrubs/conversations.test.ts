import { Conversations, newConversation } from '../../../../sandbox/api/scrubs/conversations';
import type { ConversationRow, MessageRow } from '../../../../sandbox/api/scrubs/rows';

let order = 0;
const message = (at: number) => ({ at, order: (order += 1) }) as MessageRow;
const begun = (id: string, recipient: string | null, at: number): ConversationRow => ({
	...newConversation(recipient, at, id),
	order: (order += 1),
});
const ids = (rows: readonly ConversationRow[]) => rows.map(({ id }) => id).join(' ');

let conversations: Conversations;
const a1 = begun('a1', 'a', 10);
const b = begun('b', 'b', 30);
const a2 = begun('a2', 'a', 20);
const none = begun('none', null, 40);

beforeEach(() => {
	conversations = new Conversations([a1, b, a2, none].map((row) => ({ ...row, messages: [] })));
});

test('come with the latest activity first, all of them and those of one patient', () => {
	expect(ids(conversations.rows)).toBe('none b a2 a1');
	expect(ids(conversations.with('a'))).toBe('a2 a1');
	expect(ids(conversations.with('c'))).toBe('');
	expect(conversations.get('b')).toBe(conversations.rows[1]);
	expect(conversations.get('c')).toBeUndefined();
});

test.each([
	['with the latest message to the front', 'a1', 50, 'a1 none b a2', 'a1 a2'],
	['with an older one to its place', 'a1', 25, 'none b a1 a2', 'a1 a2'],
	['even back', 'a2', 5, 'none b a1 a2', 'a1 a2'],
	['without a patient, too', 'none', 15, 'b a2 none a1', 'a2 a1'],
])('move %s', (_where, id, at, all, ofA) => {
	const conversation = conversations.get(id)!;
	conversations.addMessage(conversation, message(at), at);
	expect([ids(conversations.rows), ids(conversations.with('a'))]).toEqual([all, ofA]);
	expect(conversation.messages).toHaveLength(1);
});

test('one that begins is found at once', () => {
	const begins = newConversation('a', 60, 'a3');
	conversations.addMessage(begins, message(60), 60);
	conversations.addMessage(begins, message(61), 61);
	expect(ids(conversations.rows)).toBe('a3 none b a2 a1');
	expect(ids(conversations.with('a'))).toBe('a3 a2 a1');
	expect(conversations.get('a3')).toBe(begins);
});

test('many are added in any order', () => {
	conversations.addAll([begun('a0', 'a', 1), begun('a4', 'a', 70)]);
	expect(ids(conversations.rows)).toBe('a4 none b a2 a1 a0');
	expect(ids(conversations.with('a'))).toBe('a4 a2 a1 a0');
});
