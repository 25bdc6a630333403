import axios from 'axios';
import { SENDERS } from '../../../sandbox/api';
import { useApiClient, WITH_API_KEY } from './apiClient';

const client = useApiClient();
const PATIENT = '13995550100';

const port = () => new URL(client.url).port;
const request = (method: string, path: string, headers: Record<string, string> = {}) =>
	axios.request({
		method,
		url: `${client.url}${path}`,
		headers,
		proxy: false,
		validateStatus: () => true,
	});
const patients = async () =>
	(await request('get', `/phone/conversations?sender=${SENDERS.main}&find=${PATIENT}`)).data.total;

beforeEach(() => client.control.receive({ recipient: PATIENT, text: 'Hi' }));

/** What a browser sends along when another website's page asks; the port stands for that of the stand-in. */
const FOREIGN: Array<[string, Record<string, string>]> = [
	['another website', { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }],
	['another website in a browser that tells no site', { origin: 'https://elsewhere.example' }],
	['another website, by an image or a script', { 'sec-fetch-site': 'cross-site' }],
	['a page of another port', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
	['a page without an origin', { origin: 'null' }],
	['a secure page of this port', { origin: 'https://127.0.0.1:PORT' }],
	[
		'a page whose name leads here',
		{
			host: 'elsewhere.example:PORT',
			origin: 'http://elsewhere.example:PORT',
			'sec-fetch-site': 'same-origin',
		},
	],
	['a name that leads here', { host: 'elsewhere.example:PORT' }],
	['a name that ends like this machine', { host: 'localhost.elsewhere.example:PORT' }],
	['this machine under another port', { host: '127.0.0.1:1' }],
	['this machine without the port', { host: '127.0.0.1' }],
];
const withPort = (headers: Record<string, string>) =>
	Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', port())]),
	);

describe.each(FOREIGN)('%s', (_from, headers) => {
	test('resets nothing', async () => {
		expect((await request('post', '/control/reset', withPort(headers))).status).toBe(403);
		expect(await patients()).toBe(1);
	});

	test.each(['/control/requests', '/phone/senders', '/phone/events'])(
		'is told nothing by %s',
		async (path) => {
			expect(await request('get', path, withPort(headers))).toMatchObject({
				status: 403,
				data: { error: expect.stringContaining('this machine') },
			});
		},
	);
});

test.each<[string, Record<string, string>]>([
	['a program', {}],
	['the page itself', { origin: 'http://127.0.0.1:PORT', 'sec-fetch-site': 'same-origin' }],
	['the page under another name', { host: 'localhost:PORT', origin: 'http://localhost:PORT' }],
	['the page under an IPv6 address', { host: '[::1]:PORT', origin: 'http://[::1]:PORT' }],
	['the address bar', { 'sec-fetch-site': 'none' }],
])('%s can reset it', async (_from, headers) => {
	expect((await request('post', '/control/reset', withPort(headers))).status).toBe(204);
	expect(await patients()).toBe(0);
});

test('a link on another page leads to the phone, which no other page can frame', async () => {
	const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
	const page = await request('get', '/phone', link);
	expect(page.status).toBe(200);
	expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
	const renamed = await request('get', '/phone', withPort({ host: 'elsewhere.example:PORT' }));
	expect(renamed.status).toBe(403);
});

test('the API of Scrubs itself is open to every name, as a container may have another one for this machine', async () => {
	const headers = { ...WITH_API_KEY, host: 'host.docker.internal:1' };
	expect((await client.call('get', '/numbers', { headers })).status).toBe(200);
});
