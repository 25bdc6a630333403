import { isNotDelivered, isOutbound, isUnsettled } from '../../api/messages';
import { InputProblem } from '../../words/InputProblem';
import type { MessageEvent } from './event';

/** A status changes without any sign in the list of conversations, so far as is known: so it looks back further. */
const STATUS_CHANGES_WITHIN_MS = 7_200_000;

export const messageNotDelivered: MessageEvent = {
	name: 'Message Not Delivered',
	value: 'messageNotDelivered',
	description: 'A message of yours could not be delivered to the patient',
	notice:
		'Noticed when WhatsApp reports it within about two hours of sending. Later reports do not start the workflow.',
	isOfDirection: isOutbound,
	isEvent: isNotDelivered,
	mayBecomeEvent: isUnsettled,
	lastOf: ({ last_outbound_at }) => last_outbound_at,
	lateMs: STATUS_CHANGES_WITHIN_MS,
	listMarginMs: STATUS_CHANGES_WITHIN_MS,
	noneFound: new InputProblem(
		'None of the latest messages that fit is one that could not be delivered.',
		'There is nothing to test with, which is good news. You can publish (activate) the workflow all the same, or try it with another event.',
	),
};
