import type { IHttpRequestOptions } from 'n8n-workflow';

import {
	createTransport,
	type ScrubsRequest,
} from '../../../../nodes/ScrubsWhatsApp/transport/request';
import { CLINIC, SENDERS } from '../../../../sandbox/api';
import { useStandIn } from '../../../support/clinic';
import { locator } from '../../../support/parameters';
import { runNode } from '../../../support/engine';
import { OPERATION_IDS, OPERATIONS } from '../../../support/operations';
import { ANY_REQUEST } from '../../../support/transport';

const standIn = useStandIn();

/** Hands a request to the transport, and gives what n8n's HTTP helper is asked to do; nothing when it is not asked. */
async function optionsFor(request: Partial<ScrubsRequest<object>>): Promise<IHttpRequestOptions[]> {
	const asked: IHttpRequestOptions[] = [];
	const transport = createTransport(standIn.apiKey(), async (options) => {
		asked.push(options);
		return { statusCode: 200, headers: {}, body: '{}' };
	});
	await transport.request({ ...ANY_REQUEST, ...request });
	return asked;
}

const readMessagesOf = async (conversation: string) =>
	await runNode({
		parameters: { ...OPERATIONS.listMessages, conversation: locator('id', conversation) },
		credentials: standIn.apiKey(),
	});

describe('what arrives at Scrubs', () => {
	test.each(OPERATION_IDS)(
		'%s arrives at its own endpoint, with provider and key',
		async (operationId) => {
			const { error } = await runNode({
				parameters: OPERATIONS[operationId],
				credentials: standIn.apiKey(),
			});

			const [request] = await standIn.control.requests(operationId);
			expect(error).toBeUndefined();
			expect(request).toMatchObject({
				status: 200,
				headers: {
					accept: 'application/json',
					'x-scrubs-clinic-provider': CLINIC.providerId,
					'x-scrubs-clinic-api-key': CLINIC.apiKey,
				},
			});
		},
	);

	test('an onboarding link without any detail arrives as an empty JSON object', async () => {
		const { json } = await runNode({
			parameters: OPERATIONS.createOnboardingLink,
			credentials: standIn.apiKey(),
		});

		const [request] = await standIn.control.requests('createOnboardingLink');
		expect(json).toHaveLength(1);
		expect(request).toMatchObject({
			method: 'POST',
			body: {},
			headers: { 'content-type': 'application/json', 'content-length': '2' },
		});
	});

	test('a request without a body names no content type', async () => {
		await runNode({ parameters: OPERATIONS.listPhoneNumbers, credentials: standIn.apiKey() });

		const [request] = await standIn.control.requests('listPhoneNumbers');
		expect(request?.headers).not.toHaveProperty('content-type');
		expect(request?.body).toBeNull();
	});

	test.each([
		['../../x?y', '..%2F..%2Fx%3Fy'],
		['a/b', 'a%2Fb'],
		['a#b', 'a%23b'],
		['a b&c=d', 'a%20b%26c%3Dd'],
		['%2e%2e', '%252e%252e'],
		['..\\..', '..%5C..'],
		['…é', '%E2%80%A6%C3%A9'],
	])('a conversation ID of "%s" stays one segment of the path', async (id, segment) => {
		await readMessagesOf(id);

		const requests = await standIn.control.requests();
		expect(requests).toHaveLength(1);
		expect(requests[0]).toMatchObject({
			operationId: 'listMessages',
			path: `/api/v1/whatsapp/numbers/${SENDERS.main}/conversations/${segment}/messages`,
		});
	});

	test.each(['.', '..', 'a\ud800b'])(
		'refuses %j as a conversation ID before anything is sent',
		async (id) => {
			const { error } = await readMessagesOf(id);

			expect(error?.message).toBe(
				'An ID or a number that the request needs is empty, or cannot be one.',
			);
			expect(error?.description).toMatch(/^Fill in the number or ID/);
			expect(await standIn.control.requests()).toEqual([]);
		},
	);

	test.each(['', '.', '..'])('never asks for an address with the segment "%s"', async (segment) => {
		await expect(optionsFor({ path: ['api', segment, 'numbers'] })).rejects.toThrow(/is empty/);
	});

	test('a query arrives as it was given, whatever stands in it', async () => {
		const [options] = await optionsFor({ query: { after: 'a&limit=9', limit: '20' } });

		expect(Object.fromEntries(new URL(options?.url ?? '').searchParams)).toEqual({
			after: 'a&limit=9',
			limit: '20',
		});
	});
});

describe('what n8n is asked for', () => {
	test.each(['GET', 'POST'] as const)(
		'a %s waits 30 seconds at most, follows no redirect and judges statuses itself',
		async (method) => {
			const [options] = await optionsFor({ method });

			expect(options).toMatchObject({
				timeout: 30_000,
				disableFollowRedirect: true,
				ignoreHttpStatusErrors: true,
				returnFullResponse: true,
			});
		},
	);

	test('a body goes as text, since n8n may drop an empty object', async () => {
		const [options] = await optionsFor({ method: 'POST', body: {} });

		expect(options).toMatchObject({
			body: '{}',
			headers: { 'Content-Type': 'application/json' },
		});
	});

	test('the key is left to the credential: the transport adds no header of its own for it', async () => {
		const [options] = await optionsFor({});

		expect(JSON.stringify(options)).not.toContain(CLINIC.apiKey);
	});
});
