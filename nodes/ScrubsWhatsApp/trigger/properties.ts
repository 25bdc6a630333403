import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { MESSAGE_TYPES } from '../inferred';
import { numberField, simplifyField } from '../resources/fields';
import { titleCase } from '../words/humanise';
import type { TriggerEvent } from './events/event';
import { EVENTS } from './events/registry';

/** What stands below the node on the canvas: the event's name. */
export const triggerSubtitle = `={{ ${JSON.stringify(
	Object.fromEntries(EVENTS.map(({ name, value }) => [value, name])),
)}[$parameter["event"]] }}`;

const forMessages: INodeProperties['displayOptions'] = {
	show: { event: EVENTS.filter(({ isOfMessages }) => isOfMessages).map(({ value }) => value) },
};

const noticeOf = ({ value, notice = '' }: TriggerEvent): INodeProperties => ({
	displayName: notice,
	name: `${value}Notice`,
	type: 'notice',
	default: '',
	displayOptions: { show: { event: [value] } },
});

const TYPE_NAMES: Partial<Record<(typeof MESSAGE_TYPES)[number], string>> = {
	audio: 'Audio or Voice Message',
	button: 'Button of a Template',
	contacts: 'Contact Card',
	interactive: 'List or Button Reply',
};

const typeOption = (value: (typeof MESSAGE_TYPES)[number]): INodePropertyOptions => ({
	name: TYPE_NAMES[value] ?? titleCase(value),
	value,
});

const byName = (a: INodePropertyOptions, b: INodePropertyOptions) => (a.name < b.name ? -1 : 1);

/** The trigger's properties, made anew for each caller: n8n adds Poll Times to the array it is given. */
export const triggerProperties = (): INodeProperties[] => [
	{
		displayName: 'Trigger On',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		default: 'messageReceived',
		options: EVENTS.map(({ name, value, description }) => ({ name, value, description })),
	},
	{
		...numberField('Choose a number…'),
		displayName: 'Your Number',
		required: true,
		displayOptions: forMessages,
	},
	...EVENTS.filter(({ notice }) => notice).map(noticeOf),
	simplifyField,
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
				description:
					'Only messages from or to this patient. Begin with + unless it is a mobile number of your own country.',
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
