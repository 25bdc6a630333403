import { mainTemplates, SENDERS } from '../../../../../sandbox/api';
import { APPROVED, TEMPLATE_STATUSES } from '../../../../../nodes/ScrubsWhatsApp/inferred';
import { list, locator, withJson } from '../../../../support/parameters';
import { useSending } from '../../../../support/sending';

const { standIn, send, sent, offer } = useSending();

const CONFIRMATION = { '1': 'Kim', '2': '10 June' };
const confirmation = (template: object, options: object = {}) => ({
	...withJson('', CONFIRMATION),
	template: { ...template },
	options: { ...options },
});
const closed = (language: string, status: string) => ({
	template_name: 'clinic_closed_today',
	language,
	status,
	category: 'UTILITY',
	dynamic_fields: [],
});

describe('the template and its language', () => {
	test.each([
		['from the list', list('appointment_confirmation:es'), {}, 'es'],
		['by name, with a language', locator('name', 'appointment_confirmation'), 'es', 'es'],
		['by name, with it in another case', locator('name', 'appointment_confirmation'), 'ES', 'es'],
		['by name, with a hyphen', locator('name', 'appointment_confirmation'), 'en-us', 'en_US'],
		['from the list, agreeing', list('appointment_confirmation:en_US'), 'en-US', 'en_US'],
		['by name, with spaces around', locator('name', ' appointment_confirmation '), ' es ', 'es'],
	])('%s', async (_, template, language, expected) => {
		const options = typeof language === 'string' ? { templateLanguage: language } : {};
		const { error } = await send(confirmation(template, options));
		expect(error).toBeUndefined();
		expect(await sent()).toEqual([
			expect.objectContaining({
				template_name: 'appointment_confirmation',
				language: expected,
				fields: CONFIRMATION,
			}),
		]);
	});

	test('by name alone, when it exists in one language', async () => {
		await send({
			...withJson('', { patient_name: 'Kim', due_date: '1 July', clinic_name: 'Bright' }),
			template: locator('name', 'recall_notice'),
		});
		expect(await sent()).toEqual([
			expect.objectContaining({ template_name: 'recall_notice', language: 'en_US' }),
		]);
	});

	test('by name alone, when only one of its languages is approved', async () => {
		await offer([closed('es', 'REJECTED'), closed('en_US', 'APPROVED')]);
		await send({ ...withJson('', {}), template: locator('name', 'clinic_closed_today') });
		expect(await sent()).toEqual([expect.objectContaining({ language: 'en_US' })]);
	});
});

describe('refuses, without sending', () => {
	test.each([
		[
			'a name that stands for several languages',
			locator('name', 'appointment_confirmation'),
			undefined,
			'The template "appointment_confirmation" exists in several languages.',
			'"Template Language" with one of: en_US, es.',
		],
		[
			'two languages that contradict each other',
			list('appointment_confirmation:es'),
			'en_US',
			'Two languages are given: the chosen template is in es, the option "Template Language" says en_US.',
			'Remove the option "Template Language"',
		],
		[
			'a language in which it does not exist',
			locator('name', 'appointment_confirmation'),
			'fr',
			'The template "appointment_confirmation" does not exist in the language "fr".',
			'It exists in: en_US, es.',
		],
		[
			'a template that the sender does not have',
			list('kids_checkup:en_US'),
			undefined,
			'This sender has no template called "kids_checkup".',
			'Ready to send: appointment_confirmation, appointment_reminder_en, clash_example, clinic_closed_today,',
		],
		[
			'no template',
			locator('list', '={{ "" }}'),
			undefined,
			'No template is chosen.',
			'Choose one under "Template".',
		],
		[
			'a language without a template',
			list(':en_US'),
			undefined,
			'No template is chosen.',
			'Choose one under "Template".',
		],
	])('%s', async (_, template, templateLanguage, message, description) => {
		const options = templateLanguage === undefined ? {} : { templateLanguage };
		const { error } = await send(confirmation(template, options));
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(description);
		expect(await sent()).toEqual([]);
	});

	test('any template of a sender that has none', async () => {
		await standIn.control.setNumberStatus(SENDERS.disconnected, 'CONNECTED');
		const { error } = await send({ senderPhoneNumber: list(SENDERS.disconnected) });
		expect(error?.message).toBe('This sender has no template called "appointment_reminder_en".');
		expect(error?.description).toBe(
			'This sender has no approved template yet. Ask Scrubs to set one up.',
		);
		expect(await sent()).toEqual([]);
	});

	test('and names no template as ready that is not approved', async () => {
		const { error } = await send({ template: locator('name', 'none') });
		const unsendable = mainTemplates().filter(({ status }) => status !== APPROVED);
		expect(unsendable).toHaveLength(3);
		for (const { template_name } of unsendable) {
			expect(error?.description).not.toContain(template_name);
		}
	});

	test.each(TEMPLATE_STATUSES.filter((status) => status !== APPROVED))(
		'a template whose status is %s',
		async (status) => {
			await offer([closed('en_US', status)]);
			const { error } = await send(withJson('clinic_closed_today:en_US', {}));
			expect(error?.message).toBe(
				`The template "clinic_closed_today" (en_US) cannot be sent: its status is ${status.toLowerCase().replace(/_/g, ' ')}.`,
			);
			expect(error?.description).toMatch(/[Cc]hoose another/);
			expect(await sent()).toEqual([]);
		},
	);
});

test('a status in small letters is approved all the same', async () => {
	await offer([closed('en_US', 'approved')]);
	await send(withJson('clinic_closed_today:en_US', {}));
	expect(await sent()).toHaveLength(1);
});

test('templates are looked up once a sender, however many items there are', async () => {
	const items = Array.from({ length: 100 }, (_, index) =>
		index % 2
			? { sender: SENDERS.second, template: 'kids_closed_today:en_US' }
			: { sender: SENDERS.main, template: 'clinic_closed_today:en_US' },
	);
	const parameters = {
		...withJson('={{ $json.template }}', {}),
		senderPhoneNumber: locator('phoneNumber', '={{ $json.sender }}'),
	};
	const { json } = await send(parameters, items);
	expect(json).toHaveLength(100);

	const messages = await standIn.control.requests('sendTemplateMessage');
	expect(messages.map(({ path }) => path.split('/').at(-3)).sort()).toEqual(
		items.map(({ sender }) => sender).sort(),
	);
	const lookUps = async () => (await standIn.control.requests('listTemplates')).length;
	expect(await lookUps()).toBe(2);

	// Another run may find other templates.
	await send(parameters, items.slice(0, 1));
	expect(await lookUps()).toBe(3);
});
