import type { Page } from '../../../../nodes/ScrubsWhatsApp/api/readers';
import type { KnownConversation } from '../../../../nodes/ScrubsWhatsApp/api/lists';
import { readRows } from '../../../../nodes/ScrubsWhatsApp/api/rows';
import type { SenderDigits } from '../../../../nodes/ScrubsWhatsApp/phone/PhoneDigits';
import type { Transport } from '../../../../nodes/ScrubsWhatsApp/transport/request';
import { listActiveConversations } from '../../../../nodes/ScrubsWhatsApp/trigger/listConversations';
import { messageReceived } from '../../../../nodes/ScrubsWhatsApp/trigger/events/messageReceived';
import { Memory } from '../../../../nodes/ScrubsWhatsApp/trigger/Memory';
import type { MessageWatch } from '../../../../nodes/ScrubsWhatsApp/trigger/watch';

const NOW = Date.UTC(2026, 5, 10, 9);
const MINUTE = 60_000;
const watch: MessageWatch = {
	event: messageReceived,
	sender: '6561234567' as SenderDigits,
	mediaOnly: false,
};

const conversation = (index: number, minutesAgo: number): KnownConversation =>
	readRows('Conversation', [
		{
			conversation_id: `conversation ${index}`,
			recipient_phone_number: null,
			status: 'active',
			last_active_at: new Date(NOW - minutesAgo * MINUTE).toISOString(),
			created_at: new Date(NOW).toISOString(),
			updated_at: new Date(NOW).toISOString(),
			contact_name: null,
			messages_count: 1,
			last_message_type: 'text',
			last_message_timestamp: null,
			last_inbound_at: null,
			last_outbound_at: null,
		},
	])[0] as KnownConversation;

const conversations = (count: number, minutesAgo: (index: number) => number) =>
	Array.from({ length: count }, (_, index) => conversation(index, minutesAgo(index)));

/** Serves a list that may change from one page to the next, in whatever order it is in. */
function serve(listAt: (page: number) => KnownConversation[]) {
	let pages = 0;
	const transport = {
		origin: 'https://usescrubs.com',
		serverTime: () => NOW,
		tell: () => {},
		request: async ({
			query,
		}: {
			query: Record<string, string>;
		}): Promise<Page<KnownConversation>> => {
			const from = Number(query.after ?? 0);
			const list = listAt(pages++);
			const to = from + Number(query.limit);
			return { rows: list.slice(from, to), leftOut: 0, next: to < list.length ? String(to) : null };
		},
	} as unknown as Transport;
	return { transport, pages: () => pages };
}

test('reads down to where nothing can have changed', async () => {
	const list = conversations(5_000, (index) => index);
	const { transport, pages } = serve(() => list);
	const memory = new Memory();
	memory.list(conversation(-1, 0));
	const since = NOW - 250 * MINUTE;
	const listing = await listActiveConversations(transport, watch, memory, since);
	// Three pages, and the first once more, since the list may have moved.
	expect(pages()).toBe(4);
	expect(listing.conversations).toHaveLength(300);
	expect(listing.latest).toBe(NOW);
});

test('reads all of a list that is not in the order of activity, from the page on that shows it', async () => {
	const list = conversations(1_000, (index) => (index === 50 ? 500 : index));
	const { transport, pages } = serve(() => list);
	const memory = new Memory();
	memory.list(conversation(-1, 0));
	const listing = await listActiveConversations(transport, watch, memory, NOW - MINUTE);
	expect(pages()).toBe(10);
	expect(listing.conversations).toHaveLength(1_000);
	expect(memory.isOrdered).toBe(false);
});

test('at first reads some pages more, to see a wrong order that the first page does not show', async () => {
	// In the order in which the conversations began: an old one has news.
	const list = conversations(2_000, (index) => (index === 700 ? 0 : index + 1));
	const { transport } = serve(() => list);
	const memory = new Memory();
	const listing = await listActiveConversations(transport, watch, memory, NOW - MINUTE);
	expect(listing.conversations).toHaveLength(2_000);
	expect(memory.isOrdered).toBe(false);
});

test('finds a conversation that moves to the top while later pages are read', async () => {
	const before = conversations(250, (index) => index + 1);
	const moved = conversation(170, 0);
	const after = [
		moved,
		...before.filter(({ conversation_id: id }) => id !== moved.conversation_id),
	];
	const { transport } = serve((page) => (page < 1 ? before : after));
	const memory = new Memory();
	const listing = await listActiveConversations(transport, watch, memory, NOW - 1_000 * MINUTE);
	expect(listing.conversations).toHaveLength(250);
	expect(listing.conversations).toContainEqual(moved);
});

test('does not go on for ever with a list that never comes to rest', async () => {
	// Before each fifth page the whole list is another one.
	const { transport } = serve((page) => {
		const generation = Math.floor(page / 5);
		return conversations(500, (index) => index / 1_000 - generation).map((one) => ({
			...one,
			conversation_id: `${generation} ${one.conversation_id}`,
		}));
	});
	const listed = listActiveConversations(transport, watch, new Memory(), NOW - 1_000 * MINUTE);
	await expect(listed).rejects.toMatchObject({ reason: 'listMoves' });
});

describe('a list that is too long for one poll', () => {
	const since = NOW - 1_000 * MINUTE;
	const over = 0;

	test('is read on at the next one, with what has moved to the top in between', async () => {
		const before = conversations(350, (index) => index + 1);
		const moved = conversation(170, 0);
		const after = [
			moved,
			...before.filter(({ conversation_id: id }) => id !== moved.conversation_id),
		];
		const { transport, pages } = serve((page) => (page < 1 ? before : after));
		const memory = new Memory();
		for (let poll = 1; poll <= 3; poll++) {
			const { isCut } = await listActiveConversations(transport, watch, memory, since, over);
			expect(isCut).toBe(true);
			expect(pages()).toBe(poll);
		}
		const listing = await listActiveConversations(transport, watch, memory, since, over);
		expect(listing).toMatchObject({ isCut: false, latest: NOW });
		expect(listing.conversations).toHaveLength(350);
		expect(listing.conversations).toContainEqual(moved);
	});

	test('is read from its top where nothing can be read any more from the place it had come to', async () => {
		const list = conversations(250, (index) => index + 1);
		const { transport } = serve(() => list);
		const memory = new Memory();
		await listActiveConversations(transport, watch, memory, since, over);
		const request = jest.spyOn(transport, 'request').mockRejectedValueOnce(new Error('gone'));
		await expect(listActiveConversations(transport, watch, memory, since, over)).rejects.toThrow(
			'gone',
		);
		await listActiveConversations(transport, watch, memory, since, over);
		expect(request.mock.calls.map(([{ query }]) => query?.after)).toEqual(['100', undefined]);
	});
});
