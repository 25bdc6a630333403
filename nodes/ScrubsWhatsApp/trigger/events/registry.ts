import type { TriggerEvent } from './event';
import { messageNotDelivered } from './messageNotDelivered';
import { messageReceived } from './messageReceived';
import { numberConnected } from './numberConnected';
import { ofMessages } from './ofMessages';

/** What can start a workflow: the event dropdown, its notices and its dispatch come from this list. */
export const EVENTS: readonly TriggerEvent[] = [
	ofMessages(messageReceived),
	ofMessages(messageNotDelivered),
	numberConnected,
];
