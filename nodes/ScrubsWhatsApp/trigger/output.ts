import type { IDataObject } from 'n8n-workflow';

import { patientNumberOf } from '../api/messages';
import { rawOf } from '../api/rows';
import { picking, type Simplifier } from '../resources/simplify';
import type { FoundMessage } from './Memory';

/** In the order of the node's simplified messages; its direction is that of the event. */
const pickFound = picking([
	'contact_name',
	'content',
	'timestamp',
	'recipient_phone_number',
	'type',
	'status',
	'from_phone_number',
	'to_phone_number',
	'conversation_id',
	'message_id',
]);

/** The contact's name and the patient's number, where only the conversation has them. */
const nameOf = ({ message, conversation }: FoundMessage) =>
	message.contact_name ?? conversation.contact_name;
const numberOf = ({ message, conversation }: FoundMessage) =>
	patientNumberOf(message) ?? conversation.recipient_phone_number;

/** The `json` of a message that starts the workflow, as the node gives messages, with its conversation's ID. */
export const simplifyFound: Simplifier<FoundMessage> = (found, timeZone) =>
	pickFound(
		{
			...found.message,
			contact_name: nameOf(found),
			recipient_phone_number: numberOf(found),
			conversation_id: found.conversation.conversation_id,
		},
		timeZone,
	);

/** The same as the API gives it, with all of its conversation. */
export const wholeFound = (found: FoundMessage): IDataObject => ({
	...rawOf(found.message),
	conversation_id: found.conversation.conversation_id,
	contact_name: nameOf(found),
	conversation: rawOf(found.conversation),
});
