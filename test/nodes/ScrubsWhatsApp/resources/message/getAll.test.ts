import { CONVERSATIONS, SENDERS } from '../../../../../sandbox/api';
import { list, locator } from '../../../../support/parameters';
import { LIMIT_PROBLEM, REFUSED_LIMITS } from '../../../../support/limits';
import { useOperation } from '../../../../support/oneOperation';
import { atClinic, conversationRow, without } from '../../../../support/rows';

const { standIn, run, askApi, answer } = useOperation('message', 'getAll');

const messagesOf = (conversation: { id: string }, parameters: object = {}) => ({
	senderPhoneNumber: list(SENDERS.main),
	conversation: list(conversation.id),
	...parameters,
});
const pathOf = ({ id }: { id: string }) => `/numbers/${SENDERS.main}/conversations/${id}/messages`;
const idsOf = (rows: Array<Record<string, unknown>>) => rows.map(({ message_id: id }) => id);

describe('what comes back', () => {
	test('is the API’s own JSON, untouched, without Simplify', async () => {
		const { json } = await run(messagesOf(CONVERSATIONS.twenty, { simplify: false }));
		expect(json).toHaveLength(20);
		expect(json).toEqual(await askApi(pathOf(CONVERSATIONS.twenty)));
	});

	test('is ten fields, the time as it is at the clinic and numbers with +, by default', async () => {
		const { json } = await run(messagesOf(CONVERSATIONS.twenty));
		const raw = await askApi(pathOf(CONVERSATIONS.twenty));
		expect(Object.keys(json[0] ?? {})).toEqual([
			'contact_name',
			'content',
			'timestamp',
			'recipient_phone_number',
			'direction',
			'type',
			'status',
			'from_phone_number',
			'to_phone_number',
			'message_id',
		]);
		expect(json).toEqual(
			raw.map((row) => ({
				...without(row, 'processing_status', 'origin', 'has_media'),
				timestamp: atClinic(Number(row.timestamp) * 1000),
				recipient_phone_number: `+${CONVERSATIONS.twenty.recipient}`,
				from_phone_number: `+${row.from_phone_number as string}`,
				to_phone_number: `+${row.to_phone_number as string}`,
			})),
		);
	});

	test.each([
		['Unix seconds', '1748865600', '2025-06-02T20:00:00+08:00'],
		['ISO with Z', '2025-06-02T12:00:00Z', '2025-06-02T20:00:00+08:00'],
		['ISO with an offset', '2025-06-02T20:00:00+08:00', '2025-06-02T20:00:00+08:00'],
		['something else', 'yesterday', 'yesterday'],
		['nothing', '', ''],
		['null', null, null],
	])('has its time simplified from %s', async (_, timestamp, expected) => {
		const message = { message_id: 'wamid.1', timestamp };
		await answer('listMessages', { data: [message], paging: { next: null, previous: null } });
		const { json } = await run(messagesOf(CONVERSATIONS.one));
		expect(json[0]).toMatchObject({ message_id: 'wamid.1', timestamp: expected, content: null });
		expect(Object.keys(json[0] ?? {})).toHaveLength(10);
	});

	test.each([
		['from', 'inbound', '+13015550103'],
		['to', 'outbound', '+12025550101'],
		['in', 'sideways', null],
	])(
		'has the patient’s number under one name, %s which it went',
		async (_, direction, expected) => {
			const message = {
				message_id: 'wamid.1',
				direction,
				from_phone_number: '13015550103',
				to_phone_number: '12025550101',
			};
			await answer('listMessages', { data: [message], paging: { next: null, previous: null } });
			const { json } = await run(messagesOf(CONVERSATIONS.one));
			expect(json[0]).toMatchObject({
				recipient_phone_number: expected,
				from_phone_number: '+13015550103',
				to_phone_number: '+12025550101',
			});
		},
	);

	test.each([
		['no messages', CONVERSATIONS.empty, 0],
		['one message', CONVERSATIONS.one, 1],
		['more than the default limit', CONVERSATIONS.hundred, 50],
	])('is the newest 50 at most, of a conversation with %s', async (_, conversation, expected) => {
		const { json, error } = await run(messagesOf(conversation));
		expect(error).toBeUndefined();
		expect(json).toHaveLength(expected);
		expect(idsOf(json)).toEqual(idsOf(await askApi(pathOf(conversation), { limit: 50 })));
	});

	test.each(REFUSED_LIMITS)('is nothing but an error for a limit of %s', async (_, limit) => {
		const { error } = await run(messagesOf(CONVERSATIONS.one, { limit }));
		expect(error?.message).toBe(LIMIT_PROBLEM);
		expect(await standIn.control.requests()).toEqual([]);
	});

	test('is everything with Return All, whatever the limit says', async () => {
		const { json } = await run(messagesOf(CONVERSATIONS.hundredOne, { returnAll: true, limit: 1 }));
		expect(new Set(idsOf(json)).size).toBe(101);
	});
});

