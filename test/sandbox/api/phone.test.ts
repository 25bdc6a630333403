import axios from 'axios';
import { CLAIMS, CONVERSATIONS, SENDERS } from '../../../sandbox/api';
import { useApiClient } from './apiClient';

const client = useApiClient();
const NEW_PATIENT = '13995550100';
const { twenty, long, nameless } = CONVERSATIONS;

const get = (path: string, params: object = {}) =>
	axios.get(`${client.url}${path}`, { params, proxy: false, validateStatus: () => true });
const patients = (find?: string, sender: string = SENDERS.main) =>
	get('/phone/conversations', { sender, find });
const bubbles = async (conversation: string) =>
	(await get('/phone/messages', { sender: SENDERS.main, conversation })).data;
const send = (template_name: string, fields: object) =>
	client.call('post', `/numbers/${SENDERS.main}/messages/template`, {
		data: {
			recipient_phone_number: twenty.recipient,
			template_name,
			language: 'en_US',
			fields,
		},
	});

/** Follows `/phone/events` from its greeting on. */
async function watch() {
	const ending = new AbortController();
	const response = await fetch(`${client.url}/phone/events`, { signal: ending.signal });
	expect(response.headers.get('content-type')).toBe('text/event-stream');
	const reader = response.body!.getReader();
	const next = async () => Buffer.from((await reader.read()).value ?? []).toString();
	expect(await next()).toBe('retry: 1000\n\n');
	return { next, stop: () => ending.abort() };
}

test.each(['/phone', '/phone/'])('%s is a page, and all that it loads is there', async (path) => {
	const page = await get(path);
	expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
	expect(page.headers['content-security-policy']).toContain("default-src 'self'");
	const waiting = Array.from(
		String(page.data).matchAll(/"(\/phone\/[^"]+)"/g),
		([, file]) => file!,
	);
	const loaded = new Set<string>();
	for (let file = waiting.pop(); file; file = waiting.pop()) {
		if (loaded.has(file)) continue;
		loaded.add(file);
		const { status, headers, data } = await get(file);
		expect([file, status]).toEqual([file, 200]);
		expect(headers['content-type']).toMatch(file.endsWith('.css') ? 'text/css' : 'text/javascript');
		for (const [, name] of String(data).matchAll(/from '\.(\/[^']+)'/g)) {
			waiting.push(`/phone${name}`);
		}
	}
	expect([...loaded]).toEqual(expect.arrayContaining(['/phone/phone.css', '/phone/phone.mjs']));
});

test.each(['/phone/handlers.ts', '/phone/openapi.yaml', '/phone/none.mjs'])(
	'%s is nothing to be served',
	async (path) => {
		expect((await get(path)).status).toBe(404);
	},
);

test("the clinic's numbers can be chosen from, and no others", async () => {
	const { data } = await get('/phone/senders');
	expect(data).toEqual([
		{ phoneNumber: SENDERS.main, name: 'Bright Smile Dental', status: 'CONNECTED' },
		{ phoneNumber: SENDERS.second, name: 'Bright Smile Kids', status: 'CONNECTED' },
		{ phoneNumber: SENDERS.disconnected, name: 'Bright Smile Harbour', status: 'DISCONNECTED' },
	]);
	expect((await patients('', CLAIMS.taken)).status).toBe(404);
});

test('the patients come with the latest activity first, and can be found by name or number', async () => {
	const { data } = await patients();
	expect(data.total).toBe(300);
	expect(data.conversations).toHaveLength(50);
	expect(data.conversations[0]).toMatchObject({
		id: long.id,
		recipient: long.recipient,
		name: long.contactName,
		last: 'Hello, I need help with my appointment.',
	});
	const names = (await patients('KIM pl')).data.conversations.map(
		({ name }: { name: string }) => name,
	);
	expect(new Set(names)).toEqual(new Set([twenty.contactName]));
	expect((await patients('+1 301 555 01 07')).data).toMatchObject({
		total: 1,
		conversations: [{ id: nameless.id, name: null }],
	});
	expect((await patients('nobody at all')).data).toEqual({ total: 0, conversations: [] });
});

