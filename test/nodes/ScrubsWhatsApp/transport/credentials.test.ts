import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import {
	authenticationHeaders,
	authenticationOf,
	baseUrlOf,
	secretsOf,
} from '../../../../nodes/ScrubsWhatsApp/transport/credentials';
import { createTransport } from '../../../../nodes/ScrubsWhatsApp/transport/request';
import { InputProblem } from '../../../../nodes/ScrubsWhatsApp/words/InputProblem';
import { explain, type Explanation } from '../../../../nodes/ScrubsWhatsApp/words/places';
import { useRawClinic } from '../../../support/rawClinic';
import { json } from '../../../support/rawServer';
import { ANY_REQUEST, n8nSend } from '../../../support/transport';

const KEY = { authentication: 'apiKey', apiKey: 'secret_key', providerId: 'SAMPLE_EHR_1' };
const CODE = { authentication: 'hciCode', hciCode: '00A123', providerId: 'SAMPLE_EHR_1' };
const HEADER = { customHeader: true, customHeaderName: 'X-Gateway', customHeaderValue: 'pass' };

/** What n8n may have stored for a credential, fields that were never filled in included. */
const stored = (fields: Record<string, unknown>) => fields as ICredentialDataDecryptedObject;

/** Whether something is refused as an input that cannot be used. */
const isRefused = async (attempt: () => Promise<unknown>): Promise<boolean> =>
	await attempt().then(
		() => false,
		(error: unknown) => {
			if (error instanceof InputProblem) return true;
			throw error;
		},
	);

/** The problem that a function reports, as a step shows it. */
function problemOf(attempt: () => unknown): Explanation {
	try {
		attempt();
	} catch (error) {
		if (error instanceof InputProblem) return explain(error, 'step');
		throw error;
	}
	throw new Error('Expected an InputProblem');
}