describe('Has Media', () => {
	test.each([
		[true, 48],
		[false, 1152],
	])('%s gives those messages alone', async (hasMedia, expected) => {
		const { json } = await run(
			messagesOf(CONVERSATIONS.long, {
				returnAll: true,
				simplify: false,
				filters: { hasMedia },
			}),
		);
		expect(json).toHaveLength(expected);
		expect(new Set(json.map(({ has_media: media }) => media))).toEqual(new Set([hasMedia]));
		for (const { query } of await standIn.control.requests('listMessages')) {
			expect(query).toMatchObject({ has_media: String(hasMedia) });
		}
	});

	test('is not asked for when the filter is not added', async () => {
		await run(messagesOf(CONVERSATIONS.long, { limit: 25, filters: {} }));
		const [request] = await standIn.control.requests('listMessages');
		expect(request?.query).toEqual({ limit: '25' });
	});
});

describe('the conversation', () => {
	const recipient = CONVERSATIONS.twenty.recipient ?? '';

	test.each([
		['from the list', list(CONVERSATIONS.twenty.id)],
		['by its ID', locator('id', ` ${CONVERSATIONS.twenty.id} `)],
		['by its ID from the item', locator('id', '={{ $json.id }}')],
		['by the patient’s number', locator('recipient', recipient)],
		['by the number as people write it', locator('recipient', '+1 (301) 555-0103')],
		['by the number from the item', locator('recipient', '={{ $json.phone }}')],
	])('is chosen %s', async (_, conversation) => {
		const item = { id: CONVERSATIONS.twenty.id, phone: Number(recipient) };
		const { json, error } = await run(messagesOf({ id: '' }, { conversation }), [item]);
		expect(error).toBeUndefined();
		expect(idsOf(json)).toEqual(idsOf(await askApi(pathOf(CONVERSATIONS.twenty))));
	});

	test('by the patient’s number is their latest one, wherever it stands in the list', async () => {
		const ids = { old: CONVERSATIONS.one.id, latest: CONVERSATIONS.twenty.id };
		await answer('listConversations', {
			data: [
				conversationRow({ conversation_id: 'a', last_active_at: null }),
				conversationRow({ conversation_id: ids.old, last_active_at: '2025-06-02T12:00:00Z' }),
				// Two hours later, though the text sorts before the one above.
				conversationRow({
					conversation_id: ids.latest,
					recipient_phone_number: `+${recipient}`,
					last_active_at: '2025-06-02T10:00:00-04:00',
				}),
			],
			paging: { next: null, previous: null },
		});
		const { json } = await run(
			messagesOf({ id: '' }, { conversation: locator('recipient', recipient) }),
		);
		expect(json).toHaveLength(20);
		const [asked] = await standIn.control.requests('listConversations');
		expect(asked?.query).toMatchObject({ recipient_phone_number: recipient });
		const [read] = await standIn.control.requests('listMessages');
		expect(read?.path).toContain(ids.latest);
	});

	test.each([
		['there is none', []],
		['its number is not known', [conversationRow({ recipient_phone_number: null })]],
	])('of no one is read when %s', async (_, data) => {
		await answer('listConversations', { data, paging: { next: null, previous: null } });
		const { error } = await run(
			messagesOf({ id: '' }, { conversation: locator('recipient', recipient) }),
		);
		expect(error?.message).toBe('There is no conversation with this patient yet.');
		expect(error?.description).toContain('Check the number and the sender.');
		expect(await standIn.control.requests('listMessages')).toEqual([]);
	});

	test('of another patient is never read, when the API ignores the filter', async () => {
		const data = [conversationRow({ recipient_phone_number: '13015550104' })];
		await answer('listConversations', { data, paging: { next: null, previous: null } });
		const { error } = await run(
			messagesOf({ id: '' }, { conversation: locator('recipient', recipient) }),
		);
		expect(error?.message).toBe(
			'Scrubs answered with conversations of other patients, so nothing was passed on.',
		);
		expect(await standIn.control.requests('listMessages')).toEqual([]);
	});

	test.each([
		['none', locator('list', '={{ "" }}'), 'No conversation is chosen.'],
		['none by expression', locator('id', '={{ $json.missing }}'), 'No conversation is chosen.'],
		['a name', locator('recipient', 'Kim'), 'The recipient’s phone number contains letters'],
		[
			'a local number',
			locator('recipient', '9123 4567'),
			'The recipient’s phone number has no country code',
		],
		[
			'a way up the address',
			locator('id', '..'),
			'An ID or a number that the request needs is empty, or cannot be one.',
		],
	])('is refused before anything is sent when it is %s', async (_, conversation, message) => {
		const { error } = await run(messagesOf({ id: '' }, { conversation }));
		expect(error?.message).toContain(message);
		expect(error?.description).not.toContain('Default Country Code');
		expect(await standIn.control.requests()).toEqual([]);
	});

	test.each([
		['is not an ID', 'abc/../x?y#z', 'Scrubs did not accept this conversation ID.'],
		[
			'does not exist',
			'11111111-1111-4111-8111-111111111111',
			'Scrubs does not know this sender number or conversation.',
		],
	])('that %s is told in words', async (_, id, message) => {
		const { error } = await run(messagesOf({ id }));
		expect(error?.message).toBe(message);
		const [request] = await standIn.control.requests();
		expect(request?.path).toBe(`/api/v1/whatsapp${pathOf({ id: encodeURIComponent(id) })}`);
	});
});
