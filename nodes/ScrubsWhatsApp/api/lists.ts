import type { Query, Transport } from '../transport/request';
import { listConversations, listMessages } from './endpoints';
import { PagingProblem, readPages, readRows, type List } from './paging';
import type { Conversation, Message } from './schema';
import { timeOf } from './times';

/**
 * A sender's conversations, latest activity first (inferred), in pages as far as they are taken.
 * @param recipient digits only: the conversations with this patient alone
 * @throws PagingProblem when the API does not keep to the recipient: another patient's messages would be read
 */
export async function* readConversationPages(
	transport: Transport,
	sender: string,
	recipient: string | undefined,
	limit: number,
): AsyncGenerator<Conversation[], void> {
	const filter: Query = recipient === undefined ? {} : { recipient_phone_number: recipient };
	const pages = readPages<Conversation>({
		fetchPage: (query) => listConversations(transport, sender, { ...filter, ...query }),
		idOf: (conversation) => conversation.conversation_id,
		origin: transport.origin,
		limit,
	});
	const isOther = ({ recipient_phone_number }: Conversation) => {
		const number = recipient_phone_number?.replace(/\D/g, '');
		return recipient !== undefined && number && !isSameNumber(number, recipient);
	};
	for await (const page of pages) {
		if (page.some(isOther)) throw new PagingProblem('filterIgnored');
		yield page;
	}
}

/** The same conversations one by one. @throws PagingProblem as readConversationPages does */
export async function* readConversations(
	...list: Parameters<typeof readConversationPages>
): AsyncGenerator<Conversation, void> {
	for await (const page of readConversationPages(...list)) yield* page;
}

/**
 * Whether two numbers reach the same phone. WhatsApp writes some numbers with a digit more or less than people do (the 9
 * of Brazil and Argentina, the 1 of Mexico), behind the country code and before the last eight digits.
 */
export const isSameNumber = (a: string, b: string): boolean =>
	a === b || (a.slice(0, 2) === b.slice(0, 2) && a.slice(-8) === b.slice(-8));

const messageList = (
	transport: Transport,
	sender: string,
	conversationId: string,
	filters: Query,
	limit: number,
): List<Message> => ({
	fetchPage: (query) => listMessages(transport, sender, conversationId, { ...filters, ...query }),
	idOf: (message) => message.message_id,
	origin: transport.origin,
	limit,
});

/** A conversation's messages, newest first (inferred), in pages as far as they are taken. */
export const readMessagePages = (...list: Parameters<typeof messageList>) =>
	readPages(messageList(...list));

/** The same messages one by one. */
export const readMessages = (...list: Parameters<typeof messageList>) =>
	readRows(messageList(...list));

/** When anything last happened in a conversation, in Unix milliseconds; -Infinity when its times cannot be read. */
export const activityOf = (conversation: Conversation): number =>
	timeOf(conversation.last_active_at) ??
	timeOf(conversation.last_message_timestamp) ??
	timeOf(conversation.updated_at) ??
	-Infinity;

/**
 * The patient's conversation with the latest activity, or undefined when there is none.
 * @param recipient digits only
 */
export async function findLatestConversation(
	transport: Transport,
	sender: string,
	recipient: string,
): Promise<Conversation | undefined> {
	let latest: Conversation | undefined;
	for await (const conversation of readConversations(transport, sender, recipient, Infinity)) {
		// A conversation without a number cannot be told to be this patient's.
		if (!conversation.recipient_phone_number) continue;
		if (!latest || activityOf(conversation) > activityOf(latest)) latest = conversation;
	}
	return latest;
}
