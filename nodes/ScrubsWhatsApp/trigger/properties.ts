import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { MESSAGE_TYPES } from '../inferred';
import { senderField, simplifyField } from '../resources/fields';

/** What can start a workflow. */
export type TriggerEvent = 'messageReceived' | 'messageNotDelivered' | 'numberConnected';

const EVENTS: Array<{ name: string; value: TriggerEvent; description: string }> = [
	{
		name: 'Message Received',
		value: 'messageReceived',
		description: 'A patient has written to you',
	},
	{
		name: 'Message Not Delivered',
		value: 'messageNotDelivered',
		description: 'A message of yours could not be delivered to the patient',
	},
	{
		name: 'Number Connected',
		value: 'numberConnected',
		description: 'One of your numbers is connected to WhatsApp and claimed: it can be used',
	},
];

/** What stands below the node on the canvas: the event's name. */
export const triggerSubtitle = `={{ ${JSON.stringify(
	Object.fromEntries(EVENTS.map(({ name, value }) => [value, name])),
)}[$parameter["event"]] }}`;

const forMessages: INodeProperties['displayOptions'] = {
	show: { event: ['messageReceived', 'messageNotDelivered'] },
};

const TYPE_NAMES: Partial<Record<(typeof MESSAGE_TYPES)[number], string>> = {
	audio: 'Audio or Voice Message',
	button: 'Button of a Template',
	contacts: 'Contact Card',
	interactive: 'List or Button Reply',
};

const typeOption = (value: (typeof MESSAGE_TYPES)[number]): INodePropertyOptions => ({
	name: TYPE_NAMES[value] ?? value.charAt(0).toUpperCase() + value.slice(1),
	value,
});

const byName = (a: INodePropertyOptions, b: INodePropertyOptions) => (a.name < b.name ? -1 : 1);

/** The trigger's properties, made anew for each caller: n8n adds Poll Times to the array it is given. */
export const triggerProperties = (): INodeProperties[] => [
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		default: 'messageReceived',
		description: 'What starts the workflow',
		options: EVENTS,
	},
	{ ...senderField, displayOptions: forMessages },
	{
		displayName:
			'Scrubs reports no replies by itself, so n8n asks for them at the "Poll Times" above. Messages from before the workflow was activated do not start it.',
		name: 'pollingNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { event: ['messageReceived'] } },
	},
	{
		displayName:
			'Noticed when WhatsApp reports it within about two hours of sending. Later reports do not start the workflow.',
		name: 'notDeliveredNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { event: ['messageNotDelivered'] } },
	},
	{ ...simplifyField, displayOptions: forMessages },
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: forMessages,
		options: [
			{
				displayName: 'Message Types',
				name: 'messageTypes',
				type: 'multiOptions',
				default: ['text'],
				description: 'Only messages of these types',
				options: MESSAGE_TYPES.map(typeOption).sort(byName),
			},
			{
				displayName: 'Patient’s Phone Number',
				name: 'recipientPhoneNumber',
				type: 'string',
				default: '',
				placeholder: 'e.g. +65 9123 4567',
				description: 'Only messages from or to this patient. Include the country code.',
			},
			{
				displayName: 'Text Contains',
				name: 'textContains',
				type: 'string',
				default: '',
				placeholder: 'e.g. confirm',
				description: 'Only messages with this text in them, in capitals or not',
			},
			{
				displayName: 'With Media Only',
				name: 'mediaOnly',
				type: 'boolean',
				default: true,
				description: 'Whether to start only for messages with a picture, a document or the like',
			},
		],
	},
];
