import axios from 'axios';
import { SENDERS, startStandIn, StandInControl } from '../../../sandbox/api';
import { useApiClient, WITH_API_KEY } from './apiClient';

const client = useApiClient();
const numbers = () => client.call('get', '/numbers');

test('an unknown path or method answers a page of HTML', async () => {
	for (const [method, path] of [
		['get', '/nothing'],
		['delete', '/numbers'],
	] as const) {
		const response = await client.call(method, path);
		expect([response.status, response.headers['content-type']]).toEqual([
			404,
			'text/html; charset=utf-8',
		]);
		expect(response.data).toContain('404 Not Found');
	}
	expect((await client.control.requests())[0]).toMatchObject({
		operationId: null,
		path: '/api/v1/whatsapp/nothing',
		status: 404,
	});
});

test('records what arrived', async () => {
	await client.call('get', `/numbers/${SENDERS.main}/conversations?limit=2`);
	await client.call('post', '/numbers/claim', { data: { phone_number: '1' } });
	const requests = await client.control.requests();
	expect(requests).toMatchObject([
		{
			number: 1,
			operationId: 'listConversations',
			method: 'GET',
			query: { limit: '2' },
			body: null,
			status: 200,
			effect: false,
			inFlight: 1,
		},
		{
			number: 2,
			operationId: 'claimPhoneNumber',
			method: 'POST',
			path: '/api/v1/whatsapp/numbers/claim',
			body: { phone_number: '1' },
			status: 400,
		},
	]);
	expect(requests[0]?.headers).toMatchObject({ 'x-scrubs-clinic-provider': 'SAMPLE_EHR_1' });
	expect(await client.control.requests('claimPhoneNumber')).toHaveLength(1);
	await client.control.clearRequests();
	expect(await client.control.stats()).toEqual({ requests: 0, connections: 0, peakInFlight: 0 });
});

test('counts requests under way at once', async () => {
	await client.control.fault({ kind: 'latency', delayMs: 50, times: 0 });
	await Promise.all([numbers(), numbers(), numbers()]);
	expect(await client.control.stats()).toMatchObject({ requests: 3, peakInFlight: 3 });
	const inFlight = (await client.control.requests()).map((request) => request.inFlight);
	expect(inFlight.sort()).toEqual([1, 2, 3]);
});

test.each([
	[5, '5'],
	[null, undefined],
])('limits the rate, with Retry-After %s', async (retryAfterSeconds, header) => {
	await client.control.rateLimit({ requests: 2, perMs: 60_000, retryAfterSeconds });
	const responses = [await numbers(), await numbers(), await numbers()];
	expect(responses.map(({ status }) => status)).toEqual([200, 200, 429]);
	expect(responses[2]?.headers['retry-after']).toBe(header);
	await client.control.rateLimit(null);
	expect((await numbers()).status).toBe(200);
});

test.each(['0', '-1', 'Wed, 21 Oct 2015 07:28:00 GMT', 'soon'])(
	'says Retry-After: %s as it is told to',
	async (retryAfter) => {
		await client.control.rateLimit({ requests: 0, perMs: 1, retryAfter });
		const { status, headers } = await numbers();
		expect([status, headers['retry-after']]).toEqual([429, retryAfter]);
	},
);

describe('until a reset', () => {
	const DAY = 24 * 60 * 60 * 1000;

	test.each([DAY, -DAY])('the clock is %d ms off in every answer', async (dateOffsetMs) => {
		await client.control.set({ dateOffsetMs });
		await client.control.fault({ kind: 'status', status: 500 });
		const off = async () => Date.parse((await numbers()).headers.date) - Date.now();
		for (const one of [await off(), await off()]) {
			expect(Math.abs(one - dateOffsetMs)).toBeLessThan(DAY / 2);
		}
		await client.control.reset();
		expect(Math.abs(await off())).toBeLessThan(DAY / 2);
	});

	test('each answer takes its time, and the others go on meanwhile', async () => {
		await client.control.set({ latencyMs: 60_000 });
		const ended = Promise.all(
			Array.from({ length: 20 }, async () => await numbers().catch((error: unknown) => error)),
		);
		while ((await client.control.stats()).requests < 20);
		expect(await client.control.stats()).toMatchObject({ peakInFlight: 20 });
		await client.control.reset();
		expect(await ended).toEqual(Array(20).fill(expect.objectContaining({ code: 'ECONNRESET' })));

		await client.control.set({ latencyMs: 60 });
		const start = performance.now();
		expect((await numbers()).status).toBe(200);
		expect(performance.now() - start).toBeGreaterThanOrEqual(55);
	});
});

test('a setting that there is not is refused', async () => {
	const setting = client.control.set({ latency: 1 } as object);
	await expect(setting).rejects.toMatchObject({ response: { status: 400 } });
});

test('the control route says what is wrong with a fault', async () => {
	const fault = client.control.fault({ kind: 'none' as 'drop' });
	await expect(fault).rejects.toMatchObject({
		response: { status: 400, data: [{ keyword: 'enum' }] },
	});
});

test('stop ends requests that stall, and frees the port', async () => {
	const standIn = await startStandIn();
	const control = new StandInControl(standIn.url);
	await control.fault({ kind: 'stall' });
	const ended = axios
		.get(`${standIn.url}/api/v1/whatsapp/numbers`, { headers: WITH_API_KEY, proxy: false })
		.catch((error: unknown) => error);
	while ((await control.stats()).requests === 0);
	await standIn.stop();
	expect(await ended).toMatchObject({ code: 'ECONNRESET' });
	const again = await startStandIn({ port: Number(new URL(standIn.url).port) });
	expect(again.url).toBe(standIn.url);
	await again.stop();
});
