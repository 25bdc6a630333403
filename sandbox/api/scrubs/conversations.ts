import { randomUUID } from 'node:crypto';
import { insert } from './rows';
import type { ConversationRow, MessageRow, NumberRow } from './world';

/**
 * A conversation that begins.
 *
 * @param recipient digits, or null for a patient known by user name alone
 * @param createdAt Unix milliseconds
 */
export function newConversation(
	recipient: string | null,
	createdAt: number,
	id: string = randomUUID(),
): ConversationRow {
	return {
		id,
		at: createdAt,
		order: 0,
		recipient,
		contactName: null,
		status: 'active',
		createdAt,
		offset: -240,
		messages: [],
	};
}

/**
 * Adds a message to a conversation, which becomes active with it; both lists stay sorted.
 *
 * @param activeAt when the conversation becomes active, in Unix milliseconds
 */
export function addMessage(
	number: NumberRow,
	conversation: ConversationRow,
	row: MessageRow,
	activeAt: number,
): void {
	insert(conversation.messages, row);
	conversation.status = 'active';
	conversation.at = activeAt;
	conversation.order = row.order;
	number.conversations = number.conversations.filter((one) => one !== conversation);
	insert(number.conversations, conversation);
}

/** A message ID of the kind that WhatsApp gives. */
export function newMessageId(): string {
	return `wamid.${Buffer.from(randomUUID()).toString('base64url')}`;
}
