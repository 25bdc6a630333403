import type { Query, Transport } from '../transport/request';
import { listConversations, listMessages } from './endpoints';
import { PagingProblem, readPages } from './paging';
import type { Conversation, Message } from './schema';

/**
 * A sender's conversations, latest activity first (inferred), read page by page as far as they are taken.
 * @param recipient digits only: the conversations with this patient alone
 * @throws PagingProblem when the API does not keep to the recipient: another patient's messages would be read
 */
export async function* readConversations(
	transport: Transport,
	sender: string,
	recipient: string | undefined,
	limit: number,
): AsyncGenerator<Conversation, void> {
	const filter: Query = recipient === undefined ? {} : { recipient_phone_number: recipient };
	const conversations = readPages<Conversation>({
		fetchPage: (query) => listConversations(transport, sender, { ...filter, ...query }),
		idOf: (conversation) => conversation.conversation_id,
		origin: transport.origin,
		limit,
	});
	for await (const conversation of conversations) {
		const number = conversation.recipient_phone_number?.replace(/\D/g, '');
		if (recipient !== undefined && number && !isSameNumber(number, recipient)) {
			throw new PagingProblem('filterIgnored');
		}
		yield conversation;
	}
}

/**
 * Whether two numbers reach the same phone. WhatsApp writes some numbers with a digit more or less than people do (the 9
 * of Brazil and Argentina, the 1 of Mexico), behind the country code and before the last eight digits.
 */
export const isSameNumber = (a: string, b: string): boolean =>
	a === b || (a.slice(0, 2) === b.slice(0, 2) && a.slice(-8) === b.slice(-8));

/** A conversation's messages, newest first (inferred), read page by page as far as they are taken. */
export const readMessages = (
	transport: Transport,
	sender: string,
	conversationId: string,
	filters: Query,
	limit: number,
) =>
	readPages<Message>({
		fetchPage: (query) => listMessages(transport, sender, conversationId, { ...filters, ...query }),
		idOf: (message) => message.message_id,
		origin: transport.origin,
		limit,
	});

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
	const activity = (conversation: Conversation) =>
		Date.parse(conversation.last_active_at ?? '') || 0;
	for await (const conversation of readConversations(transport, sender, recipient, Infinity)) {
		// A conversation without a number cannot be told to be this patient's.
		if (!conversation.recipient_phone_number) continue;
		if (!latest || activity(conversation) > activity(latest)) latest = conversation;
	}
	return latest;
}
