import type { Query, Transport } from '../transport/request';
import { listConversations, listMessages } from './endpoints';
import { readPages } from './paging';
import type { Conversation, Message } from './schema';

/**
 * A sender's conversations, latest activity first (inferred), read page by page as far as they are taken.
 * @param filters the endpoint's own query parameters
 */
export const readConversations = (
	transport: Transport,
	sender: string,
	filters: Query,
	limit: number,
) =>
	readPages<Conversation>({
		fetchPage: (query) => listConversations(transport, sender, { ...filters, ...query }),
		idOf: (conversation) => conversation.conversation_id,
		origin: transport.origin,
		limit,
	});

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
 * The patient's conversation with the latest activity, or undefined when there is none. Every row's number is checked: if
 * the API did not heed the filter, another patient's messages would be read.
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
	const filters = { recipient_phone_number: recipient };
	for await (const conversation of readConversations(transport, sender, filters, Infinity)) {
		if (conversation.recipient_phone_number?.replace(/\D/g, '') !== recipient) continue;
		if (!latest || activity(conversation) > activity(latest)) latest = conversation;
	}
	return latest;
}
