import { createHash } from 'node:crypto';
import type { ICheckProcessedContextData, INodeParameters } from 'n8n-workflow';

import { patients, RETRY, type Patient } from '../../../support/patients';
import { useProcessedData } from '../../../support/processedData';
import { useSending } from '../../../support/sending';
import { until } from '../../../support/until';

const { standIn, run, failSend, attempts, recipients } = useSending();
const stored = useProcessedData();

const BY_APPOINTMENT = { sendOncePer: '={{ $json.appointment }}' };
const items = patients(6).map((one, index) => ({ ...one, appointment: `A-${index}` }));
const phones = items.map(({ phone }) => phone);
const NOT_KNOWN = expect.stringMatching(/It is not known whether the message went out\.$/);
const ALREADY = expect.objectContaining({ status: 'alreadySent' });

const send = async (
	list: Array<Patient & { appointment?: unknown }>,
	options: INodeParameters = {},
	settings: Omit<Parameters<typeof run>[1] & object, 'options'> = {},
) => await run(list, { options: { ...BY_APPOINTMENT, ...options }, ...settings });

describe('the same list run again', () => {
	test('sends nothing a second time, and says so of each item', async () => {
		await send(items);
		const again = await send(items);

		expect(again.error).toBeUndefined();
		expect(again.json).toEqual(
			items.map(({ phone }) =>
				expect.objectContaining({ status: 'alreadySent', recipient_phone_number: `+${phone}` }),
			),
		);
		expect(again.hints).toEqual(['0 of 6 messages sent, 6 already sent before.']);
		expect((await recipients()).sort()).toEqual(phones);
		// There is nothing to look up.
		expect(await standIn.control.requests('listConversations')).toEqual([]);
	});

	test('sends what has come to it', async () => {
		await send(items.slice(0, 4));
		const { json, hints } = await send(items);
		expect(json.map(({ status }) => status === 'alreadySent')).toEqual([
			...[true, true, true, true],
			...[false, false],
		]);
		expect(hints).toEqual(['2 of 6 messages sent, 4 already sent before.']);
		expect((await recipients()).sort()).toEqual(phones);
	});

	test('at the same time sends each message once', async () => {
		const runs = await Promise.all([send(items), send(items), send(items)]);
		expect((await recipients()).sort()).toEqual(phones);
		const already = runs
			.flatMap(({ json }) => json)
			.filter(({ status }) => status === 'alreadySent');
		expect(already).toHaveLength(12);
	});

	test('with Retry On Fail in between sends only what is missing', async () => {
		await failSend({ kind: 'status', status: 404, times: 2 });
		const { json, error } = await send(items, {}, { settings: RETRY });
		expect(error).toBeUndefined();
		expect(json).not.toContainEqual(ALREADY);
		expect((await recipients()).sort()).toEqual(phones);
	});

	test('sends nothing a second time though it is longer than the history', async () => {
		const long = patients(1_200).map((one, index) => ({ ...one, appointment: `A-${index}` }));
		await send(long, { sendOnceHistory: 1 });
		const { hints } = await send(long, { sendOnceHistory: 1 });
		expect(hints).toEqual(['0 of 1200 messages sent, 1200 already sent before.']);
	});

	test('sends all of it on purpose with Forget, and remembers that, too', async () => {
		await send(items);
		const { json } = await send(items, { sendOnceForget: true });
		expect(json).not.toContainEqual(ALREADY);
		expect((await recipients()).sort()).toEqual([...phones, ...phones].sort());
		expect((await send(items)).json).toEqual(items.map(() => ALREADY));
	});
});

test('a key that comes twice in a list goes out once, whatever the messages say', async () => {
	const twice = [items[0]!, { ...items[1]!, appointment: 'A-0' }];
	const { json } = await send(twice);
	expect(json[1]).toEqual(ALREADY);
	expect(await recipients()).toEqual([phones[0]]);
});

test('what Scrubs has refused goes out next time', async () => {
	await failSend({ kind: 'status', status: 404, times: 6 });
	await send(items, {}, { onError: 'continueRegularOutput' });
	expect(await recipients()).toEqual([]);
	const { json } = await send(items);
	expect(json).not.toContainEqual(ALREADY);
	expect((await recipients()).sort()).toEqual(phones);
});

