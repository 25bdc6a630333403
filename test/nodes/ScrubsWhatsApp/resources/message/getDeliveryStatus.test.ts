import type { IDataObject, OnError } from 'n8n-workflow';

import { CONVERSATIONS, SENDERS } from '../../../../../sandbox/api';
import { runNode } from '../../../../support/engine';
import { useOperation } from '../../../../support/oneOperation';
import { list, sendToEachItem } from '../../../../support/parameters';
import { patients } from '../../../../support/patients';
import { conversationRow } from '../../../../support/rows';

const { standIn, run, answer } = useOperation('message', 'getDeliveryStatus');
const { control } = standIn;

const FIELDS = {
	senderPhoneNumber: list(SENDERS.main),
	recipientPhoneNumber: '={{ $json.recipient_phone_number }}',
	messageId: '={{ $json.message_id }}',
};
const PATIENT = '13015550103';
const ITEM = { recipient_phone_number: `+${PATIENT}`, message_id: 'wamid.sent' };
const SENT_AT = Date.UTC(2026, 5, 9, 8);
const SECOND = 1_000;

/** What Send Template's simplified output gives for messages that it has just sent. */
async function sent(count: number): Promise<IDataObject[]> {
	const { json } = await runNode({
		items: patients(count),
		parameters: sendToEachItem(),
		credentials: standIn.apiKey(),
	});
	return json;
}

const statusOf = async (items: IDataObject[], onError?: OnError) =>
	await runNode({
		items,
		parameters: { resource: 'message', operation: 'getDeliveryStatus', ...FIELDS },
		onError,
		credentials: standIn.apiKey(),
	});

const message = (changes: IDataObject = {}): IDataObject => ({
	message_id: 'wamid.sent',
	timestamp: String(SENT_AT / SECOND),
	type: 'template',
	direction: 'outbound',
	status: 'delivered',
	from_phone_number: SENDERS.main,
	to_phone_number: PATIENT,
	content: 'appointment_reminder_en',
	has_media: false,
	...changes,
});
/** What the patient wrote so many seconds after the message. */
const reply = (content: string | null, seconds: number, changes: IDataObject = {}) =>
	message({
		message_id: `wamid.${content}`,
		timestamp: String(SENT_AT / SECOND + seconds),
		type: 'text',
		direction: 'inbound',
		content,
		...changes,
	});

const LAST = { next: null, previous: null };

/** Lets the conversation with the patient have these messages, as the API gives them: newest first. */
async function written(...newestFirst: IDataObject[]): Promise<void> {
	await answer('listConversations', { data: [conversationRow()], paging: LAST });
	await answer('listMessages', { data: newestFirst, paging: LAST });
}

/** The row for {@link ITEM}. */
async function row(...newestFirst: IDataObject[]): Promise<IDataObject> {
	await written(...newestFirst);
	const { json, error } = await run(FIELDS, [ITEM]);
	expect(error).toBeUndefined();
	expect(json).toHaveLength(1);
	return json[0]!;
}

