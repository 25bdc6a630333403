import type { INodeParameters } from 'n8n-workflow';

import { ScrubsWhatsApp } from '../../../../nodes/ScrubsWhatsApp/ScrubsWhatsApp.node';
import { SENDERS } from '../../../../sandbox/api';
import { useStandIn } from '../../../support/clinic';
import { list, locator, sendParameters } from '../../../support/parameters';
import { editorContext } from '../../../support/engine';

const standIn = useStandIn();
const { getTemplateFields } = new ScrubsWhatsApp().methods.resourceMapping;

const form = async (parameters: INodeParameters, wrong = {}) =>
	await getTemplateFields.call(editorContext(sendParameters(parameters), standIn.apiKey(wrong)));
const labels = async (template: string) =>
	(await form({ template: list(template) })).fields.map(({ displayName }) => displayName);

test('each field is a required text that n8n must neither match by nor convert', async () => {
	const { fields } = await form({ template: list('appointment_confirmation:en_US') });
	expect(fields).toEqual(
		[
			{ id: '1', displayName: 'e.g. Example Patient' },
			{ id: '2', displayName: 'e.g. 10 June' },
		].map((field) => ({
			...field,
			required: true,
			display: true,
			defaultMatch: false,
			canBeUsedToMatch: false,
			type: 'string',
		})),
	);
});

test.each([
	[
		'appointment_reminder_en:en_US',
		[
			'e.g. Example Patient',
			'e.g. Wednesday…',
			'e.g. 09:30 AM',
			'e.g. Example Clinic',
			'e.g. 12025550101',
			'e.g. General…',
			'e.g. Please arrive…',
		],
	],
	['appointment_confirmation:es', ['e.g. Paciente Ejemplo', 'e.g. 10 de junio']],
	['recall_notice:en_US', ['Patient name', 'Due date', 'Clinic name']],
	[
		'lab_results_ready:en_US',
		['Header: Blood test', 'e.g. Example Patient', 'e.g. Dr. Example', 'Button: results/123'],
	],
	['clash_example:en_US', ['Header and body']],
	['invoice_ready:en_US', ['Document link', 'e.g. Example Patient', 'Text 2']],
])('the form of %s has its fields in the template’s order', async (template, expected) => {
	expect(await labels(template)).toEqual(expected);
});

test('a file is asked for as a link', async () => {
	const { fields } = await form({ template: list('xray_ready:en_US') });
	expect(fields.map(({ id, type }) => [id, type])).toEqual([
		['header_1', 'url'],
		['1', 'string'],
	]);
});

test('a template without fields says so', async () => {
	expect(await form({ template: list('clinic_closed_today:en_US') })).toEqual({
		fields: [],
		emptyFieldsNotice: 'This template has no fields to fill in: it is sent as it stands.',
	});
});

test.each([
	['by its name', locator('name', 'kids_checkup'), {}],
	['by its name in a language', locator('name', 'kids_checkup'), { templateLanguage: 'en-us' }],
])(
	'the form of a template chosen %s is that of the chosen sender',
	async (_, template, options) => {
		const senderPhoneNumber = locator('phoneNumber', '+1 202 555 0102');
		const { fields } = await form({ senderPhoneNumber, template, options });
		expect(fields.map(({ displayName }) => displayName)).toEqual([
			'e.g. Example Child',
			'e.g. 10 June',
		]);
	},
);

test('the option "Template Language" picks among the languages of a name', async () => {
	const { fields } = await form({
		template: locator('name', 'appointment_confirmation'),
		options: { templateLanguage: 'es' },
	});
	expect(fields[0]?.displayName).toBe('e.g. Paciente Ejemplo');
});

test.each([
	['appointment_confirmation:en_US', '1, 2'],
	['recall_notice:en_US', 'patient_name, due_date, clinic_name'],
	['lab_results_ready:en_US', 'header_1, 1, 2, button_1'],
	['clash_example:en_US', '1'],
])('for items that are mapped by name, %s tells the names: %s', async (template, names) => {
	expect((await form({ template: list(template) })).emptyFieldsNotice).toBe(
		`The incoming items must have these fields: ${names}.`,
	);
});

