import { isInbound } from '../../api/messages';
import { InputProblem } from '../../words/InputProblem';
import type { MessageEvent } from './event';

export const messageReceived: MessageEvent = {
	name: 'Message Received',
	value: 'messageReceived',
	description: 'A patient has written to you',
	notice:
		'Scrubs reports no replies by itself, so n8n asks for them at the "Poll Times" above. Messages from before the workflow was published (activated) do not start it.',
	isOfDirection: isInbound,
	isEvent: () => true,
	mayBecomeEvent: () => false,
	lastOf: ({ last_inbound_at }) => last_inbound_at,
	lateMs: 3_600_000,
	listMarginMs: 120_000,
	noneFound: new InputProblem(
		'No message from a patient that fits was found.',
		'Send a WhatsApp message to your clinic’s number from your own phone, then fetch again. If filters are set, check that it fits them.',
	),
};
