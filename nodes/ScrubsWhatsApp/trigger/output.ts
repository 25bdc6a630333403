import type { IDataObject } from 'n8n-workflow';

import { rawOf } from '../api/rows';
import { simplifyMessage } from '../resources/simplify';
import type { FoundMessage } from './Memory';

/** What a simplified message that starts the workflow keeps, the most useful first. */
const FIELDS = [
	'contact_name',
	'content',
	'from_phone_number',
	'to_phone_number',
	'timestamp',
	'type',
	'has_media',
	'status',
	'conversation_id',
	'message_id',
] as const;

/**
 * The `json` of a message that starts the workflow: the message as the node gives it, with its conversation's ID, and the
 * contact's name where only the conversation has it. Without simplifying, all of the conversation is there, too.
 */
export function toJson({ message, conversation }: FoundMessage, simplify: boolean): IDataObject {
	const { conversation_id } = conversation;
	const contact_name = message.contact_name ?? conversation.contact_name;
	if (!simplify) {
		return { ...rawOf(message), conversation_id, contact_name, conversation: rawOf(conversation) };
	}
	const whole: IDataObject = { ...simplifyMessage({ ...message, contact_name }), conversation_id };
	return Object.fromEntries(FIELDS.map((field) => [field, whole[field]]));
}