describe('the status', () => {
	test('is found by what Send Template gives, with nothing filled in but the sender', async () => {
		const [first, second] = await sent(2);
		await control.setStatus(second!.message_id as string, 'read');
		await control.receive({ recipient: patients(2)[1]!.phone, text: 'Yes, I will come' });
		const { json, items } = await runNode({
			items: [first!, second!],
			parameters: {
				resource: 'message',
				operation: 'getDeliveryStatus',
				senderPhoneNumber: list(SENDERS.main),
			},
			credentials: standIn.apiKey(),
		});
		expect(json).toEqual([
			expect.objectContaining({
				status: 'sent',
				replied: false,
				reply: null,
				message_id: first!.message_id,
				recipient_phone_number: first!.recipient_phone_number,
			}),
			expect.objectContaining({
				status: 'read',
				replied: true,
				reply: 'Yes, I will come',
				reply_type: 'text',
				message_id: second!.message_id,
			}),
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	test.each([
		['pending', 'pending', /not confirmed it yet\. Look again/],
		['accepted', 'pending', /not confirmed it yet/],
		['sent', 'sent', /has not arrived/],
		['delivered', 'delivered', /has arrived/],
		['READ', 'read', /opened it/],
		['failed', 'failed', /could not deliver it\. Reach the patient in another way/],
		[null, 'pending', /not confirmed it yet/],
	])('%s is told as %s, with what it means', async (status, expected, explanation) => {
		const found = await row(message({ status }));
		expect(found.status).toBe(expected);
		expect(found.explanation).toMatch(explanation);
	});

	test.each(['deleted', 'toString'])(
		'%s, of which nobody has told, stays as it is',
		async (word) => {
			expect(await row(message({ status: word }))).toMatchObject({
				status: word.toLowerCase(),
				explanation: null,
			});
		},
	);

	test.each([
		['pending', '2026-06-09T16:00:00+08:00'],
		['sent', '2026-06-09T16:00:00+08:00'],
		['delivered', null],
		['read', null],
		['failed', null],
	])('%s has the time of sending only where that is its own', async (status, expected) => {
		const found = await row(message({ status }));
		expect(found).toMatchObject({
			status_time: expected,
			sent_at: '2026-06-09T16:00:00+08:00',
		});
	});

	test('has ten fields, the most useful first', async () => {
		expect(Object.keys(await row(message()))).toEqual([
			'status',
			'recipient_phone_number',
			'replied',
			'reply',
			'reply_at',
			'reply_type',
			'explanation',
			'status_time',
			'sent_at',
			'message_id',
		]);
	});
});

describe('a message is not found', () => {
	const NOT_FOUND = {
		status: 'notFound',
		status_time: null,
		replied: null,
		reply: null,
		sent_at: null,
		...ITEM,
		explanation: expect.stringContaining(
			'sender, recipient and message ID belong together',
		) as string,
	};

	test('when it is not in the conversation', async () => {
		expect(await row(reply('Hello', 5), message({ message_id: 'wamid.other' }))).toEqual(
			expect.objectContaining(NOT_FOUND),
		);
	});

	test('when there is no conversation with the patient', async () => {
		await answer('listConversations', { data: [], paging: LAST });
		const { json, error } = await run(FIELDS, [ITEM]);
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining(NOT_FOUND)]);
	});

	test('when its ID is that of a message of the patient’s', async () => {
		expect(await row(message({ direction: 'inbound' }))).toMatchObject({ status: 'notFound' });
	});

	test('when it is further back than ten pages, which are all that is read', async () => {
		const { recipient, id } = CONVERSATIONS.long;
		const oldest = `wamid.${Buffer.from(`${id}/1199`).toString('base64url')}`;
		const { json } = await run(FIELDS, [{ recipient_phone_number: recipient, message_id: oldest }]);
		expect(json).toMatchObject([{ status: 'notFound' }]);
		expect(await control.requests('listMessages')).toHaveLength(10);
	});
});

describe('the reply', () => {
	test('is the first of what the patient wrote after the message', async () => {
		const found = await row(
			reply('third', 9),
			reply('second', 7),
			message({ message_id: 'wamid.later', timestamp: String(SENT_AT / SECOND + 5) }),
			reply('first', 4),
			message(),
			reply('before', -60),
		);
		expect(found).toMatchObject({
			replied: true,
			reply: 'first',
			reply_at: '2026-06-09T16:00:04+08:00',
			reply_type: 'text',
		});
	});

	test('is none, if the patient wrote only before', async () => {
		expect(await row(message(), reply('before', -60))).toMatchObject({
			replied: false,
			reply: null,
			reply_at: null,
			reply_type: null,
		});
	});

	test('of the same second is told by its place', async () => {
		expect(await row(reply('after', 0), message(), reply('before', 0))).toMatchObject({
			reply: 'after',
		});
	});

	test('is told by its place where times cannot be read', async () => {
		const timestamp = 'soon';
		const found = await row(
			reply('second', 0, { timestamp }),
			reply('first', 0, { timestamp }),
			message({ timestamp }),
			reply('before', 0, { timestamp }),
		);
		expect(found).toMatchObject({ replied: true, reply: 'first', reply_at: null, sent_at: null });
	});

	test('counts that came late and stands behind the message', async () => {
		expect(await row(message(), reply('late', 3))).toMatchObject({ reply: 'late' });
	});

	test('may be a picture without a text', async () => {
		expect(await row(reply(null, 3, { type: 'image' }), message())).toMatchObject({
			replied: true,
			reply: null,
			reply_type: 'image',
		});
	});

	test('may stand in a newer conversation than the message', async () => {
		await answer('listConversations', {
			data: [
				conversationRow({ conversation_id: 'ended', last_active_at: '2026-06-09T08:00:00Z' }),
				conversationRow({ conversation_id: 'active', last_active_at: '2026-06-09T11:00:00Z' }),
			],
			paging: LAST,
		});
		await answer('listMessages', { data: [reply('Yes', 3_600)], paging: LAST });
		await answer('listMessages', { data: [message()], paging: LAST });
		const { json } = await run(FIELDS, [ITEM]);
		expect(json).toMatchObject([{ status: 'delivered', replied: true, reply: 'Yes' }]);
		const read = await control.requests('listMessages');
		expect(read.map(({ path }) => path.split('/').at(-2))).toEqual(['active', 'ended']);
	});
});

describe('the requests', () => {
	test('are two a patient, however many items ask', async () => {
		const items = await sent(3);
		await control.clearRequests();
		const { json } = await statusOf([...items, ...items, ...items]);
		expect(json.map(({ message_id: id }) => id)).toEqual(
			[...items, ...items, ...items].map(({ message_id: id }) => id),
		);
		expect(json.map(({ status }) => status)).toEqual(Array(9).fill('sent'));
		expect(await control.requests('listConversations')).toHaveLength(3);
		expect(await control.requests('listMessages')).toHaveLength(3);
	});

	test('go back only as far as the message, each page read once', async () => {
		const { recipient, id } = CONVERSATIONS.long;
		const aged = (age: number) => `wamid.${Buffer.from(`${id}/${age}`).toString('base64url')}`;
		const items = [201, 1, 99, 101].map((age) => ({
			recipient_phone_number: recipient,
			message_id: aged(age),
		}));
		const { json } = await statusOf(items);
		expect(json.map(({ status, replied }) => [status, replied])).toEqual(
			Array(4).fill(['read', true]),
		);
		expect(await control.requests('listMessages')).toHaveLength(3);
	});

	test('are side by side', async () => {
		const items = await sent(40);
		await control.fault({ kind: 'latency', delayMs: 50, times: 0 });
		await control.clearRequests();
		await statusOf(items);
		expect((await control.stats()).peakInFlight).toBeGreaterThan(10);
	});
});

describe('what cannot be looked up', () => {
	test.each([
		['without an ID', { ...ITEM, message_id: undefined }, 'This item has no message ID.'],
		['with an empty ID', { ...ITEM, message_id: ' ' }, 'This item has no message ID.'],
		['with an object', { ...ITEM, message_id: { id: 'x' } }, 'This item has no message ID.'],
		[
			'with a long text',
			{ ...ITEM, message_id: 'x'.repeat(1_001) },
			'The message ID is longer than any that there is.',
		],
		['without a number', { message_id: 'wamid.sent' }, 'The recipient’s phone number is empty.'],
	])('is told before anything is asked: %s', async (_, item, message) => {
		const { error } = await run(FIELDS, [item]);
		expect(error?.message).toBe(message);
		expect(error?.description).toMatch(/\w/);
		expect(await control.requests()).toEqual([]);
	});

	test('is told with the item that it is about', async () => {
		const [first, second] = await sent(2);
		const { error } = await statusOf([first!, { ...second, message_id: '' }]);
		expect(error?.message).toBe('Row 2: This item has no message ID.');
	});

	test('is not known, with Continue, whatever an earlier step says of it', async () => {
		const [first, second] = await sent(2);
		const { json } = await statusOf(
			[first!, { ...second, message_id: '', name: 'Sam' }],
			'continueRegularOutput',
		);
		expect(json[0]).toMatchObject({ status: 'sent' });
		expect(json[1]).toMatchObject({
			status: 'notKnown',
			error: 'This item has no message ID.',
			what_to_do: expect.stringContaining('"Message ID"') as string,
			name: 'Sam',
		});
	});

	test('is a sender that is not the clinic’s', async () => {
		const fields = { ...FIELDS, senderPhoneNumber: list('12025550199') };
		const { error } = await run(fields, [ITEM]);
		expect(error?.message).toBe('The sender number is not one of yours at Scrubs.');
		expect(error?.context?.itemIndex).toBe(0);
	});

	test('is a conversation whose pages lead nowhere', async () => {
		await control.fault({ kind: 'cursorRepeats', operationIds: ['listMessages'], times: 0 });
		const item = { recipient_phone_number: CONVERSATIONS.long.recipient, message_id: 'none' };
		const { error } = await run(FIELDS, [item]);
		expect(error?.message).toBe(
			'Scrubs did not let the conversation be read back as far as this message.',
		);
		expect(error?.description).not.toContain('Return All');
	});

	test('does not pass on what belongs to another patient', async () => {
		const other = conversationRow({ recipient_phone_number: '13015550104' });
		await answer('listConversations', { data: [other], paging: LAST });
		const { error } = await run(FIELDS, [ITEM]);
		expect(error?.message).toContain('conversations of other patients');
		expect(await control.requests('listMessages')).toEqual([]);
	});
});
