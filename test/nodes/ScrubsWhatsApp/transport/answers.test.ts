import type { Send } from '../../../../nodes/ScrubsWhatsApp/transport/request';
import { CLINIC, type Fault } from '../../../../sandbox/api';
import { useStandIn, useStandInElsewhere } from '../../../support/clinic';
import { runNode } from '../../../support/engine';
import { OPERATION_IDS, OPERATIONS, type OperationId } from '../../../support/operations';
import { failureOf } from '../../../support/transport';

const standIn = useStandIn();
const elsewhere = useStandInElsewhere();

/** Runs an operation whose own request meets a fault. */
async function runWith(operationId: OperationId, fault: Fault) {
	await standIn.control.fault({ operationIds: [operationId], times: 0, ...fault });
	return await runNode({ parameters: OPERATIONS[operationId], credentials: standIn.apiKey() });
}

/** What the transport makes of an answer that comes in this form. */
const failureAfter = async (answer: Partial<Awaited<ReturnType<Send>>>) =>
	await failureOf(standIn.apiKey(), async () => ({
		statusCode: 200,
		headers: {},
		body: '',
		...answer,
	}));

describe('redirects', () => {
	const operations = ['listPhoneNumbers', 'sendTemplateMessage'] as const;
	const statuses = [301, 302, 303, 307, 308];
	const cases = operations.flatMap((id) => statuses.map((status) => [id, status] as const));

	test.each(cases)('%s never follows a %i', async (operationId, status) => {
		const location = `${elsewhere.url}/api/v1/whatsapp/numbers?stay=no`;
		const { error } = await runWith(operationId, { kind: 'redirect', status, location });

		expect(error?.message).toContain(`Scrubs is not at ${standIn.url}`);
		expect(error?.description).toContain(`set "Base URL" in the credential to ${elsewhere.url}.`);
		expect(error?.description).toContain('Your key was not passed on.');
		expect(error?.httpCode).toBe(String(status));
		expect(await elsewhere.control.requests()).toEqual([]);
		expect(await standIn.control.requests(operationId)).toHaveLength(1);
	});

	test('a message that met a redirect was not sent', async () => {
		const { error } = await runWith('sendTemplateMessage', {
			kind: 'redirect',
			status: 307,
			location: elsewhere.url,
		});

		expect(error?.message).toMatch(/The message was not sent\.$/);
	});

	const NO_HOST = `https://${'x'.repeat(300)}.example`;

	test.each(['/login', 'http://', 'mailto:a@clinic.example', NO_HOST, undefined])(
		'a redirect to %s, which names no other address, leads back to the address of Scrubs',
		async (location) => {
			const { error } = await runWith('listPhoneNumbers', { kind: 'redirect', location });

			expect(error?.description).toContain('set "Base URL" to https://usescrubs.com.');
		},
	);
});

describe('statuses', () => {
	test.each(OPERATION_IDS)('a 401 costs %s exactly one request', async (operationId) => {
		await runWith(operationId, { kind: 'status', status: 401 });

		expect(await standIn.control.requests(operationId)).toHaveLength(1);
	});

	test('a wrong key costs one request over the wire, too', async () => {
		await runNode({
			parameters: OPERATIONS.listPhoneNumbers,
			credentials: standIn.apiKey({ apiKey: 'wrong_key' }),
		});

		expect(await standIn.control.stats()).toMatchObject({ requests: 1 });
	});

	test.each([199, 400, 404, 500, 599])('status %i is no data', async (statusCode) => {
		const failure = await failureAfter({ statusCode, body: '{"data":[]}' });

		expect(failure).toMatchObject({ kind: 'status', status: statusCode });
	});

	test('what failed is told with neither key nor code', async () => {
		const failure = await failureAfter({
			statusCode: 401,
			body: JSON.stringify({ error: `${CLINIC.apiKey} is not known` }),
		});

		expect(failure).toEqual({
			sentAt: expect.any(Number),
			operationId: 'listPhoneNumbers',
			authentication: 'apiKey',
			origin: standIn.url,
			mayHaveTakenEffect: false,
			kind: 'status',
			status: 401,
			serverText: '… is not known',
			retryAfterMs: undefined,
		});
	});
});

describe('answers that are not what Scrubs promises', () => {
	const faults: Array<[string, Fault]> = [
		['an HTML page', { kind: 'html', status: 200 }],
		['nothing', { kind: 'empty' }],
		['nothing, with 204', { kind: 'empty', status: 204 }],
		['half an answer', { kind: 'truncated', body: { data: [] } }],
		['broken JSON', { kind: 'brokenJson' }],
		['a number', { kind: 'status', status: 200, body: '7' }],
		['null', { kind: 'status', status: 200, body: 'null' }],
		['text', { kind: 'status', status: 200, body: 'OK' }],
		['an object without data', { kind: 'status', status: 200, body: {} }],
		['data that is text', { kind: 'status', status: 200, body: { data: 'none' } }],
		['a list of texts', { kind: 'status', status: 200, body: { data: ['none'] } }],
		['a bare list', { kind: 'status', status: 200, body: [] }],
	];
	const cases = faults.flatMap(([name, fault]) =>
		OPERATION_IDS.map((operationId) => [name, operationId, fault] as const),
	);

	test.each(cases)('%s in answer to %s is told in plain words', async (_, operationId, fault) => {
		const { error, json } = await runWith(operationId, fault);

		expect(error?.message).toMatch(
			fault.kind === 'truncated'
				? /^The connection to Scrubs broke off before the answer was complete\./
				: new RegExp(`^The answer from ${standIn.url} could not be read\\.`),
		);
		expect(`${error?.message} ${error?.description}`).not.toMatch(
			/[<>{}]|json|html|token|undefined/i,
		);
		expect(json).toEqual([]);
	});

	test('a byte order mark does no harm', async () => {
		await standIn.control.fault({ kind: 'status', status: 200, body: '\uFEFF{"data":[]}' });
		const { error } = await runNode({
			parameters: OPERATIONS.listPhoneNumbers,
			credentials: standIn.apiKey(),
		});

		expect(error).toBeUndefined();
	});
});

describe('Retry-After', () => {
	const NOW = Date.UTC(2026, 5, 10, 9, 30);
	beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(NOW));
	afterEach(() => jest.restoreAllMocks());

	test.each([
		['0', 0],
		['7', 7_000],
		[' 120 ', 120_000],
		['Wed, 10 Jun 2026 09:31:30 GMT', 90_000],
		['Wed, 10 Jun 2026 09:00:00 GMT', 0],
		['-5', 0],
		['soon', undefined],
		['', undefined],
		[undefined, undefined],
	])('"%s" asks for %p milliseconds', async (header, retryAfterMs) => {
		const failure = await failureAfter({ statusCode: 429, headers: { 'retry-after': header } });

		expect(failure.retryAfterMs).toBe(retryAfterMs);
	});
});