describe('a message of which an earlier execution never knew whether it went out', () => {
	/** The message goes out, its answer is lost, and the conversation cannot be read. */
	async function loseOne(wentOut: boolean): Promise<void> {
		const operationIds = ['listConversations'];
		await standIn.control.fault({ kind: 'status', status: 404, operationIds, times: 3 });
		await failSend({ kind: 'drop', when: wentOut ? 'after' : 'before' });
		const { json } = await send(items.slice(0, 1), {}, { onError: 'continueRegularOutput' });
		expect(json).toEqual([expect.objectContaining({ error: NOT_KNOWN })]);
	}

	test('counts as sent when the conversation shows it', async () => {
		await loseOne(true);
		const { json } = await send(items.slice(0, 1));
		expect(json).toEqual([
			expect.objectContaining({ confirmation: expect.stringContaining('found') }),
		]);
		// Three times in vain, and then at the first look.
		expect(await standIn.control.requests('listConversations')).toHaveLength(4);
		expect(await recipients()).toEqual(phones.slice(0, 1));
		expect((await send(items.slice(0, 1))).json).toEqual([ALREADY]);
	});

	test('that a retry finds counts as sent from then on', async () => {
		const operationIds = ['listConversations'];
		await standIn.control.fault({ kind: 'status', status: 404, operationIds, times: 3 });
		await failSend({ kind: 'drop', when: 'after' });
		const { error } = await send(items.slice(0, 1), {}, { settings: RETRY });
		expect(error).toBeUndefined();
		expect((await send(items.slice(0, 1))).json).toEqual([ALREADY]);
		expect(await recipients()).toEqual(phones.slice(0, 1));
	});

	test('stays not known when the conversation does not show it', async () => {
		await loseOne(false);
		const { json } = await send(items.slice(0, 1), {}, { onError: 'continueRegularOutput' });
		expect(json).toEqual([expect.objectContaining({ error: NOT_KNOWN })]);
		expect(await attempts()).toHaveLength(1);
	});

	test('is sent when that is wanted', async () => {
		await loseOne(false);
		const { json } = await send(items.slice(0, 1), { sendAgainIfNotKnown: true });
		expect(json).toHaveLength(1);
		expect(await recipients()).toEqual(phones.slice(0, 1));
		expect((await send(items.slice(0, 1))).json).toEqual([ALREADY]);
	});
});

describe('a message that another process is just sending', () => {
	const digest = createHash('sha256').update('A-0').digest('base64url');
	const [tried, open] = [`tried ${digest}`, `open ${digest}`];
	const ofNode = {
		workflow: { id: 'w1' },
		node: { id: 'Scrubs WhatsApp' },
	} as unknown as ICheckProcessedContextData;

	test.each([
		['counts as sent before once the other one has sent it', [open], [ALREADY], 0],
		[
			'is sent once the other one could not',
			[open, tried],
			[expect.objectContaining({ status: 'sent' })],
			1,
		],
	])('%s', async (_, taken, expected, sends) => {
		await stored.checkProcessedAndRecord([tried, open], 'node', ofNode, {});
		const sending = send(items.slice(0, 1));
		// It was looked up in vain.
		await until(async () => (await standIn.control.requests('listConversations')).length >= 3);
		await stored.removeProcessed(taken, 'node', ofNode);
		expect((await sending).json).toEqual(expected);
		expect(await attempts()).toHaveLength(sends);
		expect((await send(items.slice(0, 1))).json).toEqual([ALREADY]);
	});
});

test('a key that n8n’s store could not close counts as sent where it was sent', async () => {
	await failSend({ kind: 'latency', when: 'after', delayMs: 500 });
	const sending = send(items.slice(0, 1));
	// It is noted as under way before it goes out; then the store is gone.
	await until(async () => (await attempts()).length > 0);
	stored.isBroken = true;
	expect((await sending).json).toEqual([expect.objectContaining({ status: 'sent' })]);
	expect((await send(items.slice(0, 1))).json).toEqual([ALREADY]);
	stored.isBroken = false;
	expect((await send(items.slice(0, 1))).json).toEqual([ALREADY]);
	expect(await attempts()).toHaveLength(1);
});

test('a message that another process may be sending is not known when n8n’s store is gone meanwhile', async () => {
	const digest = createHash('sha256').update('A-0').digest('base64url');
	const ofNode = { workflow: { id: 'w1' }, node: { id: 'Scrubs WhatsApp' } };
	await stored.checkProcessedAndRecord(
		[`tried ${digest}`, `open ${digest}`],
		'node',
		ofNode as unknown as ICheckProcessedContextData,
		{},
	);
	const sending = send(items.slice(0, 1), {}, { onError: 'continueRegularOutput' });
	await until(async () => (await standIn.control.requests('listConversations')).length >= 3);
	stored.isBroken = true;
	expect((await sending).json).toEqual([expect.objectContaining({ error: NOT_KNOWN })]);
	expect(await attempts()).toEqual([]);
});

describe('n8n’s store', () => {
	test('is left alone by a dry run', async () => {
		const { json } = await send(items, { dryRun: true });
		expect(json).toHaveLength(items.length);
		expect(stored.calls).toBe(0);
	});

	test('gets no key, no patient and in the end one entry of what was sent', async () => {
		await send(items);
		await until(async () => stored.size === items.length);
		expect(stored.stored).not.toMatch(/A-\d|6581|Patient/);
	});

	test('that cannot be written keeps messages from being sent', async () => {
		stored.isBroken = true;
		const { json } = await send(items.slice(0, 2), {}, { onError: 'continueRegularOutput' });
		expect(json).toEqual(
			[0, 1].map(() =>
				expect.objectContaining({ error: expect.stringContaining('so it was not sent') }),
			),
		);
		expect(await attempts()).toEqual([]);
	});
});

test.each([
	['empty', ''],
	['missing', undefined],
	['a list', [1, 2]],
])('a key that is %s is told before anything is sent', async (_, appointment) => {
	const { error } = await send([items[0]!, { ...items[1]!, appointment }]);
	expect(error?.message).toContain('Row 2: "Send Only Once Per" is empty for this item');
	expect(await attempts()).toEqual([]);
});
