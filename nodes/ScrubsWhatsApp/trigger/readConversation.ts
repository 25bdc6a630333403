import { messagePages, type KnownConversation } from '../api/lists';
import { patientNumberOf } from '../api/messages';
import { isKnown, type Message } from '../api/rows';
import { timeOf } from '../api/times';
import { fromScrubs } from '../phone/PhoneDigits';
import { isSameNumber } from '../phone/spellings';
import type { Transport } from '../transport/request';
import { shortDigest } from './digest';
import type { FoundMessage } from './Memory';
import type { MessageWatch } from './watch';

/** By how much the times of a conversation may be behind those of its messages, in milliseconds. */
const CONVERSATION_MARGIN_MS = 600_000;

/** Longest text that WhatsApp takes, in characters (Meta's app); what is behind that is not looked at. */
const MAX_CONTENT = 65_536;

/** What was found in a conversation. */
export interface Reading {
	/** Messages that the trigger is to hand over, the oldest first. */
	found: FoundMessage[];
	/** Time of the newest message of the direction that is watched, in Unix milliseconds; -Infinity without one. */
	newest: number;
	/** Whether a message in it may still become an event. */
	mayChange: boolean;
}

/** Whether a conversation can hold a message that is watched for, by what the list says of it. */
export function canHold(
	conversation: KnownConversation,
	watch: MessageWatch,
	from: number,
): boolean {
	const last = watch.event.lastOf(conversation);
	if (last === null) return false;
	return (timeOf(last) ?? Infinity) >= from - CONVERSATION_MARGIN_MS;
}

/** Whether a message of the right direction is one that is watched for. */
function isWatched(
	message: Message,
	conversation: KnownConversation,
	{ event, recipient, types, text, mediaOnly }: MessageWatch,
): boolean {
	if (!event.isEvent(message)) return false;
	if (recipient !== undefined) {
		// With a user name in place of the number it cannot be told to be this patient.
		const number = fromScrubs(patientNumberOf(message) ?? conversation.recipient_phone_number);
		if (!number || !isSameNumber(number, recipient)) return false;
	}
	if (types && !types.includes(message.type ?? '')) return false;
	const content = message.content?.slice(0, MAX_CONTENT).toLowerCase();
	if (text !== undefined && !content?.includes(text)) return false;
	return !mediaOnly || message.has_media === true;
}

/**
 * Reads a conversation's messages since a time. That they come newest first is inferred: it is verified on each page, and
 * where it does not hold, the whole conversation is read. A message without a readable time has the one that the list gives
 * to the conversation's last message, if it is that; others without a time or an ID cannot be told to be new.
 * @param from Unix milliseconds
 * @param limit how many messages are read at most
 */
export async function readConversation(
	transport: Transport,
	watch: MessageWatch,
	conversation: KnownConversation,
	from: number,
	limit = Infinity,
): Promise<Reading> {
	const { event, sender } = watch;
	const { conversation_id: id } = conversation;
	const reading: Reading = { found: [], newest: -Infinity, mayChange: false };
	const place = shortDigest(id);
	let previous = Infinity;
	let isOrdered = true;
	let isLast = true;
	let unreadable = 0;
	for await (const page of messagePages(transport, sender, id, {}, limit)) {
		for (const message of page) {
			const isOfDirection = event.isOfDirection(message);
			const at =
				timeOf(message.timestamp) ??
				(isOfDirection && isLast ? timeOf(event.lastOf(conversation)) : undefined);
			if (isOfDirection) isLast = false;
			if (at === undefined || !isKnown(message, 'message_id')) {
				unreadable += 1;
				continue;
			}
			isOrdered &&= at <= previous;
			previous = at;
			if (at < from || !isOfDirection) continue;
			reading.newest = Math.max(reading.newest, at);
			reading.mayChange ||= event.mayBecomeEvent(message);
			if (!isWatched(message, conversation, watch)) continue;
			const digest = shortDigest(message.message_id);
			reading.found.push({ at, digest, place, message, conversation });
		}
		if (isOrdered && previous < from) break;
	}
	if (unreadable > 0) {
		transport.tell('A conversation has messages without a time or an ID that can be read.');
	}
	reading.found.reverse().sort((a, b) => a.at - b.at);
	return reading;
}
