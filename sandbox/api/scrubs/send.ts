import type {
	Message,
	Template,
	TemplateMessageRequest,
} from '../../../nodes/ScrubsWhatsApp/api/schema';
import { newConversation, newMessageId } from './conversations';
import { REFUSALS } from './refusals';
import type { ConversationRow, MessageRow, SentTemplate } from './rows';
import { unixSeconds } from './times';
import type { NumberRow, World } from './world';

/**
 * Sends a template: the message joins the recipient's latest conversation, or begins a new one, and that conversation is
 * active now.
 *
 * @throws REFUSALS.senderOrTemplateNotFound, REFUSALS.invalidFields
 */
export function sendTemplate(
	world: World,
	from: NumberRow,
	request: TemplateMessageRequest,
): Message {
	const template = from.templates.find(
		({ template_name, language }) =>
			template_name === request.template_name && language === request.language,
	);
	if (!template) throw REFUSALS.senderOrTemplateNotFound;
	if (template.status !== 'APPROVED' || !fits(template, request.fields))
		throw REFUSALS.invalidFields;

	const recipient = request.recipient_phone_number;
	const now = Date.now();
	world.newest += 1;
	const conversation = from.conversations.with(recipient)[0] ?? newConversation(recipient, now);
	const row: MessageRow = {
		at: now,
		order: world.newest,
		message: outbound(now, from, conversation, request),
		template: sentTemplate(template, request.fields),
	};
	from.conversations.addMessage(conversation, row, now);
	return row.message;
}

/** Whether there is a value for each dynamic field, and for nothing else. */
function fits({ dynamic_fields }: Template, values: TemplateMessageRequest['fields']): boolean {
	const names = new Set(dynamic_fields.map(({ field }) => field));
	return (
		[...names].every((name) => values[name]?.trim()) &&
		Object.keys(values).every((name) => names.has(name))
	);
}

function sentTemplate(
	{ template_name: name, language, dynamic_fields }: Template,
	values: TemplateMessageRequest['fields'],
): SentTemplate {
	const names = [...new Set(dynamic_fields.map(({ field }) => field))];
	const fields = names.map((field) => ({ field, value: values[field] ?? '' }));
	return { name, language, fields };
}

function outbound(
	at: number,
	{ phone }: NumberRow,
	{ contactName }: ConversationRow,
	{ recipient_phone_number, template_name, fields }: TemplateMessageRequest,
): Message {
	const values = Object.entries(fields).map(([field, value]) => `${field}: ${value}`);
	return {
		message_id: newMessageId(),
		timestamp: unixSeconds(at),
		type: 'template',
		direction: 'outbound',
		status: 'sent',
		processing_status: 'processed',
		origin: 'cloud_api',
		from_phone_number: phone.phone_number,
		to_phone_number: recipient_phone_number,
		contact_name: contactName,
		content: values.length ? `${template_name} (${values.join(', ')})` : template_name,
		has_media: false,
	};
}
