import type { IDataObject } from 'n8n-workflow';

import type { Conversation, Message } from '../api/rows';
import { timeOf } from '../api/times';
import { readableNumber } from '../phone/PhoneDigits';

/** ISO 8601 in UTC for whatever Scrubs gives as a time; anything else stays as it is. */
function toUtc(value: unknown): unknown {
	const time = timeOf(value);
	return time === undefined ? value : new Date(time).toISOString();
}

/** What simplified conversations keep, the most useful first. The output schemas are made from these lists, too. */
export const CONVERSATION_FIELDS = [
	'conversation_id',
	'contact_name',
	'recipient_phone_number',
	'status',
	'last_active_at',
	'last_message_type',
	'last_inbound_at',
	'last_outbound_at',
	'messages_count',
	'created_at',
] as const satisfies ReadonlyArray<keyof Conversation>;

/** What simplified messages keep. */
export const MESSAGE_FIELDS = [
	'message_id',
	'timestamp',
	'direction',
	'contact_name',
	'content',
	'type',
	'status',
	'has_media',
	'from_phone_number',
	'to_phone_number',
] as const satisfies ReadonlyArray<keyof Message>;

/** What the simplified output of a send has; the last one where its answer was lost and the message found. */
export const SENT_FIELDS = [
	'status',
	'recipient_phone_number',
	'template_name',
	'language',
	'fields',
	'message_id',
	'confirmation',
] as const;

const TIMES: ReadonlySet<string> = new Set([
	'last_active_at',
	'last_inbound_at',
	'last_outbound_at',
	'created_at',
	'timestamp',
]);

/** Written with +, so that whoever reads the number next knows its country. */
const NUMBERS: ReadonlySet<string> = new Set([
	'recipient_phone_number',
	'from_phone_number',
	'to_phone_number',
]);

function simplify(key: string, value: unknown): unknown {
	if (TIMES.has(key)) return toUtc(value);
	return NUMBERS.has(key) ? readableNumber(value) : value;
}

function pick<T extends object>(row: T, keys: ReadonlyArray<keyof T & string>): IDataObject {
	return Object.fromEntries(keys.map((key) => [key, simplify(key, row[key]) ?? null]));
}

/** The ten most useful fields of a conversation, times in UTC, numbers with +. */
export const simplifyConversation = (conversation: Conversation): IDataObject =>
	pick(conversation, CONVERSATION_FIELDS);

/** The ten most useful fields of a message, its time in UTC, numbers with +. */
export const simplifyMessage = (message: Message): IDataObject => pick(message, MESSAGE_FIELDS);
