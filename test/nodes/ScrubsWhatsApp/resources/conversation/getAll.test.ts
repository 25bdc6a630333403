import { CONVERSATIONS, SENDERS } from '../../../../../sandbox/api';
import { list, locator } from '../../../../support/parameters';
import { LIMIT_PROBLEM, REFUSED_LIMITS } from '../../../../support/limits';
import { useOperation } from '../../../../support/oneOperation';
import { atClinic, conversationRow, without } from '../../../../support/rows';

const { standIn, run, askApi, answer } = useOperation('conversation', 'getAll');

const MAIN = { senderPhoneNumber: list(SENDERS.main) };
const PATH = `/numbers/${SENDERS.main}/conversations`;
const local = (time: unknown) => (time === null ? null : atClinic(Date.parse(time as string)));

describe('what comes back', () => {
	test('is the API’s own JSON, untouched, without Simplify', async () => {
		const { json } = await run({ ...MAIN, simplify: false, limit: 60 });
		expect(json).toEqual(await askApi(PATH, { limit: 60 }));
		expect(Object.keys(json[0] ?? {})).toHaveLength(12);
	});

	test('is ten fields, times as they are at the clinic and the number with +, by default', async () => {
		const { json } = await run({ ...MAIN, limit: 10 });
		const raw = await askApi(PATH, { limit: 10 });
		expect(Object.keys(json[0] ?? {})).toEqual([
			'contact_name',
			'status',
			'last_active_at',
			'recipient_phone_number',
			'last_message_type',
			'messages_count',
			'last_inbound_at',
			'last_outbound_at',
			'created_at',
			'conversation_id',
		]);
		expect(json).toEqual(
			raw.map((row) => ({
				...without(row, 'updated_at', 'last_message_timestamp'),
				recipient_phone_number:
					row.recipient_phone_number && `+${row.recipient_phone_number as string}`,
				last_active_at: local(row.last_active_at),
				last_inbound_at: local(row.last_inbound_at),
				last_outbound_at: local(row.last_outbound_at),
				created_at: local(row.created_at),
			})),
		);
	});

	test('has its times as they are at the clinic, from all three forms, and leaves anything else as it is', async () => {
		const row = conversationRow({
			last_active_at: '2025-06-02T20:00:00+08:00',
			last_inbound_at: '1748865600',
			last_outbound_at: '2025-06-02T12:00:00Z',
			created_at: 'long ago',
			contact_name: '1748865600',
		});
		const data = [row, conversationRow({ conversation_id: 'x', created_at: undefined })];
		await answer('listConversations', { data, paging: { next: null, previous: null } });
		const { json } = await run(MAIN);
		expect(json).toEqual([
			expect.objectContaining({
				last_active_at: '2025-06-02T20:00:00+08:00',
				last_inbound_at: '2025-06-02T20:00:00+08:00',
				last_outbound_at: '2025-06-02T20:00:00+08:00',
				created_at: 'long ago',
				contact_name: '1748865600',
			}),
			expect.objectContaining({ last_inbound_at: null, created_at: null }),
		]);
	});

	test.each([
		['by default', {}, 50],
		['with a limit', { limit: 7 }, 7],
		['with a limit by expression', { limit: '={{ "7" }}' }, 7],
		['with Return All', { returnAll: true, limit: 1 }, 300],
	])('is the latest ones first: %s', async (_, parameters, expected) => {
		const { json } = await run({ ...MAIN, ...parameters });
		expect(json).toHaveLength(expected);
		expect(new Set(json.map(({ conversation_id: id }) => id)).size).toBe(expected);
		const times = json.map(({ last_active_at: time }) => time as string);
		expect(times).toEqual([...times].sort().reverse());
	});

	test('is nothing, of a sender without conversations', async () => {
		const { json, error } = await run({ senderPhoneNumber: list(SENDERS.disconnected) });
		expect(error).toBeUndefined();
		expect(json).toEqual([]);
	});

	test.each(REFUSED_LIMITS)('is nothing but an error for a limit of %s', async (_, limit) => {
		const { error } = await run({ ...MAIN, limit });
		expect(error?.message).toBe(LIMIT_PROBLEM);
		expect(await standIn.control.requests()).toEqual([]);
	});
});

describe('the filter by recipient', () => {
	const EMPTY = 'The filter "Recipient’s Phone Number" is empty or is no single value.';

	test.each(['13015550103', '+1 301-555-0103', '001 (301) 555 0103'])(
		'finds the patient’s conversation by %s',
		async (recipientPhoneNumber) => {
			const { json } = await run({ ...MAIN, filters: { recipientPhoneNumber } });
			expect(json).toEqual([expect.objectContaining({ conversation_id: CONVERSATIONS.twenty.id })]);
			const [request] = await standIn.control.requests();
			expect(request?.query).toEqual({
				limit: '50',
				recipient_phone_number: CONVERSATIONS.twenty.recipient,
			});
		},
	);

	test('finds nothing for someone who never wrote', async () => {
		const { json, error } = await run({
			...MAIN,
			filters: { recipientPhoneNumber: '+65 9123 4567' },
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([]);
	});

	test.each([
		['empty', '', EMPTY],
		['white space', '  ', EMPTY],
		['an expression that gives nothing', '={{ $json.missing }}', EMPTY],
		['an expression that gives null', '={{ null }}', EMPTY],
		['without a country code', '9123 4567', 'The recipient’s phone number has no country code'],
	])('is refused when it is %s, not left out', async (_, recipientPhoneNumber, problem) => {
		const { error } = await run({ ...MAIN, filters: { recipientPhoneNumber } });
		expect(error?.message).toContain(problem);
		expect(error?.description).toMatch(/\w/);
		expect(error?.description).not.toContain('Default Country Code');
		expect(await standIn.control.requests()).toEqual([]);
	});

	test('passes nothing on when the API does not keep to it', async () => {
		const row = { conversation_id: 'a', recipient_phone_number: '13015550104' };
		await standIn.control.fault({
			kind: 'status',
			status: 200,
			body: { data: [row], paging: { next: null, previous: null } },
		});
		const { error, json } = await run({
			...MAIN,
			filters: { recipientPhoneNumber: '+1 301 555 0103' },
		});
		expect(error?.message).toContain('conversations of other patients');
		expect(json).toEqual([]);
	});
});

describe('the sender', () => {
	test('may be given by its number as people write it', async () => {
		const { json } = await run({ senderPhoneNumber: locator('phoneNumber', '+1 202 555 0102') });
		expect(json).toHaveLength(3);
	});

	test.each([
		['none', locator('list', '={{ "" }}'), 'No sender is chosen.'],
		['someone else’s', list('12025550121'), 'The sender number is not one of yours at Scrubs.'],
	])('that is %s is told in words', async (_, senderPhoneNumber, message) => {
		const { error, json } = await run({ senderPhoneNumber });
		expect(error?.message).toBe(message);
		expect(json).toEqual([]);
	});
});
