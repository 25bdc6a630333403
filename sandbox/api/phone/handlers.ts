import type { Context, Handler } from 'openapi-backend';
import type { Answer } from '../answer';
import { REFUSALS, refusing } from '../scrubs/refusals';
import type { ConversationRow, MessageRow } from '../scrubs/rows';
import type { NumberRow, World } from '../scrubs/world';
import { CLINIC } from '../seed/clinic';
import { textOf } from '../seed/templateTexts';

/** How many conversations, and how many messages of one, the page gets at once. */
const MOST = { conversations: 50, messages: 100 };

interface Query {
	sender: string;
	find?: string;
	conversation?: string;
}

/** The handlers of phone/openapi.yaml, by operation ID. */
export const phoneHandlers: Record<string, Handler> = refusing({
	listSenders: (_context, { world }) =>
		ok(
			clinicNumbers(world).map(({ phone }) => ({
				phoneNumber: phone.phone_number,
				name: phone.display_name,
				status: phone.status,
			})),
		),

	listPatients({ request }: Context, { world }) {
		const { sender, find = '' } = request.query as unknown as Query;
		const found = numberOf(world, sender).conversations.rows.filter(matching(find));
		const conversations = found.slice(0, MOST.conversations).map(patient);
		return ok({ total: found.length, conversations });
	},

	listBubbles({ request }: Context, { world }) {
		const { sender, conversation: id } = request.query as unknown as Query;
		const conversation = numberOf(world, sender).conversations.get(id ?? '');
		if (!conversation) throw REFUSALS.conversationNotFound;
		const messages = conversation.messages.slice(0, MOST.messages).reverse().map(bubble);
		return ok({ patient: patient(conversation), total: conversation.messages.length, messages });
	},
});

function ok(body: unknown): Answer {
	return { status: 200, body };
}

function clinicNumbers({ numbers }: World): NumberRow[] {
	return numbers.filter(({ owner }) => owner === CLINIC.providerId);
}

/** @throws REFUSALS.senderNotFound */
function numberOf(world: World, digits: string): NumberRow {
	const number = clinicNumbers(world).find(({ phone }) => phone.phone_number === digits);
	if (!number) throw REFUSALS.senderNotFound;
	return number;
}

/** Whether a conversation is with a patient whose name or number has the given text in it. */
function matching(text: string): (row: ConversationRow) => boolean {
	const name = text.trim().toLowerCase();
	const digits = name.replace(/[\s+()-]/g, '');
	return ({ recipient, contactName }) =>
		name === '' ||
		Boolean(contactName?.toLowerCase().includes(name)) ||
		Boolean(digits && recipient?.includes(digits));
}

function patient({ id, recipient, contactName, at, messages: [last] }: ConversationRow) {
	return { id, recipient, name: contactName, at, last: last ? inShort(last) : null };
}

function inShort({ message, template }: MessageRow): string {
	if (template) return textOf(template)?.body ?? template.name;
	return message.content ?? message.type;
}

function bubble({ at, message, template }: MessageRow) {
	const { message_id: id, direction, type, content: text, status } = message;
	const shown = template && { ...template, text: textOf(template) ?? null };
	return { id, at, direction, type, text, status, template: shown ?? null };
}
