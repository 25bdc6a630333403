import {
	NodeHelpers,
	type IDataObject,
	type INode,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { ScrubsWhatsApp } from '../../../../nodes/ScrubsWhatsApp/ScrubsWhatsApp.node';
import { findOperation, RESOURCES } from '../../../../nodes/ScrubsWhatsApp/resources/registry';

const { description } = new ScrubsWhatsApp();
const { properties } = description;

const PAGING = ['returnAll', 'limit'];
/** The interface that saved workflows rest on: each operation's parameters, as the editor first shows them. */
const INTERFACE: Record<string, Record<string, string[]>> = {
	conversation: { getAll: ['senderPhoneNumber', ...PAGING, 'simplify', 'filters'] },
	message: {
		getDeliveryStatus: ['senderPhoneNumber', 'recipientPhoneNumber', 'messageId'],
		getAll: ['senderPhoneNumber', 'conversation', ...PAGING, 'simplify', 'filters'],
		sendTemplate: [
			'senderPhoneNumber',
			'recipientPhoneNumber',
			'template',
			'specifyFields',
			'templateFields',
			'simplify',
			'options',
		],
	},
	onboardingLink: { create: ['customerName', 'simplify', 'additionalFields'] },
	phoneNumber: { claim: ['phoneNumber', 'simplify'], getAll: [...PAGING, 'simplify'] },
	template: { getAll: ['senderPhoneNumber', ...PAGING, 'simplify', 'filters'] },
};
const OPERATIONS = Object.entries(INTERFACE).flatMap(([resource, operations]) =>
	Object.entries(operations).map(([operation, names]) => ({ resource, operation, names })),
);

/** What the registry has. */
const REGISTERED = RESOURCES.flatMap(({ value: resource, operations }) =>
	operations.map(({ value: operation }) => ({ resource, operation })),
);
const SCHEMAS = resolve(__dirname, '../../../../nodes/ScrubsWhatsApp/__schema__/v1.0.0');

const optionsOf = (property?: INodeProperties) =>
	(property?.options ?? []) as INodePropertyOptions[];
/** The properties that the editor shows for these values and a chosen template, by n8n's own rules. */
function shown(values: Record<string, string | boolean>): INodeProperties[] {
	const node = { typeVersion: 1 } as INode;
	const given = { template: 'appointment_confirmation:en_US', ...values };
	const all = NodeHelpers.getNodeParameters(properties, given, true, false, node, description);
	return properties.filter((property) =>
		NodeHelpers.displayParameter(all ?? {}, property, node, description),
	);
}
const namesShown = (values: Record<string, string | boolean>) =>
	shown(values)
		.map(({ name }) => name)
		.filter((name) => name !== 'resource' && name !== 'operation');
const property = (resource: string, operation: string, name: string) =>
	shown({ resource, operation, returnAll: false }).find((one) => one.name === name);

describe('the dropdowns', () => {
	test('name the resources, messages first and the others in the order of the alphabet', () => {
		const [resource] = properties;
		expect(resource).toMatchObject({
			name: 'resource',
			default: 'message',
			noDataExpression: true,
		});
		expect(optionsOf(resource)).toEqual([
			{ name: 'Message', value: 'message' },
			{ name: 'Conversation', value: 'conversation' },
			{ name: 'Onboarding Link', value: 'onboardingLink' },
			{ name: 'Phone Number', value: 'phoneNumber' },
			{ name: 'Template', value: 'template' },
		]);
	});

	test.each([
		['conversation', 'getAll', [['Get Many', 'getAll']]],
		[
			'message',
			'sendTemplate',
			[
				['Send Template', 'sendTemplate'],
				['Get Delivery Status', 'getDeliveryStatus'],
				['Get Many', 'getAll'],
			],
		],
		['onboardingLink', 'create', [['Create', 'create']]],
		[
			'phoneNumber',
			'claim',
			[
				['Claim', 'claim'],
				['Get Many', 'getAll'],
			],
		],
		['template', 'getAll', [['Get Many', 'getAll']]],
	])('of %s start with %s and offer %j', (resource, first, expected) => {
		const fields = shown({ resource }).filter(({ name }) => name === 'operation');
		expect(fields).toHaveLength(1);
		expect(fields[0]?.default).toBe(first);
		expect(optionsOf(fields[0]).map(({ name, value }) => [name, value])).toEqual(expected);
	});

	test('describe each action once, in a sentence that needs no other words', () => {
		const actions = RESOURCES.flatMap(({ operations }) => operations).map(({ action }) => action);
		expect(actions).toEqual([
			'Send template message to patient',
			'Get delivery status of message and reply to it',
			'Get many messages of conversation',
			'Get many conversations with patients',
			'Create onboarding link',
			'Claim phone number',
			'Get many phone numbers',
			'Get many templates with their fields',
		]);
		const offered = properties
			.filter(({ name }) => name === 'operation')
			.flatMap(optionsOf)
			.map(({ action }) => action);
		expect(offered).toEqual(actions);
	});
});

describe('of each operation', () => {
	test.each(REGISTERED)(
		'the parameters are fixed here, those of $resource → $operation too',
		({ resource, operation }) => {
			expect(INTERFACE).toHaveProperty([resource, operation]);
		},
	);

	test.each(REGISTERED)(
		'the editor knows the output before anything has run, that of $resource → $operation too',
		({ resource, operation }) => {
			const file = join(SCHEMAS, resource, `${operation}.json`);
			expect(existsSync(file)).toBe(true);
			const { type, properties } = JSON.parse(readFileSync(file, 'utf8')) as IDataObject;
			expect(type).toBe('object');
			expect(properties).not.toEqual({});
		},
	);
});

describe('the parameters', () => {
	test.each(OPERATIONS)(
		'of $resource → $operation are shown, and no others',
		({ resource, operation, names }) => {
			expect(namesShown({ resource, operation })).toEqual(names);
		},
	);

	test('leave Limit out once everything is wanted, and the form once JSON is', () => {
		const conversations = { resource: 'conversation', operation: 'getAll', returnAll: true };
		expect(namesShown(conversations)).not.toContain('limit');
		const json = namesShown({
			resource: 'message',
			operation: 'sendTemplate',
			specifyFields: 'json',
		});
		expect(json).toContain('templateFieldsJson');
		expect(json).not.toContain('templateFields');
	});

	test.each(['mapper', 'json'])(
		'do not ask how to fill in a template before one is chosen (%s)',
		(specifyFields) => {
			const send = { resource: 'message', operation: 'sendTemplate', specifyFields };
			expect(namesShown({ ...send, template: '' })).toEqual([
				'senderPhoneNumber',
				'recipientPhoneNumber',
				'template',
				'simplify',
				'options',
			]);
			expect(namesShown({ ...send, template: '={{ $json.template }}' })).toContain('specifyFields');
		},
	);

	test.each([
		['conversation', 'getAll', 'limit', 50],
		['conversation', 'getAll', 'returnAll', false],
		['conversation', 'getAll', 'simplify', true],
		['conversation', 'getAll', 'filters', {}],
		['message', 'getAll', 'limit', 50],
		['message', 'getAll', 'simplify', true],
		['message', 'getAll', 'conversation', { mode: 'list', value: '' }],
		['message', 'getDeliveryStatus', 'messageId', '={{ $json.message_id }}'],
		['message', 'getDeliveryStatus', 'recipientPhoneNumber', '={{ $json.recipient_phone_number }}'],
		['message', 'sendTemplate', 'senderPhoneNumber', { mode: 'list', value: '' }],
		['message', 'sendTemplate', 'template', { mode: 'list', value: '' }],
		['message', 'sendTemplate', 'specifyFields', 'mapper'],
		['message', 'sendTemplate', 'templateFields', { mappingMode: 'defineBelow', value: null }],
		['message', 'sendTemplate', 'simplify', true],
		['message', 'sendTemplate', 'options', {}],
		['phoneNumber', 'getAll', 'limit', 50],
		['template', 'getAll', 'limit', 50],
		['onboardingLink', 'create', 'additionalFields', {}],
	])('%s → %s starts with its %s as %j', (resource, operation, name, expected) => {
		expect(property(resource, operation, name)?.default).toEqual(expected);
	});

	test.each([
		['message', 'sendTemplate', 'senderPhoneNumber', ['list', 'phoneNumber']],
		['message', 'sendTemplate', 'template', ['list', 'name']],
		['message', 'getAll', 'conversation', ['list', 'id', 'recipient']],
	])('%s → %s offers %s by %j', (resource, operation, name, modes) => {
		expect(property(resource, operation, name)?.modes?.map((mode) => mode.name)).toEqual(modes);
	});

	test.each([
		['conversation', 'getAll', 'filters', ['recipientPhoneNumber']],
		['message', 'getAll', 'filters', ['hasMedia']],
		['template', 'getAll', 'filters', ['status', 'category', 'language']],
		['message', 'sendTemplate', 'specifyFields', ['mapper', 'json']],
		[
			'message',
			'sendTemplate',
			'options',
			['templateLanguage', 'defaultCountryCode', 'dryRun', 'includeInputFields', 'testRecipient'],
		],
		[
			'onboardingLink',
			'create',
			'additionalFields',
			['successRedirectUrl', 'failureRedirectUrl', 'allowedConnectionTypes', 'language'],
		],
	])('%s → %s keeps in its %s: %j', (resource, operation, name, expected) => {
		const options = optionsOf(property(resource, operation, name));
		const kept = options.map((option) => option.value ?? option.name);
		expect(kept).toEqual(expect.arrayContaining(expected));
	});

	test('load the form anew with sender, template and language, and leave its words to it', () => {
		const form = property('message', 'sendTemplate', 'templateFields');
		expect(form?.typeOptions?.loadOptionsDependsOn).toEqual([
			'senderPhoneNumber.value',
			'template.value',
			'options.templateLanguage',
		]);
		expect(form?.typeOptions?.resourceMapper).toMatchObject({
			resourceMapperMethod: 'getTemplateFields',
			hideNoDataError: true,
		});
		expect(form?.typeOptions?.resourceMapper).not.toHaveProperty('noFieldsError');
	});

	test('that load their choices differ in name, unless they are the same throughout', () => {
		const isRemote = ({ type, typeOptions }: INodeProperties) =>
			type === 'resourceLocator' || type === 'resourceMapper' || typeOptions?.loadOptionsMethod;
		const all = RESOURCES.flatMap(({ operations }) => operations).flatMap(
			(operation) => operation.properties,
		);
		const remote = all.filter(isRemote);
		expect(new Set(remote.map(({ name }) => name))).toEqual(
			new Set(['senderPhoneNumber', 'conversation', 'template', 'templateFields']),
		);
		for (const one of remote) {
			for (const other of all.filter(({ name }) => name === one.name)) expect(other).toEqual(one);
		}
	});
});

test.each([
	['message', 'archive'],
	['invoice', 'getAll'],
	['', ''],
])('there is no operation %s → %s', (resource, operation) => {
	expect(findOperation(resource, operation)).toBeUndefined();
});
