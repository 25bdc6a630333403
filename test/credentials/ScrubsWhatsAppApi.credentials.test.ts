import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { ScrubsWhatsAppApi } from '../../credentials/ScrubsWhatsAppApi.credentials';
import { CLINIC, OTHER_CLINIC, type Fault } from '../../sandbox/api';
import { useStandIn, useStandInElsewhere } from '../support/clinic';
import { runNode, testCredential } from '../support/engine';
import { OPERATIONS } from '../support/operations';

const standIn = useStandIn();
const elsewhere = useStandInElsewhere();

const WAYS = [['an API key', 'apiKey'] as const, ['an HCI code', 'hciCode'] as const];
const HEADER = {
	customHeader: true,
	customHeaderName: 'X-Clinic-Gateway',
	customHeaderValue: 'gateway_pass',
};

describe('the form', () => {
	const { name, properties } = new ScrubsWhatsAppApi();

	test('has the fields on which saved workflows rest, with their defaults', () => {
		expect(name).toBe('scrubsWhatsAppApi');
		expect(Object.fromEntries(properties.map((field) => [field.name, field.default]))).toEqual({
			authentication: 'apiKey',
			apiKey: '',
			hciCode: '',
			providerId: '',
			baseUrl: 'https://usescrubs.com',
			customHeader: false,
			customHeaderName: '',
			customHeaderValue: '',
		});
	});

	test('hides what is typed into secret fields, and into these alone', () => {
		const hidden = properties.filter(({ typeOptions }) => typeOptions?.password === true);

		expect(hidden.map((field) => field.name)).toEqual(['apiKey', 'hciCode', 'customHeaderValue']);
	});

	test.each([
		['apiKey', { authentication: ['apiKey'] }],
		['hciCode', { authentication: ['hciCode'] }],
		['customHeaderName', { customHeader: [true] }],
		['customHeaderValue', { customHeader: [true] }],
		['providerId', undefined],
		['baseUrl', undefined],
	])('shows %s only where it is used', (field, show) => {
		expect(properties.find((one) => one.name === field)?.displayOptions?.show).toEqual(show);
	});
});

describe('the headers of a request', () => {
	/** The headers with which a request arrives. */
	async function headersWith(credentials: ICredentialDataDecryptedObject) {
		await runNode({ parameters: OPERATIONS.listPhoneNumbers, credentials });
		const [request] = await standIn.control.requests();
		return request?.headers ?? {};
	}
	const filledIn = { apiKey: CLINIC.apiKey, hciCode: CLINIC.hciCode };

	test.each([
		['apiKey', 'x-scrubs-clinic-api-key', CLINIC.apiKey, 'x-scrubs-clinic-code'],
		['hciCode', 'x-scrubs-clinic-code', CLINIC.hciCode, 'x-scrubs-clinic-api-key'],
	] as const)(
		'with %s, exactly this goes with the provider, though both are filled in',
		async (authentication, sent, value, notSent) => {
			const headers = await headersWith(standIn.apiKey({ ...filledIn, authentication }));

			expect(headers).toMatchObject({
				[sent]: value,
				'x-scrubs-clinic-provider': CLINIC.providerId,
			});
			expect(headers).not.toHaveProperty(notSent);
		},
	);

	test('the custom header arrives', async () => {
		expect(await headersWith(standIn.apiKey(HEADER))).toMatchObject({
			'x-clinic-gateway': 'gateway_pass',
		});
	});

	test('are added to those of the request, which is itself left as it was', async () => {
		const options: IHttpRequestOptions = { url: standIn.url, headers: { Accept: 'text/plain' } };
		const signed = await new ScrubsWhatsAppApi().authenticate(standIn.apiKey(), options);

		expect(signed).toMatchObject({ url: standIn.url, headers: { Accept: 'text/plain' } });
		expect(options.headers).toEqual({ Accept: 'text/plain' });
	});

	const UNUSABLE: Array<[string, ICredentialDataDecryptedObject, RegExp]> = [
		['a key with a line break', { apiKey: 'demo\nkey' }, /^API Key contains a line break/],
		['no key', { apiKey: '' }, /^API Key is missing\./],
		['no provider', { providerId: '' }, /^Provider ID is missing\./],
		[
			'a custom header that replaces one of the connection',
			{ ...HEADER, customHeaderName: 'Host' },
			/^The name of the custom header cannot be used\./,
		],
	];

	test.each(UNUSABLE)(
		'refuses %s in words before anything is sent',
		async (_, overrides, words) => {
			const credentials = standIn.apiKey(overrides);
			const { error } = await runNode({ parameters: OPERATIONS.claimPhoneNumber, credentials });
			const tested = await testCredential(credentials);

			expect(error?.message).toMatch(words);
			expect(error?.message).not.toContain('not known');
			expect(tested.message).toMatch(words);
			expect(await standIn.control.requests()).toEqual([]);
		},
	);
});

