import type { Page } from '../../../../nodes/ScrubsWhatsApp/api/readers';
import type { KnownConversation } from '../../../../nodes/ScrubsWhatsApp/api/lists';
import { readRows, type Message } from '../../../../nodes/ScrubsWhatsApp/api/rows';
import type { SenderDigits } from '../../../../nodes/ScrubsWhatsApp/phone/PhoneDigits';
import type { Transport } from '../../../../nodes/ScrubsWhatsApp/transport/request';
import { messageReceived } from '../../../../nodes/ScrubsWhatsApp/trigger/events/messageReceived';
import {
	canHold,
	readConversation,
} from '../../../../nodes/ScrubsWhatsApp/trigger/readConversation';
import type { MessageWatch } from '../../../../nodes/ScrubsWhatsApp/trigger/watch';

const NOW = Date.UTC(2026, 5, 10, 9);
const MINUTE = 60_000;
const watch: MessageWatch = {
	event: messageReceived,
	sender: '6561234567' as SenderDigits,
	mediaOnly: false,
};
const conversationWith = (last_inbound_at: unknown) =>
	readRows('Conversation', [{ conversation_id: 'c', last_inbound_at }])[0] as KnownConversation;
const conversation = conversationWith(null);

const message = (index: number, minutesAgo: number): Message =>
	readRows('Message', [
		{
			message_id: `message ${index}`,
			timestamp: String((NOW - minutesAgo * MINUTE) / 1_000),
			type: 'text',
			direction: 'inbound',
			status: 'delivered',
			processing_status: 'processed',
			origin: 'cloud_api',
			from_phone_number: '12025550101',
			to_phone_number: '6561234567',
			contact_name: null,
			content: 'x',
			has_media: false,
		},
	])[0]!;

function serve(messages: Message[]) {
	let pages = 0;
	const transport = {
		origin: 'https://usescrubs.com',
		tell: () => {},
		request: async ({ query }: { query: Record<string, string> }): Promise<Page<Message>> => {
			pages += 1;
			const from = Number(query.after ?? 0);
			const to = from + Number(query.limit);
			return {
				rows: messages.slice(from, to),
				leftOut: 0,
				next: to < messages.length ? String(to) : null,
			};
		},
	} as unknown as Transport;
	return { transport, pages: () => pages };
}

const messages = (count: number, minutesAgo: (index: number) => number) =>
	Array.from({ length: count }, (_, index) => message(index, minutesAgo(index)));

test('reads no further than to the time that is asked for, and gives the oldest first', async () => {
	const { transport, pages } = serve(messages(1_000, (index) => index));
	const { found } = await readConversation(transport, watch, conversation, NOW - 150 * MINUTE);
	expect(pages()).toBe(2);
	expect(found).toHaveLength(151);
	expect(found[0]!.at).toBe(NOW - 150 * MINUTE);
	expect(found.at(-1)!.at).toBe(NOW);
});

test('takes messages of the same second for ones in order', async () => {
	const { transport, pages } = serve(messages(1_000, (index) => Math.floor(index / 2)));
	await readConversation(transport, watch, conversation, NOW - 40 * MINUTE);
	expect(pages()).toBe(1);
});

test('reads all of a conversation whose messages are not in order', async () => {
	const { transport } = serve(messages(300, (index) => (index === 50 ? 200 : 299 - index)));
	const { found } = await readConversation(transport, watch, conversation, NOW - 10 * MINUTE);
	expect(found.map(({ message: { message_id: id } }) => id)).toContain('message 299');
});

test.each<[string | null | undefined, boolean]>([
	[new Date(NOW).toISOString(), true],
	[new Date(NOW - 9 * MINUTE).toISOString(), true],
	[new Date(NOW - 11 * MINUTE).toISOString(), false],
	[null, false],
	// Not what the API promises: better read than missed.
	[undefined, true],
	['yesterday', true],
])('reads a conversation in which the patient last wrote at %j: %s', (time, isRead) => {
	expect(canHold(conversationWith(time), watch, NOW)).toBe(isRead);
});
