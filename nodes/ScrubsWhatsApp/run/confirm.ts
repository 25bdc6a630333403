import { sleep } from 'n8n-workflow';

import type { TemplateMessage } from '../api/endpoints';
import { findLatestConversation, messagePages } from '../api/lists';
import { isNotDelivered, isOutbound } from '../api/messages';
import { isKnown, type Message } from '../api/rows';
import { timeOf } from '../api/times';
import { TEMPLATE_MESSAGE } from '../inferred';
import { fromScrubs, type SenderDigits } from '../phone/PhoneDigits';
import { isSameNumber } from '../phone/spellings';
import type { Transport } from '../transport/request';
import { holdsWord } from '../words/wholeWords';

/** When to look for a message whose answer was lost, in milliseconds after one another. */
const LOOKS_AFTER_MS = [300, 1_500, 3_000];

/** Messages of the conversation that are looked through, newest first. */
const MAX_MESSAGES = 50;

/** The server gives times in whole seconds, and its clock is known to a second. */
const SERVER_CLOCK_MARGIN_MS = 2_000;

/** A server's clock that is further behind ours comes from a cache rather than from a clock. */
const MAX_BEHIND_MS = 600_000;

/** Longest text that a template can make, in characters; what is behind that is not looked at. */
const MAX_CONTENT = 10_000;

const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

/**
 * Whether a message is the one that a request was to send: a template with the name and every value of it in its text,
 * each as a word of its own. Scrubs does not document what `content` holds for a template: where the name is missing, its
 * values and its type have to do; with less than that it is taken for another message.
 */
function isOf(
	{ type, content }: Message,
	{ template_name: name, fields }: TemplateMessage,
): boolean {
	const text = plain((content ?? '').slice(0, MAX_CONTENT));
	const values = Object.values(fields).map(plain);
	const isNamed = holdsWord(text, name);
	const isTemplate = isNamed || (type?.toLowerCase() === TEMPLATE_MESSAGE && values.length > 0);
	return isTemplate && values.every((value) => holdsWord(text, value));
}

/** Whether a message shows that the request was carried out: the same one, to this recipient, since the attempt. */
function shows(message: Message, request: TemplateMessage, since: number): boolean {
	const recipient = fromScrubs(message.to_phone_number);
	return (
		recipient !== undefined &&
		isOutbound(message) &&
		!isNotDelivered(message) &&
		(timeOf(message.timestamp) ?? -Infinity) >= since - SERVER_CLOCK_MARGIN_MS &&
		isSameNumber(recipient, request.recipient_phone_number) &&
		isOf(message, request)
	);
}

async function look(
	transport: Transport,
	sender: SenderDigits,
	request: TemplateMessage,
	since: () => number,
	isOther: (messageId: string) => boolean,
): Promise<string | undefined> {
	const recipient = request.recipient_phone_number;
	const conversation = await findLatestConversation(transport, sender, recipient);
	if (!conversation) return undefined;
	const { conversation_id: id } = conversation;
	for await (const page of messagePages(transport, sender, id, {}, MAX_MESSAGES)) {
		const found = page.find(
			(message) =>
				isKnown(message, 'message_id') &&
				shows(message, request, since()) &&
				!isOther(message.message_id),
		);
		if (found) return found.message_id ?? undefined;
	}
	return undefined;
}

/**
 * When an attempt was made, by the server's clock as far as that is known by now (Unix milliseconds).
 * @param ours when it was made by our clock
 */
export function attemptTime(transport: Transport, ours: number): number {
	const theirs = transport.serverTime(ours);
	return theirs < ours - MAX_BEHIND_MS ? ours : theirs;
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
	since: () => number,
	isOther: (messageId: string) => boolean,
): Promise<string | undefined> {
	for (const wait of LOOKS_AFTER_MS) {
		await sleep(wait);
		const id = await look(transport, sender, request, since, isOther).catch(() => undefined);
		if (id !== undefined) return id;
	}
	return undefined;
}