test.each<[string, INodeParameters]>([
	['template', { template: list('') }],
	['template by name', { template: locator('name', ' ') }],
	['sender nor template', { senderPhoneNumber: list(''), template: list('') }],
])(
	'as long as no %s is chosen, it says where the form will be and asks nothing',
	async (_, parameters) => {
		expect(await form(parameters)).toEqual({
			fields: [],
			emptyFieldsNotice: 'Choose a template: its fields appear here.',
		});
		expect(await standIn.control.requests()).toEqual([]);
	},
);

test('where no sender is chosen, the account’s only number is taken', async () => {
	const body = { data: [{ phone_number: SENDERS.second, status: 'CONNECTED' }] };
	const operationIds = ['listPhoneNumbers'];
	await standIn.control.fault({ kind: 'status', status: 200, operationIds, body });
	const parameters = { senderPhoneNumber: list(''), template: list('kids_checkup:en_US') };
	expect((await form(parameters)).fields.map(({ id }) => id)).toEqual(['1', '2']);
});

describe('in place of the form stands the reason and what to do', () => {
	test.each<[string, INodeParameters, string, string]>([
		[
			'when a language is given without a template',
			{ template: list(':en_US') },
			'No template is chosen.',
			'Choose one under "Template".',
		],
		[
			'when a name stands for several languages',
			{ template: locator('name', 'appointment_confirmation') },
			'The template "appointment_confirmation" exists in several languages.',
			'"Template Language" with one of: en_US, es.',
		],
		[
			'when languages contradict each other',
			{ template: list('appointment_confirmation:es'), options: { templateLanguage: 'en_US' } },
			'Two languages are given: the chosen template is in es, the option "Template Language" says en_US.',
			'Remove the option "Template Language"',
		],
		[
			'when the template cannot be sent',
			{ template: list('birthday_greeting:en_US') },
			'The template "birthday_greeting" (en_US) cannot be sent: its status is pending.',
			'Choose another template meanwhile.',
		],
		[
			'when no sender is chosen of several',
			{ senderPhoneNumber: list('') },
			'No sender is chosen, and your clinic has 3 numbers.',
			'Choose one of them under "Sender".',
		],
		[
			'when the sender is not connected',
			{ senderPhoneNumber: list(SENDERS.disconnected) },
			'The sender +12025550103 is not connected to WhatsApp: its status is disconnected.',
			'or choose another sender.',
		],
		[
			'when the sender has no such template',
			{ senderPhoneNumber: list(SENDERS.second) },
			'This sender has no template called "appointment_reminder_en".',
			'Ready to send: kids_checkup, kids_closed_today.',
		],
	])('%s', async (_, parameters, message, description) => {
		const { fields, emptyFieldsNotice = '' } = await form(parameters);
		// An empty form, so that an earlier template's does not stay.
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice.slice(0, message.length + 1)).toBe(`${message} `);
		expect(emptyFieldsNotice.slice(message.length)).toContain(description);
		expect(emptyFieldsNotice).toMatch(/\.$/);
	});
});

describe('no form is given, and the editor says in words', () => {
	test('that the sender is not the clinic’s', async () => {
		await expect(form({ senderPhoneNumber: list('12025550121') })).rejects.toMatchObject({
			message: expect.stringMatching(/^The sender number is not one of yours at Scrubs\. \w/),
		});
	});

	test('that the key is missing', async () => {
		await expect(form({}, { apiKey: '' })).rejects.toMatchObject({
			message: expect.stringMatching(/^API Key is missing\. \w/),
		});
		expect(await standIn.control.requests()).toEqual([]);
	});

	test('that Scrubs has a problem', async () => {
		await standIn.control.fault({ kind: 'status', status: 503, operationIds: ['listTemplates'] });
		await expect(form({})).rejects.toMatchObject({
			message: expect.stringMatching(/^Scrubs cannot do this .*\. \w/),
		});
	});

	test('that the key is wrong', async () => {
		await expect(form({}, { apiKey: 'wrong' })).rejects.toMatchObject({
			message: expect.stringMatching(
				/^Scrubs did not accept the API key\. .* paste the API key again/,
			),
		});
	});
});
