import type { IDataObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type * as n8nWorkflow from 'n8n-workflow';

import { runItems } from '../../../../nodes/ScrubsWhatsApp/run/run';
import { SENDERS } from '../../../../sandbox/api';
import { credentialFor } from '../../../support/clinic';
import { conversationRow } from '../../../support/rows';

// Elsewhere in the tests waits are short; here they are those of n8n, by a clock of the test.
jest.mock('n8n-workflow', () => jest.requireActual<typeof n8nWorkflow>('n8n-workflow'));

beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] }));
afterEach(() => jest.useRealTimers());

const LATENCY_MS = 20;
const PATIENTS = 1_000;
const A_SECOND = 80;

/** Scrubs, which takes so many requests in any second and asks to come a second later for more; what it counts. */
function throttledScrubs() {
	const taken: number[] = [];
	let refused = 0;
	const answer = (statusCode: number, body: object, headers = {}) => ({
		statusCode,
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});
	const message = { message_id: 'wamid.sent', direction: 'outbound', status: 'delivered' };
	async function httpRequest(_: string, { url }: IHttpRequestOptions) {
		const now = Date.now();
		const isTaken = taken.filter((at) => at > now - 1_000).length < A_SECOND;
		if (isTaken) taken.push(now);
		else refused++;
		await new Promise((resolve) => setTimeout(resolve, LATENCY_MS));
		if (!isTaken) return answer(429, { error: 'Too many.' }, { 'retry-after': '1' });
		const recipient = new URL(url).searchParams.get('recipient_phone_number');
		const row = recipient
			? conversationRow({ recipient_phone_number: recipient, conversation_id: recipient })
			: message;
		return answer(200, { data: [row], paging: { next: null, previous: null } });
	}
	return { httpRequest, taken, refused: () => refused };
}

/** What the node asks n8n for. */
function contextOf(items: IDataObject[], httpRequest: unknown): IExecuteFunctions {
	const parameters = (itemIndex: number): IDataObject => ({
		resource: 'message',
		operation: 'getDeliveryStatus',
		senderPhoneNumber: SENDERS.main,
		recipientPhoneNumber: items[itemIndex]?.phone,
		messageId: 'wamid.sent',
	});
	return {
		getNode: () => ({ name: 'Scrubs WhatsApp', type: 'scrubsWhatsApp', parameters: {} }),
		getInputData: () => items.map((json) => ({ json })),
		getNodeParameter: (name: string, itemIndex: number) => parameters(itemIndex)[name],
		getCredentials: async () => await Promise.resolve(credentialFor('https://usescrubs.com')),
		getExecutionCancelSignal: () => undefined,
		continueOnFail: () => false,
		getTimezone: () => 'UTC',
		addExecutionHints: () => {},
		helpers: { httpRequestWithAuthentication: httpRequest },
	} as unknown as IExecuteFunctions;
}

test('the delivery status of 1,000 patients takes no more than 1.15 times what 80 requests a second need', async () => {
	const items = Array.from({ length: PATIENTS }, (_, index) => ({
		phone: `+1301555${String(index).padStart(4, '0')}`,
	}));
	const scrubs = throttledScrubs();
	const startedAt = Date.now();
	let tookMs = Infinity;
	const run = runItems(contextOf(items, scrubs.httpRequest)).then((output) => {
		tookMs = Date.now() - startedAt;
		return output;
	});
	await jest.advanceTimersByTimeAsync(60_000);

	const output = await run;
	expect(output.map(({ json }) => [json.recipient_phone_number, json.status])).toEqual(
		items.map(({ phone }) => [phone, 'delivered']),
	);
	expect(output.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
	expect(scrubs.taken).toHaveLength(2 * PATIENTS);
	const leastMs = ((2 * PATIENTS) / A_SECOND) * 1_000;
	expect(tookMs).toBeLessThanOrEqual(1.15 * leastMs);
	expect(scrubs.refused()).toBeLessThan(A_SECOND);
}, 120_000);