test('a message shows its template, the values of its fields in the order of the template, and what the patient reads', async () => {
	const fields = {
		button_1: 'results/123',
		'2': 'Dr. Example',
		'1': 'Kim',
		header_1: 'Blood test',
	};
	const { data } = await send('lab_results_ready', fields);
	const { patient, total, messages } = await bubbles(twenty.id);
	expect([patient.name, total]).toEqual([twenty.contactName, 21]);
	expect(messages.at(-1)).toEqual({
		id: data.messages[0].id,
		at: expect.any(Number),
		direction: 'outbound',
		type: 'template',
		text: expect.stringContaining('lab_results_ready ('),
		status: 'sent',
		template: {
			name: 'lab_results_ready',
			language: 'en_US',
			fields: [
				{ field: 'header_1', value: 'Blood test' },
				{ field: '1', value: 'Kim' },
				{ field: '2', value: 'Dr. Example' },
				{ field: 'button_1', value: 'results/123' },
			],
			text: {
				header: 'Blood test',
				body: 'Hello Kim, your results are ready. Dr. Example has looked at them and left you a note.',
				button: 'See the results: portal.example/results/123',
			},
		},
	});
	expect((await patients()).data.conversations[0].last).toBe(messages.at(-1).template.text.body);
	await client.control.setStatus(data.messages[0].id, 'read');
	expect((await bubbles(twenty.id)).messages.at(-1).status).toBe('read');
});

test('a field of two components is shown once', async () => {
	await send('clash_example', { '1': 'Kim' });
	const { messages } = await bubbles(twenty.id);
	expect(messages.at(-1).template.fields).toEqual([{ field: '1', value: 'Kim' }]);
});

test('the texts of templates are for the phone alone: the API tells none', async () => {
	await send('clinic_closed_today', {});
	const told = await Promise.all(
		['templates', 'conversations', `conversations/${twenty.id}/messages`].map(
			async (path) => (await client.call('get', `/numbers/${SENDERS.main}/${path}`)).data,
		),
	);
	expect(JSON.stringify(told)).toContain('clinic_closed_today');
	expect(JSON.stringify(told)).not.toContain('closed today');
	expect((await patients()).data.conversations[0].last).toContain('closed today');
});

test('of a long conversation come the latest messages, the oldest first', async () => {
	const { total, messages } = await bubbles(long.id);
	expect([total, messages.length]).toEqual([1200, 100]);
	const times = messages.map(({ at }: { at: number }) => at);
	expect(times).toEqual([...times].sort((a, b) => a - b));
});

test("an answer given on the page is among the API's messages", async () => {
	const message = { sender: SENDERS.main, conversationId: twenty.id, text: '<b>Yes</b>, gladly' };
	const { data } = await axios.post(`${client.url}/control/messages`, message, { proxy: false });
	const path = `/numbers/${SENDERS.main}/conversations/${twenty.id}/messages`;
	expect((await client.call('get', path)).data.data[0]).toMatchObject({
		message_id: data.messageId,
		direction: 'inbound',
		content: '<b>Yes</b>, gladly',
	});
	expect((await bubbles(twenty.id)).messages.at(-1)).toMatchObject({
		id: data.messageId,
		direction: 'inbound',
		text: '<b>Yes</b>, gladly',
		template: null,
	});
});

test.each<[string, () => Promise<unknown>]>([
	['a message that is sent', () => send('clinic_closed_today', {})],
	["a patient's message", () => client.control.receive({ recipient: NEW_PATIENT, text: 'Hi' })],
	['a status', () => client.control.setNumberStatus(SENDERS.second, 'PENDING')],
	['a reset', () => client.control.reset()],
])('the page is told of %s', async (_case, change) => {
	const events = await watch();
	await change();
	expect(await events.next()).toBe('data: changed\n\n');
	events.stop();
});

test('the page is told of nothing as long as nothing has changed', async () => {
	const events = await watch();
	const event = events.next();
	await send('none', {});
	await client.control.fault({ kind: 'drop', operationIds: ['claimPhoneNumber'] });
	const asked = get('/phone/senders').then(() => 'nothing');
	expect(await Promise.race([event, asked])).toBe('nothing');
	await send('clinic_closed_today', {});
	expect(await event).toBe('data: changed\n\n');
	events.stop();
});

test('a conversation that a reset has taken away is not there', async () => {
	const { conversationId } = await client.control.receive({ recipient: NEW_PATIENT, text: 'Hi' });
	expect(await bubbles(conversationId)).toMatchObject({ total: 1 });
	await client.control.reset();
	const query = { sender: SENDERS.main, conversation: conversationId };
	expect((await get('/phone/messages', query)).status).toBe(404);
});

test('what the page asks for is in no record of the API', async () => {
	await get('/phone');
	await get('/phone/senders');
	await patients();
	(await watch()).stop();
	expect(await client.control.requests()).toEqual([]);
});
