import type { IDataObject } from 'n8n-workflow';

import type { FoundInHistory } from '../../api/History';
import { isUnsettled } from '../../api/messages';
import { timeOf, zonedTime } from '../../api/times';
import { DELIVERY_STATUSES } from '../../inferred';
import { withPlus, type RecipientDigits } from '../../phone/PhoneDigits';
import { outside } from '../../words/outside';

/**
 * What the output has: first what became of the message, whose it is and whether there is an answer, IDs last. The output
 * schema is made from this list, too.
 */
export const DELIVERY_FIELDS = [
	'status',
	'recipient_phone_number',
	'replied',
	'reply',
	'reply_at',
	'reply_type',
	'explanation',
	'status_time',
	'sent_at',
	'message_id',
] as const;

type Delivery = Record<(typeof DELIVERY_FIELDS)[number], string | boolean | null>;

const NOT_FOUND = 'notFound';

/** What each status means for whoever has to reach the patient. */
const EXPLANATIONS: Readonly<Record<string, string>> = {
	pending:
		'Scrubs has taken it, and WhatsApp has not confirmed it yet. Look again in some minutes.',
	sent: 'It is on its way. It has not arrived: the phone may be off, or without internet.',
	delivered: 'It has arrived on the patient’s phone.',
	read: 'The patient has opened it.',
	failed: 'WhatsApp could not deliver it. Reach the patient in another way.',
	[NOT_FOUND]:
		'It is not among the latest messages with this patient. One sent seconds ago may not show yet; otherwise check that sender, recipient and message ID belong together.',
};

/** A status in the words of the output; a word that nobody has told of stays as it is. Without one nothing is confirmed. */
function statusOf({ status }: FoundInHistory['message']): string {
	const word = status?.toLowerCase() ?? 'pending';
	return Object.hasOwn(DELIVERY_STATUSES, word) ? DELIVERY_STATUSES[word]! : outside(word);
}

/**
 * What became of a message.
 * @param found undefined when it is not in the conversation: then nothing is known of an answer either
 * @param timeZone of the workflow, in which times are given
 */
export function deliveryRow(
	messageId: string,
	recipient: RecipientDigits,
	found: FoundInHistory | undefined,
	timeZone: string,
): IDataObject {
	const written = (value: unknown): string | null => {
		const time = timeOf(value);
		return time === undefined ? null : zonedTime(time, timeZone);
	};
	const status = found ? statusOf(found.message) : NOT_FOUND;
	const sentAt = written(found?.message.timestamp);
	const reply = found?.reply;
	return {
		status,
		recipient_phone_number: withPlus(recipient),
		replied: found ? reply !== undefined : null,
		reply: reply?.content ?? null,
		reply_at: written(reply?.timestamp),
		reply_type: reply?.type ?? null,
		explanation: EXPLANATIONS[status] ?? null,
		status_time: found && isUnsettled(found.message) ? sentAt : null,
		sent_at: sentAt,
		message_id: messageId,
	} satisfies Delivery;
}
