import { CONVERSATIONS, SENDERS } from '../../../../sandbox/api';
import { AUTHENTICATIONS, useApiClient } from '../apiClient';

const client = useApiClient();
const NEW_PATIENT = '13995550100';
const REMINDER = {
	recipient_phone_number: CONVERSATIONS.twenty.recipient,
	template_name: 'appointment_confirmation',
	language: 'en_US',
	fields: { '1': 'Kim', '2': '10 June' },
};
const send = (data: unknown, headers?: Record<string, string>) =>
	client.call('post', `/numbers/${SENDERS.main}/messages/template`, {
		data,
		...(headers && { headers }),
	});
const latest = async () =>
	(await client.call('get', `/numbers/${SENDERS.main}/conversations`, { params: { limit: 1 } }))
		.data.data[0];
const messages = async (id: string) =>
	(await client.call('get', `/numbers/${SENDERS.main}/conversations/${id}/messages`)).data.data;

const FIELDS = 'Template fields are invalid or template is not approved.';
const UNKNOWN = 'Sender number or template was not found.';
describe.each(AUTHENTICATIONS)('with the %s, refuses', (_name, headers) => {
	test.each<[string, object, number, string]>([
		['an unknown template', { template_name: 'none' }, 404, UNKNOWN],
		['an unknown language', { language: 'fr' }, 404, UNKNOWN],
		[
			'a pending template',
			{ template_name: 'birthday_greeting', fields: { '1': 'Kim' } },
			400,
			FIELDS,
		],
		[
			'a rejected template',
			{ template_name: 'summer_discount', fields: { '1': 'Kim' } },
			400,
			FIELDS,
		],
		[
			'a paused template',
			{ template_name: 'feedback_request', fields: { '1': 'Kim' } },
			400,
			FIELDS,
		],
		['a missing field', { fields: { '1': 'Kim' } }, 400, FIELDS],
		['an unknown field', { fields: { '1': 'Kim', '2': '10 June', '3': 'more' } }, 400, FIELDS],
		['an empty field', { fields: { '1': 'Kim', '2': '' } }, 400, FIELDS],
		['a blank field', { fields: { '1': 'Kim', '2': ' ' } }, 400, FIELDS],
		['a number as a field', { fields: { '1': 'Kim', '2': 10 } }, 400, FIELDS],
		[
			'a recipient with a plus sign',
			{ recipient_phone_number: '+13035550103' },
			400,
			'Request body is invalid.',
		],
		['no recipient', { recipient_phone_number: undefined }, 400, 'Request body is invalid.'],
	])('%s', async (_case, change, status, error) => {
		const response = await send({ ...REMINDER, ...change }, headers);
		expect([response.status, response.data]).toEqual([status, { error }]);
		expect((await client.control.requests('sendTemplateMessage'))[0]).toMatchObject({
			status,
			effect: false,
		});
		expect((await latest()).conversation_id).toBe(CONVERSATIONS.long.id);
	});

	test('an unknown sender', async () => {
		const response = await client.call('post', '/numbers/1/messages/template', {
			data: REMINDER,
			headers,
		});
		expect([response.status, response.data]).toEqual([404, { error: UNKNOWN }]);
	});
});

test("a sent message leads the recipient's conversation, which leads the list", async () => {
	const before = Date.now();
	const response = await send(REMINDER);
	expect(response.data).toEqual({
		messaging_product: 'whatsapp',
		recipient_phone_number: REMINDER.recipient_phone_number,
		contacts: [{ input: REMINDER.recipient_phone_number, wa_id: REMINDER.recipient_phone_number }],
		messages: [{ id: expect.stringMatching(/^wamid\./) }],
	});
	const conversation = await latest();
	expect(conversation).toMatchObject({
		conversation_id: CONVERSATIONS.twenty.id,
		status: 'active',
		messages_count: 21,
		last_message_type: 'template',
	});
	expect(Date.parse(conversation.last_outbound_at)).toBeGreaterThanOrEqual(before - 1000);
	expect(conversation.last_active_at).toBe(conversation.last_outbound_at);
	const [message] = await messages(CONVERSATIONS.twenty.id);
	expect(message).toMatchObject({
		message_id: response.data.messages[0].id,
		direction: 'outbound',
		type: 'template',
		status: 'sent',
		content: 'appointment_confirmation (1: Kim, 2: 10 June)',
		from_phone_number: SENDERS.main,
		to_phone_number: REMINDER.recipient_phone_number,
	});
	expect((await client.control.requests('sendTemplateMessage'))[0]).toMatchObject({
		status: 200,
		effect: true,
	});
});

test('a first message to a patient begins a conversation, a second one joins it', async () => {
	await send({ ...REMINDER, recipient_phone_number: NEW_PATIENT });
	await send({
		recipient_phone_number: NEW_PATIENT,
		template_name: 'clinic_closed_today',
		language: 'en_US',
		fields: {},
	});
	const conversation = await latest();
	expect(conversation).toMatchObject({
		recipient_phone_number: NEW_PATIENT,
		contact_name: null,
		messages_count: 2,
		last_inbound_at: null,
	});
	expect(
		(await messages(conversation.conversation_id)).map((one: { content: string }) => one.content),
	).toEqual(['clinic_closed_today', 'appointment_confirmation (1: Kim, 2: 10 June)']);
});

test('fields with one name in two components take a single value', async () => {
	const response = await send({
		...REMINDER,
		template_name: 'clash_example',
		fields: { '1': 'Kim' },
	});
	expect(response.status).toBe(200);
});

test('a reset takes sent messages back', async () => {
	await send(REMINDER);
	await client.control.reset();
	expect(await latest()).toMatchObject({ conversation_id: CONVERSATIONS.long.id });
	expect(await messages(CONVERSATIONS.twenty.id)).toHaveLength(20);
});
