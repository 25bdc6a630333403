import type {
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	ResourceMapperValue,
} from 'n8n-workflow';

import { MAX_IN_FLIGHT } from '../../transport/Pacer';
import { InputProblem } from '../../words/InputProblem';
import { senderField } from '../fields';
import { recipientOf, senderOf } from '../numbers';
import type { SendOperation } from '../operation';
import { switchOf } from '../switches';
import { collectionOf, countOf, locatorValueOf } from '../values';
import { chooseTemplate, wantedTemplateFrom, type NamedTemplate } from '../template/templateChoice';
import { fieldValuesOf, formFieldsOf, type EnteredFields } from '../template/templateFields';

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
			displayName: 'By Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. appointment_reminder',
			hint: 'If the template exists in several languages, add the option "Template Language"',
		},
	],
};

const properties: INodeProperties[] = [
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
		hint: 'Begin with + if it is from another country than the sender',
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
		displayOptions: { show: { specifyFields: ['mapper'] } },
	},
	{
		displayName: 'Template Fields (JSON)',
		name: 'templateFieldsJson',
		type: 'json',
		default: '{}',
		required: true,
		placeholder: 'e.g. { "1": "Ana Lee", "2": "Wednesday, 10 June" }',
		description:
			'Each field’s name with its value, as Template → Get Many lists them under dynamic_fields',
		hint: 'For example { "1": "Ana Lee", "2": "Wednesday, 10 June" }',
		displayOptions: { show: { specifyFields: ['json'] } },
	},
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
				displayName: 'Template Language',
				name: 'templateLanguage',
				type: 'string',
				default: '',
				placeholder: 'e.g. en_US',
				description: 'Needed only when a template chosen by name exists in several languages',
			},
		],
	},
];

function parseJsonFields(value: unknown): IDataObject {
	const parsed = typeof value === 'string' ? parseJson(value.trim() || '{}') : value;
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
		throw new InputProblem(
			'"Template Fields (JSON)" is not a JSON object.',
			'Write it like { "1": "Ana Lee", "2": "Wednesday, 10 June" }: names and texts in double quotes, a comma between entries.',
		);
	}
	return parsed as IDataObject;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/**
 * What the user entered for the template's fields, by field name, and in which way. The mapper is read as a whole: read by
 * its path, n8n would turn lists and dates into text, and trip over the null that stands there in auto-map.
 */
function enteredFieldsOf(
	context: IExecuteFunctions,
	template: NamedTemplate,
	itemIndex: number,
): EnteredFields {
	if (context.getNodeParameter('specifyFields', itemIndex, 'mapper') === 'json') {
		const values = parseJsonFields(context.getNodeParameter('templateFieldsJson', itemIndex, '{}'));
		return { by: 'json', values };
	}
	const mapper = context.getNodeParameter(
		'templateFields',
		itemIndex,
		{},
	) as Partial<ResourceMapperValue>;
	if (mapper.mappingMode === 'autoMapInputData') {
		const json = context.getInputData()[itemIndex]?.json ?? {};
		const known = new Set(formFieldsOf(template).map(({ name }) => name));
		const entries = Object.entries(json).filter(([name]) => known.has(name));
		return { by: 'input', values: Object.fromEntries(entries) };
	}
	// Values of a template that was chosen before stay behind without an entry in the form: the user cannot see them.
	const shown = new Set(
		(mapper.schema ?? []).filter(({ removed }) => !removed).map(({ id }) => id),
	);
	const entries = Object.entries(mapper.value ?? {});
	const visible = shown.size > 0 ? entries.filter(([name]) => shown.has(name)) : entries;
	return { by: 'form', values: Object.fromEntries(visible) };
}

/** How many requests may be under way at once; more than {@link MAX_IN_FLIGHT} never are. */
function concurrencyOf(value: unknown): number | undefined {
	if (value === undefined) return undefined;
	const count = countOf(value);
	if (count === undefined) {
		throw new InputProblem(
			'"Max Concurrency" is not a whole number of at least 1.',
			'Enter how many requests may be under way at once, or remove the option.',
		);
	}
	return Math.min(count, MAX_IN_FLIGHT);
}

export const sendTemplate: SendOperation = {
	name: 'Send Template',
	value: 'sendTemplate',
	action: 'Send a template message to a patient',
	description: 'Send a message from an approved template to one recipient an item',
	properties,
	notDone: 'The message was not sent.',
	maxInFlightOf: (context) => concurrencyOf(collectionOf(context, 'options', 0).maxConcurrency),
	async prepare(run, itemIndex) {
		const { context } = run;
		const options = collectionOf(context, 'options', itemIndex);
		const sender = senderOf(context, itemIndex);
		const recipient = recipientOf(
			context.getNodeParameter('recipientPhoneNumber', itemIndex, ''),
			sender,
			options,
		);
		const wanted = wantedTemplateFrom(
			locatorValueOf(context, 'template', itemIndex),
			options.templateLanguage,
		);
		const template = chooseTemplate(await run.templatesOf(sender), wanted);
		return {
			sender,
			request: {
				recipient_phone_number: recipient,
				template_name: template.template_name,
				language: template.language,
				fields: fieldValuesOf(template, enteredFieldsOf(context, template, itemIndex)),
			},
			isDryRun: switchOf(options.dryRun, 'Dry Run'),
			sendAgainIfNotKnown: switchOf(options.sendAgainIfNotKnown, 'Send Again If Not Known'),
		};
	},
};
