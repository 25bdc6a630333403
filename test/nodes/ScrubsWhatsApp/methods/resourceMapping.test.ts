import type { INodeParameters } from 'n8n-workflow';

import { ScrubsWhatsApp } from '../../../../nodes/ScrubsWhatsApp/ScrubsWhatsApp.node';
import { SENDERS } from '../../../../sandbox/api';
import { list, locator, sendParameters, useStandIn } from '../../../support/clinic';
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
			{ id: '1', displayName: 'Body 1, e.g. Example Patient' },
			{ id: '2', displayName: 'Body 2, e.g. 10 June' },
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
			'Body 1, e.g. Example Patient',
			'Body 2, e.g. Wednesday, 10-Jun-2026',
			'Body 3, e.g. 09:30 AM',
			'Body 4, e.g. Example Clinic',
			'Body 5, e.g. 12025550101',
			'Body 6, e.g. General consultation',
			'Body 7, e.g. Please arrive 10 minutes early.',
		],
	],
	['appointment_confirmation:es', ['Body 1, e.g. Paciente Ejemplo', 'Body 2, e.g. 10 de junio']],
	[
		'recall_notice:en_US',
		[
			'Body · Patient name, e.g. Example Patient',
			'Body · Due date, e.g. 1 July 2026',
			'Body · Clinic name, e.g. Bright Smile Dental',
		],
	],
	[
		'lab_results_ready:en_US',
		[
			'Header 1, e.g. Blood test',
			'Body 1, e.g. Example Patient',
			'Body 2, e.g. Dr. Example',
			'Button 1, e.g. results/123',
		],
	],
	['clash_example:en_US', ['Header 1 and Body 1, e.g. Reminder']],
	[
		'invoice_ready:en_US',
		[
			'Header 1 (document link), e.g. https://example.com/invoice.pdf',
			'Body 1, e.g. Example Patient',
			'Body 2',
		],
	],
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
			'Body 1, e.g. Example Child',
			'Body 2, e.g. 10 June',
		]);
	},
);

test('the option “Template Language” picks among the languages of a name', async () => {
	const { fields } = await form({
		template: locator('name', 'appointment_confirmation'),
		options: { templateLanguage: 'es' },
	});
	expect(fields[0]?.displayName).toBe('Body 1, e.g. Paciente Ejemplo');
});

describe('instead of a form, the editor says in words', () => {
	test.each<[string, INodeParameters, string]>([
		['that no sender is chosen', { senderPhoneNumber: list('') }, 'No sender is chosen.'],
		['that no template is chosen', { template: list('') }, 'No template is chosen.'],
		[
			'that a name stands for several languages',
			{ template: locator('name', 'appointment_confirmation') },
			'The template “appointment_confirmation” exists in several languages.',
		],
		[
			'that languages contradict each other',
			{ template: list('appointment_confirmation:es'), options: { templateLanguage: 'en_US' } },
			'Two languages are given: the chosen template is in es, the option “Template Language” says en_US.',
		],
		[
			'that the template cannot be sent',
			{ template: list('birthday_greeting:en_US') },
			'The template “birthday_greeting” (en_US) cannot be sent: its status is PENDING.',
		],
		[
			'that the sender has no such template',
			{ senderPhoneNumber: list(SENDERS.second) },
			'This sender has no template called “appointment_reminder_en”.',
		],
		[
			'that the sender is not the clinic’s',
			{ senderPhoneNumber: list('12025550121') },
			'The sender number is not one of yours at Scrubs.',
		],
	])('%s', async (_, parameters, message) => {
		await expect(form(parameters)).rejects.toMatchObject({
			message,
			description: expect.stringMatching(/\w/),
		});
	});

	test('that the key is wrong', async () => {
		await expect(form({}, { apiKey: 'wrong' })).rejects.toMatchObject({
			message: 'Scrubs did not accept the API key.',
			description: expect.stringContaining('paste the API key again'),
		});
	});
});
