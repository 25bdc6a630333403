import { sleep } from 'n8n-workflow';

import { findLatestConversation, readMessages } from '../api/lists';
import type { Message, TemplateMessageRequest } from '../api/schema';
import type { Transport } from '../transport/request';

/** When to look for a message whose answer was lost, in milliseconds after one another. */
const LOOKS_AFTER_MS = [300, 1_500, 3_000];

/** Messages of the conversation that are looked through, newest first. */
const MAX_MESSAGES = 50;

/** The server gives times in whole seconds, and its clock is known to a second. */
const CLOCK_MARGIN_MS = 2_000;

/**
 * Whether a message shows that the request was carried out: outbound, to this recipient, since the attempt, and with the
 * template's name or all of its values in it. Scrubs does not document what `content` holds for a template, so anything
 * less is taken for another message.
 */
function shows(message: Message, request: TemplateMessageRequest, since: number): boolean {
	const content = message.content ?? '';
	const values = Object.values(request.fields);
	return (
		message.direction === 'outbound' &&
		Number(message.timestamp) * 1_000 >= since - CLOCK_MARGIN_MS &&
		message.to_phone_number?.replace(/\D/g, '') === request.recipient_phone_number &&
		(content.includes(request.template_name) ||
			(values.length > 0 && values.every((value) => content.includes(value))))
	);
}

async function look(
	transport: Transport,
	sender: string,
	request: TemplateMessageRequest,
	since: number,
	isOther: (messageId: string) => boolean,
): Promise<string | undefined> {
	const conversation = await findLatestConversation(
		transport,
		sender,
		request.recipient_phone_number,
	);
	if (!conversation) return undefined;
	const messages = readMessages(transport, sender, conversation.conversation_id, {}, MAX_MESSAGES);
	for await (const message of messages) {
		if (shows(message, request, since) && !isOther(message.message_id)) return message.message_id;
	}
	return undefined;
}

/**
 * Looks for a message of which it is not known whether it went out.
 * @param since when it was sent, by the server's clock (Unix milliseconds)
 * @param isOther whether a message is known to be another one
 * @returns its ID, or undefined when it does not show up after a short wait, or the conversation cannot be read
 */
export async function findSentMessage(
	transport: Transport,
	sender: string,
	request: TemplateMessageRequest,
	since: number,
	isOther: (messageId: string) => boolean,
): Promise<string | undefined> {
	for (const wait of LOOKS_AFTER_MS) {
		await sleep(wait);
		const id = await look(transport, sender, request, since, isOther).catch(() => undefined);
		if (id !== undefined) return id;
	}
	return undefined;
}
