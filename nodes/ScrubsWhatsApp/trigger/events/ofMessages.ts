import { toJsonOf } from '../../resources/simplify';
import { latestMessage } from '../latestMessage';
import { simplifyFound, wholeFound } from '../output';
import { pollMessages, type MessageState } from '../pollMessages';
import { isSimplified, watchKeyOf, watchOf } from '../watch';
import type { MessageEvent, TriggerEvent } from './event';

/** The trigger's event for a kind of messages. */
export const ofMessages = (event: MessageEvent): TriggerEvent => ({
	...event,
	isOfMessages: true,
	open(context) {
		const watch = watchOf(context, event);
		const toJson = toJsonOf(context, isSimplified(context), simplifyFound, wholeFound);
		return {
			watch: watchKeyOf(watch),
			async poll(transport, memory, state, until) {
				const from = state as MessageState | undefined;
				const polled = await pollMessages(transport, watch, memory, from, until);
				return { ...polled, items: polled.messages.map(toJson) };
			},
			latest: async (transport) => toJson(await latestMessage(transport, watch)),
		};
	},
});
