import type { Conversation, PhoneNumber, Template } from '../../../nodes/ScrubsWhatsApp/api/schema';
import type { Conversations } from './conversations';
import type { ConversationRow, MessageRow } from './rows';
import { isoWithOffset } from './times';

/** One customer of Scrubs and its credentials. */
export interface Organisation {
	providerId: string;
	apiKey: string;
	hciCode: string;
}

/** A number that has completed onboarding. */
export interface NumberRow {
	phone: PhoneNumber;
	/** Provider ID of the organisation that claimed the number. */
	owner: string | null;
	templates: Template[];
	conversations: Conversations;
}

/** All that the stand-in knows. Replaced as a whole on a reset. */
export interface World {
	organisations: Organisation[];
	numbers: NumberRow[];
	/** Order of the row that came last. */
	newest: number;
	/** How many onboarding links have been made. */
	links: number;
}

/**
 * A conversation as the API shows it; counts and the times of messages follow from its messages.
 */
export function conversationView(row: ConversationRow): Conversation {
	const time = (message: MessageRow | undefined): string | null =>
		message ? isoWithOffset(message.at, row.offset) : null;
	const [last] = row.messages;
	const lastOf = (direction: string) =>
		time(row.messages.find(({ message }) => message.direction === direction));
	const active = isoWithOffset(row.at, row.offset);
	return {
		conversation_id: row.id,
		recipient_phone_number: row.recipient,
		status: row.status,
		last_active_at: active,
		created_at: isoWithOffset(row.createdAt, row.offset),
		updated_at: active,
		contact_name: row.contactName,
		messages_count: row.messages.length,
		last_message_type: last?.message.type ?? null,
		last_message_timestamp: time(last),
		last_inbound_at: lastOf('inbound'),
		last_outbound_at: lastOf('outbound'),
	};
}
