import { CLAIMS, CLINIC, OTHER_CLINIC, SENDERS } from '../../../../sandbox/api';
import { API_KEY, AUTHENTICATIONS, HCI_CODE, PROVIDER, useApiClient } from '../apiClient';

const client = useApiClient();

const OPERATIONS: Array<[string, string, string]> = [
	['createOnboardingLink', 'post', '/onboarding-links'],
	['claimPhoneNumber', 'post', '/numbers/claim'],
	['listPhoneNumbers', 'get', '/numbers'],
	['listTemplates', 'get', `/numbers/${SENDERS.main}/templates`],
	['sendTemplateMessage', 'post', `/numbers/${SENDERS.main}/messages/template`],
	['listConversations', 'get', `/numbers/${SENDERS.main}/conversations`],
	['listMessages', 'get', `/numbers/${SENDERS.main}/conversations/not-a-uuid/messages`],
];

const { providerId, apiKey, hciCode } = CLINIC;
const REFUSED: Array<[string, Record<string, string>, number, string]> = [
	['no provider', { [API_KEY]: apiKey }, 400, 'Provider or HCI code is invalid.'],
	[
		'unknown provider',
		{ [PROVIDER]: 'X', [API_KEY]: apiKey },
		400,
		'Provider or HCI code is invalid.',
	],
	[
		'unknown provider with a code',
		{ [PROVIDER]: 'X', [HCI_CODE]: hciCode },
		400,
		'Provider or HCI code is invalid.',
	],
	[
		'unknown code',
		{ [PROVIDER]: providerId, [HCI_CODE]: 'X' },
		400,
		'Provider or HCI code is invalid.',
	],
	[
		"another's code",
		{ [PROVIDER]: providerId, [HCI_CODE]: OTHER_CLINIC.hciCode },
		401,
		'Authentication failed.',
	],
	['unknown key', { [PROVIDER]: providerId, [API_KEY]: 'X' }, 401, 'Authentication failed.'],
	[
		"another's key",
		{ [PROVIDER]: providerId, [API_KEY]: OTHER_CLINIC.apiKey },
		401,
		'Authentication failed.',
	],
	['neither', { [PROVIDER]: providerId }, 401, 'Authentication failed.'],
	[
		'both',
		{ [PROVIDER]: providerId, [API_KEY]: apiKey, [HCI_CODE]: hciCode },
		401,
		'Authentication failed.',
	],
];

describe.each(OPERATIONS)('%s', (_operationId, method, path) => {
	test.each(REFUSED)(
		'refuses %s before it looks at the request',
		async (_case, headers, status, error) => {
			const response = await client.call(method, path, { headers });
			expect([response.status, response.data]).toEqual([status, { error }]);
		},
	);
});

test.each(AUTHENTICATIONS)('accepts the %s', async (_name, headers) => {
	expect((await client.call('get', '/numbers', { headers })).status).toBe(200);
});

test('an organisation sees nothing of another', async () => {
	const headers = { [PROVIDER]: OTHER_CLINIC.providerId, [API_KEY]: OTHER_CLINIC.apiKey };
	const numbers = await client.call('get', '/numbers', { headers });
	expect(numbers.data.data.map((one: { phone_number: string }) => one.phone_number)).toEqual([
		CLAIMS.taken,
	]);
	const templates = await client.call('get', `/numbers/${SENDERS.main}/templates`, { headers });
	expect(templates.status).toBe(404);
});
