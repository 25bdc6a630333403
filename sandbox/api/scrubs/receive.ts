import { Conversations, grow, newConversation, newMessageId } from './conversations';
import type { ConversationRow, MessageRow } from './rows';
import { unixSeconds } from './times';
import type { NumberRow, World } from './world';

const MEDIA_TYPES = ['image', 'video', 'audio', 'document', 'sticker'];

/** What a patient writes. */
export interface PatientMessage {
	/** The patient's number in digits; null for a patient known by user name alone. */
	recipient?: string | null;
	/** The conversation it belongs to; without it the one with the recipient that was active last. */
	conversationId?: string;
	/** The patient's name in WhatsApp; without it the conversation keeps the one it has. */
	contactName?: string;
	text: string;
	/** `text` by default. */
	type?: string;
	/** By default whether the type is that of a file. */
	hasMedia?: boolean;
	/** When it was written, in Unix milliseconds; now by default. */
	at?: number;
	/** The time that the conversation's activity takes, in Unix milliseconds; now by default. */
	activeAt?: number;
}

/** Takes in a message of a patient; a conversation that does not exist yet begins with it. */
export function receiveMessage(
	world: World,
	number: NumberRow,
	message: PatientMessage,
): { messageId: string; conversationId: string } {
	const now = Date.now();
	const { recipient = null, at = now, activeAt = now } = message;
	const id = message.conversationId?.toLowerCase();
	const { conversations } = number;
	const conversation =
		(id ? conversations.get(id) : conversations.with(recipient ?? '')[0]) ??
		newConversation(recipient, Math.min(at, activeAt), id);
	conversation.contactName = message.contactName ?? conversation.contactName;
	const row = inbound(world, number, conversation, { ...message, at });
	conversations.addMessage(conversation, row, activeAt);
	return { messageId: row.message.message_id, conversationId: conversation.id };
}

/**
 * Makes many conversations at once, each with one message of a patient of its own, a second apart.
 *
 * @param latest when the latest came, in Unix milliseconds
 */
export function fillConversations(
	world: World,
	number: NumberRow,
	count: number,
	latest: number,
): void {
	const before = number.conversations.rows.length;
	const made = Array.from({ length: count }, (_, index) => {
		const one = before + index + 1;
		const at = latest - index * 1_000;
		const conversation = newConversation(`1900${String(one).padStart(7, '0')}`, at);
		conversation.contactName = `Patient ${one}`;
		const row = inbound(world, number, conversation, { text: `Message ${one}`, at });
		return { ...conversation, order: row.order, messages: [row] };
	});
	number.conversations.addAll(made);
}

/** Messages of many patients at once. */
export interface News {
	/** In how many conversations, of which those come first that were active last; in all by default. */
	conversations?: number;
	/** How many in each, 1 by default: one in each, then the second in each, and so on. */
	each?: number;
	/** When the last is written, in Unix milliseconds; now by default. */
	at?: number;
	/** How many milliseconds lie between one and the next; 1,000 by default. */
	apartMs?: number;
}

/** Takes in messages in conversations that there are. Their texts count them: `News 1` is the first. */
export function receiveNews(world: World, number: NumberRow, news: News): void {
	const { conversations: most, each = 1, at: end = Date.now(), apartMs = 1_000 } = news;
	const chosen = number.conversations.rows.slice(0, most).reverse();
	const count = chosen.length * each;
	for (let one = 1; one <= count; one += 1) {
		const conversation = chosen[(one - 1) % chosen.length]!;
		const at = end - (count - one) * apartMs;
		const row = inbound(world, number, conversation, { text: `News ${one}`, at });
		grow(conversation, row, at);
	}
	number.conversations = new Conversations(number.conversations.rows);
}

function inbound(
	world: World,
	{ phone }: NumberRow,
	{ recipient, contactName }: ConversationRow,
	{ text, type = 'text', hasMedia, at }: PatientMessage & { at: number },
): MessageRow {
	world.newest += 1;
	return {
		at,
		order: world.newest,
		message: {
			message_id: newMessageId(),
			timestamp: unixSeconds(at),
			type,
			direction: 'inbound',
			status: 'delivered',
			processing_status: 'processed',
			origin: 'cloud_api',
			from_phone_number: recipient,
			to_phone_number: phone.phone_number,
			contact_name: contactName,
			content: text,
			has_media: hasMedia ?? MEDIA_TYPES.includes(type),
		},
	};
}
