import type { IDataObject, OnError } from 'n8n-workflow';

import { CONVERSATIONS, SENDERS } from '../../../../sandbox/api';
import { useStandIn } from '../../../support/clinic';
import { runNode } from '../../../support/engine';
import { list, locator } from '../../../support/parameters';

const standIn = useStandIn();
const { control } = standIn;

const MESSAGES = {
	resource: 'message',
	operation: 'getAll',
	senderPhoneNumber: list(SENDERS.main),
	conversation: locator('id', '={{ $json.id }}'),
	limit: '={{ $json.limit ?? 2 }}',
};
const CLAIMS = {
	resource: 'phoneNumber',
	operation: 'claim',
	phoneNumber: '={{ $json.phone }}',
};
const LINKS = { resource: 'onboardingLink', operation: 'create' };
const NOT_THERE = '11111111-1111-4111-8111-111111111111';
const NO_LIMIT = '"Limit" is not a whole number of at least 1.';

const { twenty, hundred, nameless, long } = CONVERSATIONS;

const run = async (parameters: IDataObject, items: IDataObject[], onError?: OnError) =>
	await runNode({
		parameters: parameters as typeof MESSAGES,
		items,
		onError,
		credentials: standIn.apiKey(),
	});

/** Lets the answers about a conversation take their time. */
const slow = async ({ id }: { id: string }, delayMs: number) =>
	await control.fault({ kind: 'latency', delayMs, times: 0, inPath: id });

const pathsOf = async () => (await control.requests('listMessages')).map(({ path }) => path);

describe('items that are read for', () => {
	test.each([
		['messages', MESSAGES, 'listMessages'],
		[
			'conversations',
			{ ...MESSAGES, resource: 'conversation', conversation: undefined },
			'listConversations',
		],
		['numbers', { resource: 'phoneNumber', operation: 'getAll' }, 'listPhoneNumbers'],
	])('have their turn side by side: %s', async (_, parameters, operationId) => {
		await control.fault({ kind: 'latency', delayMs: 100, times: 0 });
		const items = Array.from({ length: 12 }, () => ({ id: twenty.id }));
		const { error } = await run(parameters, items);
		expect(error).toBeUndefined();
		expect(await control.requests(operationId)).toHaveLength(12);
		expect((await control.stats()).peakInFlight).toBeGreaterThanOrEqual(4);
	});

	test('come out in the order in which they went in, whichever is answered first', async () => {
		await slow(hundred, 300);
		const items = [hundred, twenty, hundred, nameless].map(({ id }) => ({ id }));
		const { json, items: output } = await run({ ...MESSAGES, simplify: false }, items);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 1, 1, 2, 2, 3, 3].map((item) => ({ item })),
		);
		expect(json.map(({ contact_name: name }) => name)).toEqual([
			...Array<string>(2).fill('Sam Sample'),
			...Array<string>(2).fill('Kim Placeholder'),
			...Array<string>(2).fill('Sam Sample'),
			...Array<unknown>(2).fill(null),
		]);
	});

	test('keep to the pace that Scrubs asks for', async () => {
		await control.rateLimit({ requests: 20, perMs: 1_000, retryAfterSeconds: 1 });
		const items = Array.from({ length: 45 }, () => ({ id: twenty.id }));
		const { error, json } = await run(MESSAGES, items);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(90);
		const refused = (await control.requests()).filter(({ status }) => status === 429);
		expect(refused.length).toBeLessThan(20);
	});
});

describe('a problem of one item', () => {
	test('that stops the workflow is that of the first item with one, not of the first that is answered', async () => {
		await slow({ id: NOT_THERE }, 300);
		const items = [{ id: twenty.id }, { id: NOT_THERE }, { id: twenty.id, limit: 0 }];
		const { error } = await run(MESSAGES, items);
		expect(error?.message).toBe('Row 2: Scrubs does not know this sender number or conversation.');
	});

	test('lets nothing more be asked for the items behind it', async () => {
		const others = Array.from({ length: 300 }, () => ({ id: long.id, limit: 1_200 }));
		const { error } = await run(MESSAGES, [{ id: twenty.id, limit: 0 }, ...others]);
		expect(error?.message).toBe(`Row 1: ${NO_LIMIT}`);
		expect((await pathsOf()).length).toBeLessThanOrEqual(4);
	});

	test('waits for those before it, which may have one, too', async () => {
		await slow(long, 50);
		const items = [
			{ id: long.id, limit: 300 },
			{ id: twenty.id, limit: 0 },
		];
		const { error } = await run(MESSAGES, items);
		expect(error?.message).toBe(`Row 2: ${NO_LIMIT}`);
		expect(await pathsOf()).toHaveLength(3);
	});

	test('leaves the others alone, with Continue', async () => {
		const items = [
			{ id: twenty.id },
			{ id: NOT_THERE },
			{ id: twenty.id, limit: 0 },
			{ id: hundred.id },
		];
		const { json, items: output } = await run(MESSAGES, items, 'continueRegularOutput');
		expect(output.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual([
			0, 0, 1, 2, 3, 3,
		]);
		expect(json.map(({ error }) => error !== undefined)).toEqual([
			false,
			false,
			true,
			true,
			false,
			false,
		]);
	});
});

describe('items that change something', () => {
	test('have their turn one after the other', async () => {
		await control.fault({ kind: 'latency', delayMs: 50, times: 0 });
		await run(LINKS, [{}, {}, {}, {}]);
		expect(await control.requests('createOnboardingLink')).toHaveLength(4);
		expect((await control.stats()).peakInFlight).toBe(1);
	});

	test('are not begun after one that stops the workflow', async () => {
		const phones = ['+1 202 555 0111', 'none', '+1 202 555 0112'];
		const { error } = await run(
			CLAIMS,
			phones.map((phone) => ({ phone })),
		);
		expect(error?.message).toMatch(/^Row 2: /);
		expect(await control.requests('claimPhoneNumber')).toHaveLength(1);
	});
});