describe('the test button', () => {
	test.each(WAYS)('accepts %s', async (_, way) => {
		expect(await testCredential(standIn[way]())).toEqual({
			status: 'OK',
			message: 'Scrubs accepts this credential.',
		});
		expect(await standIn.control.requests()).toMatchObject([
			{ operationId: 'listPhoneNumbers', headers: { accept: 'application/json' } },
		]);
	});

	test('sends the custom header along', async () => {
		await testCredential(standIn.apiKey(HEADER));

		expect(await standIn.control.requests()).toMatchObject([
			{ headers: { 'x-clinic-gateway': 'gateway_pass' } },
		]);
	});

	/** Everything that can be wrong with a credential or its address, and the words for it. */
	const troubles: Array<{
		what: string;
		overrides?: ICredentialDataDecryptedObject;
		fault?: () => Fault;
		words: (way: 'apiKey' | 'hciCode') => RegExp;
	}> = [
		{
			what: 'a provider that Scrubs does not know',
			overrides: { providerId: 'NOBODY_1' },
			words: (way) =>
				way === 'apiKey'
					? /^Scrubs does not know the provider ID of this credential\./
					: /^Scrubs does not know the provider ID or the HCI code of this credential\./,
		},
		{
			what: 'the key or code of another clinic',
			overrides: { apiKey: OTHER_CLINIC.apiKey, hciCode: OTHER_CLINIC.hciCode },
			words: (way) =>
				way === 'apiKey'
					? /^Scrubs did not accept the API key\. .*Paste the API key again/
					: /^Scrubs did not accept the HCI code\. .*Check the HCI code/,
		},
		{
			what: 'an address at which nothing answers',
			overrides: { baseUrl: 'http://127.0.0.1:1' },
			words: () => /^Nothing answers at http:\/\/127\.0\.0\.1:1\. .*"Base URL"/,
		},
		{
			what: 'an address that is none',
			overrides: { baseUrl: 'ftp://usescrubs.com' },
			words: () => /^The base URL of the credential is not a web address\./,
		},
		{
			what: 'an address outside of the allowed domains',
			overrides: { allowedHttpRequestDomains: 'domains', allowedDomains: 'usescrubs.com' },
			words: () => /^This credential does not allow requests to 127\.0\.0\.1\./,
		},
		{
			what: 'an address that points elsewhere',
			fault: () => ({ kind: 'redirect', status: 307, location: elsewhere.url }),
			words: () => /^Scrubs is not at .*: that address points elsewhere\. .*set "Base URL"/,
		},
		{
			what: 'an address with a web page',
			fault: () => ({ kind: 'html', status: 200 }),
			words: () => /^The answer from .* could not be read\. .*perhaps a web page/,
		},
		{
			what: 'an address with a page that is not there',
			fault: () => ({ kind: 'html', status: 404 }),
			words: () => /^Scrubs does not have this address\. .*"Base URL"/,
		},
		{
			what: 'a connection that breaks off',
			fault: () => ({ kind: 'drop' }),
			words: () => /^The connection to Scrubs broke off/,
		},
		{
			what: 'a Scrubs that is out of order',
			fault: () => ({ kind: 'html', status: 503 }),
			words: () => /^Scrubs cannot do this at the moment\./,
		},
		{
			what: 'a used up quota',
			fault: () => ({ kind: 'status', status: 429 }),
			words: () => /^The usage limit of this Scrubs account is used up/,
		},
	];

	describe.each(WAYS)('with %s', (_, way) => {
		test.each(troubles)('says in words: $what', async ({ overrides, fault, words }) => {
			if (fault) await standIn.control.fault(fault());
			const { status, message } = await testCredential(standIn[way](overrides));

			expect(status).toBe('Error');
			expect(message).toMatch(words(way));
			expect(message).not.toMatch(/[<>{}]|undefined|ECONN|demo_api_key|00B456/);
			expect(await elsewhere.control.requests()).toEqual([]);
			expect((await standIn.control.stats()).requests).toBeLessThanOrEqual(1);
		});
	});

	test('says of an unknown HCI code that code or provider are not known', async () => {
		const { message } = await testCredential(standIn.hciCode({ hciCode: '99Z999' }));

		expect(message).toMatch(/provider ID or the HCI code of this credential/);
	});
});
