import { INBOUND, NOT_DELIVERED, OUTBOUND, UNSETTLED_STATUSES } from '../inferred';
import type { Message } from './rows';

const isWord = (text: string | null | undefined, wanted: string) => text?.toLowerCase() === wanted;

/** Whether a patient wrote a message. */
export const isInbound = ({ direction }: Message): boolean => isWord(direction, INBOUND);

/** Whether the clinic wrote a message. */
export const isOutbound = ({ direction }: Message): boolean => isWord(direction, OUTBOUND);

/** The patient's number in a message; undefined where that does not say which way it went. */
export function patientNumberOf(message: Message): string | null | undefined {
	if (isInbound(message)) return message.from_phone_number;
	return isOutbound(message) ? message.to_phone_number : undefined;
}

/** Whether a message could not be delivered. */
export const isNotDelivered = ({ status }: Message): boolean => isWord(status, NOT_DELIVERED);

/** Whether a message may still turn out not to be delivered. */
export const isUnsettled = ({ status }: Message): boolean =>
	UNSETTLED_STATUSES.includes(status?.toLowerCase() ?? '');
