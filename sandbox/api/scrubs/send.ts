import { randomUUID } from 'node:crypto';
import type {
	Template,
	TemplateMessageRequest,
	TemplateMessageResult,
} from '../../../nodes/ScrubsWhatsApp/api/schema';
import { REFUSALS } from './refusals';
import { unixSeconds } from './times';
import type { ConversationRow, MessageRow, NumberRow, World } from './world';

/**
 * Sends a template: the message becomes the newest of the recipient's latest conversation, or the first of a new one,
 * and that conversation moves to the front.
 *
 * @throws REFUSALS.senderOrTemplateNotFound, REFUSALS.invalidFields
 */
export function sendTemplate(
	world: World,
	from: NumberRow,
	request: TemplateMessageRequest,
): TemplateMessageResult {
	const template = from.templates.find(
		({ template_name, language }) =>
			template_name === request.template_name && language === request.language,
	);
	if (!template) throw REFUSALS.senderOrTemplateNotFound;
	if (template.status !== 'APPROVED' || !fits(template, request.fields))
		throw REFUSALS.invalidFields;

	const recipient = request.recipient_phone_number;
	world.newest += 1;
	const conversation =
		from.conversations.find((row) => row.recipient === recipient) ?? newConversation(recipient);
	const row = outbound(world.newest, from, conversation, request);
	conversation.status = 'active';
	conversation.order = row.order;
	conversation.messages.unshift(row);
	from.conversations = [conversation, ...from.conversations.filter((one) => one !== conversation)];
	return {
		messaging_product: 'whatsapp',
		recipient_phone_number: recipient,
		contacts: [{ input: recipient, wa_id: recipient }],
		messages: [{ id: row.message.message_id }],
	};
}

/** Whether there is a value for each dynamic field, and for nothing else. */
function fits({ dynamic_fields }: Template, values: TemplateMessageRequest['fields']): boolean {
	const names = new Set(dynamic_fields.map(({ field }) => field));
	return (
		[...names].every((name) => values[name]?.trim()) &&
		Object.keys(values).every((name) => names.has(name))
	);
}

function newConversation(recipient: string): ConversationRow {
	return {
		id: randomUUID(),
		order: 0,
		recipient,
		contactName: null,
		status: 'active',
		createdAt: Date.now(),
		offset: -240,
		messages: [],
	};
}

function outbound(
	order: number,
	from: NumberRow,
	{ contactName }: ConversationRow,
	{ recipient_phone_number, template_name, fields }: TemplateMessageRequest,
): MessageRow {
	const at = Date.now();
	const values = Object.entries(fields).map(([field, value]) => `${field}: ${value}`);
	return {
		order,
		at,
		message: {
			message_id: `wamid.${Buffer.from(randomUUID()).toString('base64url')}`,
			timestamp: unixSeconds(at),
			type: 'template',
			direction: 'outbound',
			status: 'sent',
			processing_status: 'processed',
			origin: 'cloud_api',
			from_phone_number: from.phone.phone_number,
			to_phone_number: recipient_phone_number,
			contact_name: contactName,
			content: values.length ? `${template_name} (${values.join(', ')})` : template_name,
			has_media: false,
		},
	};
}