describe('the address of Scrubs', () => {
	test.each([
		['https://usescrubs.com', 'https://usescrubs.com'],
		['https://usescrubs.com/', 'https://usescrubs.com'],
		['https:/usescrubs.com', 'https://usescrubs.com'],
		['https:usescrubs.com', 'https://usescrubs.com'],
		['https://usescrubs.com/api/v1/whatsapp/?a=b#c', 'https://usescrubs.com'],
		['usescrubs.com', 'https://usescrubs.com'],
		['usescrubs.com/api', 'https://usescrubs.com'],
		['  https://usescrubs.com\t', 'https://usescrubs.com'],
		['HTTPS://UseScrubs.COM', 'https://usescrubs.com'],
		['localhost:8080', 'https://localhost:8080'],
		['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
		['http://[::1]:8080', 'http://[::1]:8080'],
		['', 'https://usescrubs.com'],
		[undefined, 'https://usescrubs.com'],
	])('"%s" means %s', (baseUrl, origin) => {
		expect(baseUrlOf(stored({ ...KEY, baseUrl }))).toBe(origin);
	});

	test.each([
		'ftp://usescrubs.com',
		'file:///etc/passwd',
		'https://',
		'use scrubs',
		'mailto:help@usescrubs.com',
		'https://user:hunter2@usescrubs.com',
		`https://${'x'.repeat(5_000)}`,
	])('refuses "%s" without repeating it', (baseUrl) => {
		const problem = problemOf(() => baseUrlOf({ ...KEY, baseUrl }));

		expect(problem.message).toBe('The base URL of the credential is not a web address.');
		expect(problem.description).toContain('set "Base URL" to https://usescrubs.com');
		expect(`${problem.message}${problem.description}`).not.toContain('hunter2');
	});
});

describe('domains to which n8n restricts the credential', () => {
	const at = (host: string, restriction: ICredentialDataDecryptedObject) => () =>
		baseUrlOf({ ...KEY, baseUrl: `https://${host}:8443`, ...restriction });
	const only = (allowedDomains: unknown) => ({
		allowedHttpRequestDomains: 'domains',
		allowedDomains: allowedDomains as string,
	});

	test.each([
		['no restriction', 'usescrubs.com', {}],
		['all', 'usescrubs.com', { allowedHttpRequestDomains: 'all', allowedDomains: 'a.example' }],
		[
			'none, which is for the HTTP Request node',
			'usescrubs.com',
			{ allowedHttpRequestDomains: 'none' },
		],
		['its own name', 'usescrubs.com', only('usescrubs.com')],
		['a list', 'usescrubs.com', only('a.example, usescrubs.com ,b.example')],
		['other letters and a final dot', 'UseScrubs.com.', only('USESCRUBS.COM')],
		['a wildcard', 'api.usescrubs.com', only('*.usescrubs.com')],
		['a wildcard, further down', 'eu.api.usescrubs.com', only('*.usescrubs.com')],
	])('lets the address pass with %s', (_, host, restriction) => {
		expect(at(host, restriction)).not.toThrow();
	});

	test.each([
		['another name', 'usescrubs.com', only('a.example')],
		['an empty list', 'usescrubs.com', only('')],
		['no list', 'usescrubs.com', only(undefined)],
		['commas alone', 'usescrubs.com', only(' , ,')],
		['a wildcard, for the name itself', 'usescrubs.com', only('*.usescrubs.com')],
		['a wildcard, for a name that only ends alike', 'evilusescrubs.com', only('*.usescrubs.com')],
		['a bare wildcard', 'usescrubs.com', only('*.')],
		['its own name, for a subdomain', 'api.usescrubs.com', only('usescrubs.com')],
		['a name with the same start', 'usescrubs.com.evil.example', only('usescrubs.com')],
	])('refuses the address with %s', (_, host, restriction) => {
		const { message, description } = problemOf(at(host, restriction));

		expect(message).toBe(`This credential does not allow requests to ${host}.`);
		expect(description).toContain(`add ${host} to "Allowed Domains"`);
	});
});

describe('who is asking', () => {
	test.each([
		['apiKey', 'apiKey'],
		['hciCode', 'hciCode'],
		[undefined, 'apiKey'],
		['somethingElse', 'apiKey'],
	])('authentication "%s" is taken as %s', (authentication, expected) => {
		expect(authenticationOf(stored({ authentication }))).toBe(expected);
	});

	test.each([
		['the API key', { ...KEY, hciCode: '00A123' }, { 'X-Scrubs-Clinic-Api-Key': 'secret_key' }],
		['the HCI code', { ...CODE, apiKey: 'secret_key' }, { 'X-Scrubs-Clinic-Code': '00A123' }],
	])('with %s goes the provider, and nothing of the other way', (_, credentials, secret) => {
		expect(authenticationHeaders(credentials)).toEqual({
			'X-Scrubs-Clinic-Provider': 'SAMPLE_EHR_1',
			...secret,
		});
	});

	test('spaces and tabs around a value are left out', () => {
		expect(authenticationHeaders({ ...KEY, apiKey: '\t secret_key ' })).toMatchObject({
			'X-Scrubs-Clinic-Api-Key': 'secret_key',
		});
	});

	test.each([
		['API Key', { ...KEY, apiKey: '' }],
		['API Key', { ...KEY, apiKey: '  ' }],
		['API Key', { ...KEY, apiKey: undefined }],
		['API Key', { ...KEY, apiKey: 7 }],
		['HCI Code', { ...CODE, hciCode: '' }],
		['Provider ID', { ...KEY, providerId: '' }],
		['Custom Header Value', { ...KEY, ...HEADER, customHeaderValue: '' }],
	])('says that %s is missing', (label, credentials) => {
		const { message, description } = problemOf(() => authenticationHeaders(stored(credentials)));

		expect(message).toBe(`${label} is missing.`);
		expect(description).toContain(`fill in "${label}"`);
	});

	const UNFIT = [
		'a\nb',
		'a\r\nX-Evil: 1',
		'a\n',
		'a\u0000b',
		'a\u007fb',
		'“quoted”',
		'a\u200bb',
		'键',
	];
	const places: Array<[string, (value: string) => ICredentialDataDecryptedObject]> = [
		['API Key', (apiKey) => ({ ...KEY, apiKey })],
		['HCI Code', (hciCode) => ({ ...CODE, hciCode })],
		['Provider ID', (providerId) => ({ ...KEY, providerId })],
		['Custom Header Value', (customHeaderValue) => ({ ...KEY, ...HEADER, customHeaderValue })],
	];
	test.each(places.flatMap(([label, put]) => UNFIT.map((value) => [label, value, put] as const)))(
		'refuses %s when it is %j, which no header can carry',
		(label, value, put) => {
			const { message, description } = problemOf(() => authenticationHeaders(put(value)));

			expect(message).toBe(
				`${label} contains a line break or another character that cannot be sent.`,
			);
			expect(description).toContain(`delete "${label}" and copy it again`);
			expect(message + description).not.toContain(value);
		},
	);
});

describe('the custom header', () => {
	test('goes along when it is switched on', () => {
		expect(authenticationHeaders({ ...KEY, ...HEADER })).toMatchObject({ 'X-Gateway': 'pass' });
	});

	test.each([false, undefined, 'true'])('stays at home when the switch is %p', (customHeader) => {
		const headers = authenticationHeaders(stored({ ...KEY, ...HEADER, customHeader }));

		expect(headers).not.toHaveProperty('X-Gateway');
	});

	test.each([
		'X-Scrubs-Clinic-Provider',
		'x-scrubs-clinic-api-key',
		'X-SCRUBS-CLINIC-CODE',
		'Accept',
		'Connection',
		'content-length',
		'Content-Type',
		'Host',
		'Transfer-Encoding',
		'',
		'X Gateway',
		'X-Gateway:',
		'X-Gate\nway',
		'Ü',
		'x'.repeat(201),
		'Expect',
		'Trailer',
	])('refuses the name "%s"', (customHeaderName) => {
		const problem = problemOf(() => authenticationHeaders({ ...KEY, ...HEADER, customHeaderName }));

		expect(problem.message).toBe('The name of the custom header cannot be used.');
	});
});

describe('the custom header never vanishes on its way', () => {
	const { server, credentials } = useRawClinic();
	const NAMES = [
		...['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf'],
		...['common', 'delete', 'get', 'head', 'patch', 'post', 'put', 'query', 'Query', 'set'],
		...['has', 'clear', 'normalize', 'concat', 'toJSON', 'accessor', 'options', 'purge'],
		...['Authorization', 'Cookie', 'User-Agent', 'X-Gateway', 'link', 'Expect', 'Trailer', 'te'],
	];

	test.each(NAMES)('it arrives, or its name is refused: %s', async (customHeaderName) => {
		server.answer(/./, json(200, {}));
		const credential = { ...credentials(), ...HEADER, customHeaderName };
		const refused = await isRefused(async () => {
			const transport = createTransport(credential, n8nSend(credential));
			await transport.request(ANY_REQUEST);
		});
		const arrived = server.requests.map(({ headers }) =>
			Object.hasOwn(headers, customHeaderName.toLowerCase()),
		);
		expect(arrived).toEqual(refused ? [] : [true]);
	});
});

test.each(['apiKey', 'providerId', 'customHeaderValue'])(
	'a value that no server would take is refused before anything is sent: %s',
	(field) => {
		const { message, description } = problemOf(() =>
			authenticationHeaders({ ...KEY, ...HEADER, [field]: 'x'.repeat(4_097) }),
		);
		expect(message).toMatch(
			/^(?:API Key|Provider ID|Custom Header Value) is far too long to be one\.$/,
		);
		expect(description).toContain('copy it again');
	},
);

test('everything that may never stand in a message counts as a secret', () => {
	const credentials = { ...KEY, ...HEADER, apiKey: ' secret_key ', hciCode: '00A123' };

	expect(secretsOf(credentials).sort()).toEqual(['00A123', 'SAMPLE_EHR_1', 'pass', 'secret_key']);
	expect(secretsOf(stored({ apiKey: '', hciCode: undefined }))).toEqual([]);
});
