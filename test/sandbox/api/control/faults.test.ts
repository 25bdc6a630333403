import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { CONVERSATIONS, SENDERS } from '../../../../sandbox/api';
import { useApiClient, WITH_API_KEY } from '../apiClient';

const client = useApiClient();
const { one, twenty } = CONVERSATIONS;
const CONVERSATION_LIST = `/numbers/${SENDERS.main}/conversations`;
const numbers = (config?: object) => client.call('get', '/numbers', config);
const conversations = (params: object) =>
	client.call('get', CONVERSATION_LIST, { params: { limit: 2, ...params } });
const CLOSED_TODAY = {
	recipient_phone_number: one.recipient,
	template_name: 'clinic_closed_today',
	language: 'en_US',
	fields: {},
};
const send = (config?: object) =>
	client.call('post', `/numbers/${SENDERS.main}/messages/template`, {
		data: CLOSED_TODAY,
		...config,
	});
/** So that axios gives the body as it came. */
const AS_TEXT = { responseType: 'text', transformResponse: (body: string) => body };
const countOfOne = async () => {
	const params = { recipient_phone_number: one.recipient };
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

test('inPath chooses by what is in the path', async () => {
	await client.control.fault({ kind: 'status', status: 404, inPath: twenty.id, times: 0 });
	const messages = async (id: string) =>
		(await client.call('get', `${CONVERSATION_LIST}/${id}/messages`)).status;
	expect([await messages(one.id), await messages(twenty.id), await messages(one.id)]).toEqual([
		200, 404, 200,
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
	const { status, headers, data } = await numbers(AS_TEXT);
	expect([status, headers['content-length']]).toEqual([200, String(data.length)]);
	expect(data).toContain(SENDERS.main);
	expect(() => JSON.parse(data)).toThrow(SyntaxError);
});

test.each([
	['before', false, ['data']],
	['after', true, ['messaging_product', 'recipient_phone_number', 'contacts', 'messages']],
] as const)(
	'drip %s the effect: headers at once, then byte by byte',
	async (when, effect, names) => {
		await client.control.fault({ kind: 'drip', when, delayMs: 2 });
		const { status, headers, data } = await send({ responseType: 'stream' });
		expect(status).toBe(200);
		expect(await recordedSend()).toMatchObject({ status: 200, effect });
		const start = performance.now();
		const body = await text(data);
		expect(performance.now() - start).toBeGreaterThan(body.length);
		expect(headers['content-length']).toBe(String(body.length));
		expect(Object.keys(JSON.parse(body))).toEqual(names);
	},
);

test('drip: lasts until the reset', async () => {
	await client.control.fault({ kind: 'drip', delayMs: 60_000 });
	const { data } = await numbers({ responseType: 'stream' });
	const ended = data.toArray().catch((error: unknown) => error);
	await client.control.reset();
	expect(await ended).toMatchObject({ code: 'ECONNRESET' });
});

test.each([
	['before', undefined, ['data']],
	['before', { none: 0 }, ['none']],
	['after', undefined, ['data']],
] as const)('huge %s the effect: so many bytes of JSON', async (when, body, names) => {
	await client.control.fault({ kind: 'huge', when, body, bytes: 1_000_000 });
	const { status, data } = await numbers(AS_TEXT);
	expect([status, data.length]).toEqual([200, 1_000_000]);
	const { filler, ...rest } = JSON.parse(data);
	expect(filler).toMatch(/^x+$/);
	expect(Object.keys(rest)).toEqual(names);
	expect(data.includes(SENDERS.main)).toBe(when === 'after');
});

test('huge and packed: little is sent of what has to be unpacked', async () => {
	await client.control.fault({ kind: 'huge', bytes: 20_000_000, gzip: true });
	const { headers, data } = await numbers({ decompress: false, responseType: 'arraybuffer' });
	expect(headers['content-encoding']).toBe('gzip');
	expect(data.length).toBeLessThan(50_000);
	expect(JSON.parse(gunzipSync(data).toString()).filler.length).toBeGreaterThan(19_000_000);
});

test('huge: a client that goes away ends it', async () => {
	await client.control.fault({ kind: 'huge', bytes: 1e12 });
	const { data } = await numbers({ responseType: 'stream' });
	await once(data, 'data');
	data.destroy();
	// No request is under way any more but the one that is made now.
	const inFlight = async () => {
		await client.control.clearRequests();
		await numbers();
		return (await client.control.requests())[0]?.inFlight;
	};
	while ((await inFlight()) !== 1);
	expect(await inFlight()).toBe(1);
});

test.each([
	['before', false],
	['after', true],
] as const)(
	'upgrade %s the effect: 101 and nothing more, until the reset',
	async (when, effect) => {
		await client.control.fault({ kind: 'upgrade', when });
		const { hostname, port } = new URL(client.url);
		const socket = connect(Number(port), hostname);
		const body = JSON.stringify(CLOSED_TODAY);
		const head = {
			...WITH_API_KEY,
			host: `${hostname}:${port}`,
			'content-type': 'application/json',
			'content-length': String(body.length),
		};
		const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
		const path = `/api/v1/whatsapp/numbers/${SENDERS.main}/messages/template`;
		socket.write(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
		const [answer] = (await once(socket, 'data')) as [Buffer];
		expect(answer.toString()).toMatch(/^HTTP\/1\.1 101 .*upgrade: websocket\r\n[^]*\r\n\r\n$/s);
		expect(await recordedSend()).toMatchObject({ status: 101, effect });
		await client.control.reset();
		await once(socket, 'close');
		expect(socket.bytesRead).toBe(answer.length);
	},
);

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
