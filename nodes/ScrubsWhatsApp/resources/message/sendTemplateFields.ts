import type { INodeProperties } from 'n8n-workflow';

import { senderField, simplifyField } from '../fields';

const templateField: INodeProperties = {
	displayName: 'Template',
	name: 'template',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description:
		'The text to send, as WhatsApp has approved it. A template can be sent at any time, also when the patient has not written in the last 24 hours.',
	hint: 'Only approved templates can be sent. Patients can opt out of those marked Marketing.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a template…',
			typeOptions: { searchListMethod: 'searchTemplates', searchable: true },
		},
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. appointment_reminder',
			hint: 'If the template exists in several languages, add the option "Template Language"',
		},
	],
};

/** What comes only once a template is chosen. */
const ONCE_CHOSEN: INodeProperties['displayOptions'] = { hide: { template: [''] } };

/** How many keys are remembered, unless the user wants more. */
export const HISTORY_SIZE = 10_000;

/** What the editor shows for a message to send, in this order. */
export const sendTemplateFields: INodeProperties[] = [
	senderField,
	{
		displayName: 'Recipient’s Phone Number',
		name: 'recipientPhoneNumber',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. +65 9123 4567',
		description:
			'The patient’s WhatsApp number. Without + it is taken as a mobile number of the sender’s country, or of the option "Default Country Code".',
		hint: 'Begin with + unless it is a mobile number of the sender’s country',
	},
	templateField,
	{
		displayName: 'Specify Fields',
		name: 'specifyFields',
		type: 'options',
		description: 'How to give what the template leaves open, such as the patient’s name',
		options: [
			{
				name: 'Using Fields Below',
				value: 'mapper',
				description: 'Fill in a form with the fields of the chosen template',
			},
			{
				name: 'Using JSON',
				value: 'json',
				description: 'Give all fields as one object, for templates that an expression chooses',
			},
		],
		default: 'mapper',
		displayOptions: ONCE_CHOSEN,
	},
	{
		displayName: 'Template Fields',
		name: 'templateFields',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		required: true,
		typeOptions: {
			loadOptionsDependsOn: [
				'senderPhoneNumber.value',
				'template.value',
				'options.templateLanguage',
			],
			resourceMapper: {
				resourceMapperMethod: 'getTemplateFields',
				mode: 'add',
				fieldWords: { singular: 'field', plural: 'fields' },
				addAllFields: true,
				multiKeyMatch: false,
				supportAutoMap: true,
				// The form says itself why it is empty; n8n's own red text would say so of a template without fields too.
				hideNoDataError: true,
			},
		},
		displayOptions: { ...ONCE_CHOSEN, show: { specifyFields: ['mapper'] } },
	},
	{
		displayName: 'Template Fields (JSON)',
		name: 'templateFieldsJson',
		type: 'json',
		default: '{}',
		required: true,
		placeholder: 'e.g. { "1": "Ana Lee", "2": "Wednesday, 10 June" }',
		description: 'Each field’s name with its value, as Template → Get Many lists them under fields',
		hint: 'For example { "1": "Ana Lee", "2": "Wednesday, 10 June" }',
		displayOptions: { ...ONCE_CHOSEN, show: { specifyFields: ['json'] } },
	},
	simplifyField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Default Country Code',
				name: 'defaultCountryCode',
				type: 'string',
				default: '',
				placeholder: 'e.g. 65 or Singapore',
				description:
					'The country of recipients’ numbers that are written without one, if it is not the sender’s',
			},
			{
				displayName: 'Dry Run',
				name: 'dryRun',
				type: 'boolean',
				default: false,
				description: 'Whether to check everything and show what would be sent, without sending it',
			},
			{
				displayName: 'Include Input Fields',
				name: 'includeInputFields',
				type: 'boolean',
				default: false,
				description:
					'Whether to add the item’s own columns to the output, for what was sent and for what was not',
			},
			{
				displayName: 'Max Concurrency',
				name: 'maxConcurrency',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 64 },
				default: 64,
				description:
					'How many requests may be under way at once. The node finds the best pace by itself, so this is seldom needed.',
			},
			{
				displayName: 'Numbers Without Plus',
				name: 'numbersWithoutPlus',
				type: 'options',
				options: [
					{
						name: 'Are Local',
						value: 'local',
						description: 'Mobile numbers of the sender’s country, with or without its country code',
					},
					{
						name: 'Begin With Their Country Code',
						value: 'international',
						description: 'For lists in which every number has its country code and has lost the +',
					},
				],
				default: 'local',
				description: 'How to read recipients’ numbers that do not begin with + or 00',
			},
			{
				displayName: 'Send Again If Not Known',
				name: 'sendAgainIfNotKnown',
				type: 'boolean',
				default: false,
				description:
					'Whether a retry may send a message again when it is not known if an earlier try sent it, and the conversation does not show it. The patient may get it twice.',
			},
			{
				displayName: 'Send Only Once Per',
				name: 'sendOncePer',
				type: 'string',
				default: '',
				placeholder: 'e.g. {{ $json.appointmentId }}',
				description:
					'What a patient is to be messaged about only once, such as the ID of the appointment. A message with the same value is not sent a second time by this node, also when the workflow is run again or n8n was restarted.',
			},
			{
				displayName: 'Send Only Once: Forget',
				name: 'sendOnceForget',
				type: 'boolean',
				default: false,
				description:
					'Whether to send also what was sent before with the same value under Send Only Once Per. Switch it off again afterwards.',
			},
			{
				displayName: 'Send Only Once: History Size',
				name: 'sendOnceHistory',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: HISTORY_SIZE,
				description:
					'How many values are remembered for this node, the latest ones; never fewer than the items of a run',
			},
			{
				displayName: 'Template Language',
				name: 'templateLanguage',
				type: 'string',
				default: '',
				placeholder: 'e.g. en_US',
				description: 'Needed only when a template chosen by name exists in several languages',
			},
			{
				displayName: 'Test Recipient',
				name: 'testRecipient',
				type: 'string',
				default: '',
				placeholder: 'e.g. +65 9123 4567',
				description:
					'Your own number, for trying out: run from the editor, only the first message is sent, and to this number. A published (active) workflow ignores it and sends to the patients.',
			},
		],
	},
];
