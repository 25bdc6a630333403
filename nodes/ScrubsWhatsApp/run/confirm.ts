import { sleep } from 'n8n-workflow';

import type { TemplateMessage } from '../api/endpoints';
import { findLatestConversation, messagePages } from '../api/lists';
import { isOutbound } from '../api/messages';
import type { Message } from '../api/schema';
import { timeOf } from '../api/times';
import type { SenderDigits } from '../phone/digits';
import { isSameNumber } from '../phone/sameNumber';
import type { Transport } from '../transport/request';

/** When to look for a message whose answer was lost, in milliseconds after one another. */
const LOOKS_AFTER_MS = [300, 1_500, 3_000];

/** Messages of the conversation that are looked through, newest first. */
const MAX_MESSAGES = 50;

/** The server gives times in whole seconds, and its clock is known to a second. */
const SERVER_CLOCK_MARGIN_MS = 2_000;

/**
 * Whether a message shows that the request was carried out: outbound, to this recipient, since the attempt, and with the
 * template's name or all of its values in it. Scrubs does not document what `content` holds for a template, so anything
 * less is taken for another message.
 */
function shows(message: Message, request: TemplateMessage, since: number): boolean {
	const content = message.content ?? '';
	const values = Object.values(request.fields);
	return (
		isOutbound(message) &&
		(timeOf(message.timestamp) ?? -Infinity) >= since - SERVER_CLOCK_MARGIN_MS &&
		isSameNumber(
			message.to_phone_number?.replace(/\D/g, '') ?? '',
			request.recipient_phone_number,
		) &&
		(content.includes(request.template_name) ||
			(values.length > 0 && values.every((value) => content.includes(value))))
	);
}

async function look(
	transport: Transport,
	sender: SenderDigits,
	request: TemplateMessage,
	since: number,
	isOther: (messageId: string) => boolean,
): Promise<string | undefined> {
	const recipient = request.recipient_phone_number;
	const conversation = await findLatestConversation(transport, sender, recipient);
	if (!conversation) return undefined;
	const { conversation_id: id } = conversation;
	for await (const page of messagePages(transport, sender, id, {}, MAX_MESSAGES)) {
		for (const message of page) {
			if (shows(message, request, since) && !isOther(message.message_id)) return message.message_id;
		}
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
	sender: SenderDigits,
	request: TemplateMessage,
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
