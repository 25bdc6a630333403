import { latestMessage } from '../latestMessage';
import { toJson } from '../output';
import { pollMessages, type MessageState } from '../pollMessages';
import { isSimplified, watchKeyOf, watchOf } from '../watch';
import type { MessageEvent, TriggerEvent } from './event';

/** The trigger's event for a kind of messages. */
export const ofMessages = (event: MessageEvent): TriggerEvent => ({
	...event,
	isOfMessages: true,
	open(context) {
		const watch = watchOf(context, event);
		const simplify = isSimplified(context);
		return {
			watch: watchKeyOf(watch),
			async poll(transport, memory, state, until) {
				const from = state as MessageState | undefined;
				const polled = await pollMessages(transport, watch, memory, from, until);
				return { ...polled, items: polled.messages.map((one) => toJson(one, simplify)) };
			},
			latest: async (transport) => toJson(await latestMessage(transport, watch), simplify),
		};
	},
});
