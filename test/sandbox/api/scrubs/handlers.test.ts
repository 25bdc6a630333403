import type { Message } from '../../../../nodes/ScrubsWhatsApp/api/schema';
import { CLAIMS, CONVERSATIONS, OUTAGE_CUSTOMER, SENDERS } from '../../../../sandbox/api';
import { loadDescription, SCRUBS_API } from '../../../../openapi/description';
import { REFUSALS } from '../../../../sandbox/api/scrubs/refusals';
import { AUTHENTICATIONS, useApiClient } from '../apiClient';

const client = useApiClient();
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
const messagesOf = (id: string) => `/numbers/${SENDERS.main}/conversations/${id}/messages`;

describe.each(AUTHENTICATIONS)('with the %s', (_name, headers) => {
	const call: typeof client.call = (method, path, config) =>
		client.call(method, path, { headers, ...config });

	test.each([
		['a redirect URL that is none', { success_redirect_url: 'example.com' }],
		['a redirect to a script', { failure_redirect_url: 'javascript:alert(1)' }],
		['an unknown language', { language: 'xx' }],
		['an unknown connection type', { allowed_connection_types: ['shared'] }],
		['no connection type', { allowed_connection_types: [] }],
		['an unknown property', { name: 'Example' }],
		['something other than JSON', '{'],
	])('no onboarding link for %s', async (_case, data) => {
		const type = { ...headers, 'Content-Type': 'application/json' };
		const response = await call('post', '/onboarding-links', {
			data,
			headers: type,
			transformRequest: (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body)),
		});
		expect([response.status, response.data]).toEqual([400, { error: 'Request body is invalid.' }]);
	});

	test('no onboarding link when the provider is out', async () => {
		const response = await call('post', '/onboarding-links', {
			data: { customer_name: OUTAGE_CUSTOMER },
		});
		expect([response.status, response.data]).toEqual([
			502,
			{ error: 'Onboarding link could not be created.' },
		]);
	});

	test.each([
		['a number that was never onboarded', CLAIMS.unknown, 404, 'Phone number was not found.'],
		['a number that is not connected', CLAIMS.notConnected, 409, 'Phone number cannot be claimed.'],
		["another's number", CLAIMS.taken, 409, 'Phone number cannot be claimed.'],
		['a number with a plus sign', '+12025550111', 400, 'Request body is invalid.'],
	])('no claim of %s', async (_case, phone_number, status, error) => {
		const response = await call('post', '/numbers/claim', { data: { phone_number } });
		expect([response.status, response.data]).toEqual([status, { error }]);
	});

	test.each([
		['templates', '/numbers/1/templates', 404, 'Sender number was not found.'],
		['conversations', '/numbers/1/conversations', 404, 'Sender number was not found.'],
		[
			'messages',
			`/numbers/1/conversations/${UNKNOWN_ID}/messages`,
			404,
			'Sender number was not found.',
		],
		['messages', messagesOf(UNKNOWN_ID), 404, 'Conversation was not found.'],
		['messages', messagesOf('42'), 400, 'Query parameters are invalid.'],
		[
			'messages',
			`${messagesOf(CONVERSATIONS.one.id)}?has_media=yes`,
			400,
			'Query parameters are invalid.',
		],
		[
			'messages',
			`${messagesOf(CONVERSATIONS.one.id)}?limit=0`,
			400,
			'Query parameters are invalid.',
		],
		[
			'conversations',
			`/numbers/${SENDERS.main}/conversations?limit=101`,
			400,
			'Query parameters are invalid.',
		],
		[
			'conversations',
			`/numbers/${SENDERS.main}/conversations?limit=ten`,
			400,
			'Query parameters are invalid.',
		],
		[
			'conversations',
			`/numbers/${SENDERS.main}/conversations?page=2`,
			400,
			'Query parameters are invalid.',
		],
		[
			'conversations',
			`/numbers/${SENDERS.main}/conversations?recipient_phone_number=%2B1`,
			400,
			'Query parameters are invalid.',
		],
	])('no %s from %s', async (_list, path, status, error) => {
		const response = await call('get', path);
		expect([response.status, response.data]).toEqual([status, { error }]);
	});
});

test('creates an onboarding link from an empty or a full request', async () => {
	const full = {
		customer_name: 'Example Customer',
		success_redirect_url: 'https://example.com/whatsapp/success',
		failure_redirect_url: 'https://example.com/whatsapp/failed',
		allowed_connection_types: ['coexistence', 'dedicated'],
		language: 'en',
	};
	for (const data of [{}, full]) {
		const response = await client.call('post', '/onboarding-links', { data });
		expect(response.status).toBe(200);
		expect(response.data.data).toMatchObject({
			status: 'active',
			whatsapp_setup_status: 'pending',
			whatsapp_setup_error: null,
		});
	}
});

test('a claimed number appears in the list, and can be claimed again', async () => {
	const claim = () =>
		client.call('post', '/numbers/claim', { data: { phone_number: CLAIMS.free } });
	const first = await claim();
	expect(first.data.data).toMatchObject({ phone_number: CLAIMS.free, status: 'CONNECTED' });
	expect((await claim()).data).toEqual(first.data);
	const { data } = await client.call('get', '/numbers');
	expect(data.data.map((one: { phone_number: string }) => one.phone_number)).toEqual([
		...Object.values(SENDERS),
		CLAIMS.free,
	]);
	expect((await client.control.requests('claimPhoneNumber')).map(({ effect }) => effect)).toEqual([
		true,
		false,
	]);
});

test('finds the conversations of a recipient', async () => {
	const params = { recipient_phone_number: CONVERSATIONS.twenty.recipient };
	const { data } = await client.call('get', `/numbers/${SENDERS.main}/conversations`, { params });
	expect(data).toMatchObject({
		data: [{ conversation_id: CONVERSATIONS.twenty.id, messages_count: 20 }],
		paging: { next: null, previous: null },
	});
});

test('counts and times of the conversations that have names are as promised', async () => {
	const { data } = await client.call('get', `/numbers/${SENDERS.main}/conversations`);
	const named = Object.values(CONVERSATIONS);
	expect(data.data.slice(0, named.length)).toMatchObject(
		named.map(({ id, recipient, contactName, messages }) => ({
			conversation_id: id,
			recipient_phone_number: recipient,
			contact_name: contactName,
			messages_count: messages,
		})),
	);
	expect(data.data[5]).toMatchObject({
		last_message_type: null,
		last_inbound_at: null,
		last_outbound_at: null,
	});
	expect(data.data[0].last_active_at).toBe('2025-06-02T08:00:00-04:00');
	expect(data.data[1].last_active_at).toBe('2025-06-02T19:23:00+08:00');
});

test.each([
	[true, ['document', 'audio', 'image']],
	[false, ['text']],
])('tells messages with has_media=%s', async (has_media, types) => {
	const params = { has_media, limit: 100 };
	const { data } = await client.call('get', messagesOf(CONVERSATIONS.long.id), { params });
	expect(data.paging.next === null).toBe(has_media);
	const seen = (data.data as Message[]).map((one) => one.type);
	expect(new Set(seen)).toEqual(new Set(types));
	expect((data.data as Message[]).every((one) => one.has_media === has_media)).toBe(true);
});

test('every sentence that the stand-in answers is in its description', () => {
	const described = JSON.stringify(loadDescription(SCRUBS_API));
	for (const { message } of Object.values(REFUSALS)) {
		expect(described).toContain(JSON.stringify({ error: message }));
	}
});
