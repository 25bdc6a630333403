import axios from 'axios';
import { CONVERSATIONS, SENDERS } from '../../../../sandbox/api';
import { useApiClient, WITH_API_KEY } from '../apiClient';

const client = useApiClient();
const CONVERSATION_LIST = `/numbers/${SENDERS.main}/conversations`;
const numbers = (config?: object) => client.call('get', '/numbers', config);
const conversations = (params: object) =>
	client.call('get', CONVERSATION_LIST, { params: { limit: 2, ...params } });
const send = (config?: object) =>
	client.call('post', `/numbers/${SENDERS.main}/messages/template`, {
		data: {
			recipient_phone_number: CONVERSATIONS.one.recipient,
			template_name: 'clinic_closed_today',
			language: 'en_US',
			fields: {},
		},
		...config,
	});
const countOfOne = async () => {
	const params = { recipient_phone_number: CONVERSATIONS.one.recipient };
	return (await client.call('get', CONVERSATION_LIST, { params })).data.data[0].messages_count;
};
const recordedSend = async () => (await client.control.requests('sendTemplateMessage'))[0];

test('status: with the given headers and body, once', async () => {
	await client.control.fault({
		kind: 'status',
		status: 503,
		headers: { 'retry-after': '7' },
		body: { message: 'Busy' },
	});
	const response = await numbers();
	expect([response.status, response.headers['retry-after'], response.data]).toEqual([
		503,
		'7',
		{ message: 'Busy' },
	]);
	expect((await numbers()).status).toBe(200);
});

test('status: a string is sent as it is', async () => {
	await client.control.fault({ kind: 'status', status: 500, body: 'out of order' });
	const response = await numbers();
	expect([response.headers['content-type'], response.data]).toEqual([
		'text/plain; charset=utf-8',
		'out of order',
	]);
});

test('skip, times and operationIds choose the requests', async () => {
	await client.control.fault({
		kind: 'status',
		status: 500,
		operationIds: ['listPhoneNumbers'],
		skip: 1,
		times: 2,
	});
	const statuses = [];
	for (let n = 0; n < 4; n++)
		statuses.push((await numbers()).status, (await conversations({})).status);
	expect(statuses).toEqual([200, 200, 500, 200, 500, 200, 200, 200]);
});

test('times 0 lasts until the reset', async () => {
	await client.control.fault({ kind: 'status', status: 500, times: 0 });
	expect([(await numbers()).status, (await numbers()).status]).toEqual([500, 500]);
	await client.control.reset();
	expect((await numbers()).status).toBe(200);
});

test.each([
	['before', false, 1],
	['after', true, 2],
] as const)('drop %s the effect', async (when, effect, count) => {
	await client.control.fault({ kind: 'drop', when });
	await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
	expect(await recordedSend()).toMatchObject({ status: null, effect });
	expect(await countOfOne()).toBe(count);
});

test('after: the message is sent although the answer says otherwise', async () => {
	await client.control.fault({ kind: 'status', status: 502, when: 'after' });
	expect((await send()).status).toBe(502);
	expect(await recordedSend()).toMatchObject({ status: 502, effect: true });
	expect(await countOfOne()).toBe(2);
});

test.each(['before', 'after'] as const)('latency %s the effect', async (when) => {
	await client.control.fault({ kind: 'latency', delayMs: 60, when });
	const start = performance.now();
	expect((await send()).status).toBe(200);
	expect(performance.now() - start).toBeGreaterThanOrEqual(55);
});

test('latency ends with a reset, and the request then has no effect', async () => {
	await client.control.fault({ kind: 'latency', delayMs: 60_000 });
	const ended = send().catch((error: unknown) => error);
	while (!(await recordedSend()));
	await client.control.reset();
	expect(await ended).toMatchObject({ code: 'ECONNRESET' });
	expect(await countOfOne()).toBe(1);
});

test('stall: a client that gives up after the effect has still sent', async () => {
	await client.control.fault({ kind: 'stall', when: 'after' });
	await expect(send({ timeout: 100 })).rejects.toMatchObject({ code: 'ECONNABORTED' });
	expect(await recordedSend()).toMatchObject({ status: null, effect: true });
});

test('stall: lasts until the reset', async () => {
	await client.control.fault({ kind: 'stall' });
	const ended = send().catch((error: unknown) => error);
	while (!(await recordedSend()));
	await client.control.reset();
	expect(await ended).toMatchObject({ code: 'ECONNRESET' });
});

test('html: a page', async () => {
	await client.control.fault({ kind: 'html', status: 504 });
	const response = await numbers();
	expect([response.status, response.headers['content-type']]).toEqual([
		504,
		'text/html; charset=utf-8',
	]);
	expect(response.data).toContain('<h1>504 Proxy Error</h1>');
});

test('empty: no body', async () => {
	await client.control.fault({ kind: 'empty' });
	expect(await numbers()).toMatchObject({ status: 200, data: '' });
});

test('truncated: the connection breaks before the announced end', async () => {
	await client.control.fault({ kind: 'truncated', when: 'after' });
	await expect(numbers()).rejects.toThrow(/aborted/);
});

test('brokenJson: whole by its length, but cut', async () => {
	await client.control.fault({ kind: 'brokenJson', when: 'after' });
	const { status, headers, data } = await numbers({
		responseType: 'text',
		transformResponse: (body: string) => body,
	});
	expect([status, headers['content-length']]).toEqual([200, String(data.length)]);
	expect(data).toContain(SENDERS.main);
	expect(() => JSON.parse(data)).toThrow(SyntaxError);
});

test('redirect: to the given place', async () => {
	await client.control.fault({
		kind: 'redirect',
		status: 307,
		location: 'https://elsewhere.example/x',
	});
	expect(await numbers()).toMatchObject({
		status: 307,
		headers: { location: 'https://elsewhere.example/x' },
	});
});

test('cursorRepeats: the same page again and again', async () => {
	const first = await conversations({});
	const after = first.data.paging.next;
	await client.control.fault({ kind: 'cursorRepeats', times: 0 });
	expect((await conversations({})).data).toEqual(first.data);
	expect((await conversations({ after })).data.paging.next).toBe(after);
});

test('cursorUrl: a URL that leads to the next page', async () => {
	const first = await conversations({});
	const second = await conversations({ after: first.data.paging.next });
	await client.control.fault({ kind: 'cursorUrl' });
	const { next, previous } = (await conversations({})).data.paging;
	expect([next.startsWith(`${client.url}/api/v1/whatsapp/`), previous]).toEqual([true, null]);
	expect((await axios.get(next, { headers: WITH_API_KEY, proxy: false })).data).toEqual(
		second.data,
	);
});

test('cursorForeignUrl: a URL of another server', async () => {
	await client.control.fault({ kind: 'cursorForeignUrl', location: 'http://127.0.0.2:9' });
	expect((await conversations({})).data.paging.next).toMatch(
		/^http:\/\/127\.0\.0\.2:9\/api\/v1\/.*after=/,
	);
});

test('ignoreCursor: the first page, whatever the cursor', async () => {
	const first = await conversations({});
	await client.control.fault({ kind: 'ignoreCursor' });
	expect((await conversations({ after: first.data.paging.next })).data).toEqual(first.data);
});

test('noPaging: rows alone', async () => {
	await client.control.fault({ kind: 'noPaging' });
	const { data } = await conversations({});
	expect(Object.keys(data)).toEqual(['data']);
});
