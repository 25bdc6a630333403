import { CONVERSATIONS, SENDERS, type Change } from '../../../../sandbox/api';
import { reshape } from '../../../../sandbox/api/control/reshape';
import { useApiClient } from '../apiClient';

const client = useApiClient();
const AT = 1_748_865_600;
const ISO = '2025-06-02T08:00:00-04:00';
const PAGE = () => ({
	data: [
		{ id: 'a', status: 'read', phone: '12025550101', timestamp: String(AT), active: ISO },
		{ id: 'b', status: 'sent', phone: '12025550102', timestamp: String(AT), active: ISO },
	],
	paging: { next: 'cursor', previous: null },
});
const [A, B] = PAGE().data;

test.each<[string, Change[], object]>([
	[
		'a number instead of a text',
		[{ path: ['data', 0, 'status'], value: 5 }],
		{ data: [{ ...A, status: 5 }, B] },
	],
	[
		'an object instead of a text, in each row',
		[{ path: ['data', '*', 'status'], value: { code: 5 } }],
		{
			data: [
				{ ...A, status: { code: 5 } },
				{ ...B, status: { code: 5 } },
			],
		},
	],
	[
		'null',
		[{ path: ['data', 1, 'timestamp'], value: null }],
		{ data: [A, { ...B, timestamp: null }] },
	],
	[
		'digits as a number',
		[{ path: ['data', 0, 'phone'], as: 'number' }],
		{ data: [{ ...A, phone: 12025550101 }, B] },
	],
	[
		'times as numbers',
		[
			{ path: ['data', 0, 'timestamp'], as: 'number' },
			{ path: ['data', 0, 'active'], as: 'number' },
		],
		{ data: [{ ...A, timestamp: AT, active: AT }, B] },
	],
	[
		'times that are no whole seconds',
		[{ path: ['data', 0, 'timestamp'], as: 'fraction' }],
		{ data: [{ ...A, timestamp: AT + 0.5 }, B] },
	],
	[
		'times in milliseconds, as numbers and as texts',
		[
			{ path: ['data', '*', 'timestamp'], as: 'milliseconds' },
			{ path: ['data', 1, 'active'], as: 'millisecondsText' },
		],
		{
			data: [
				{ ...A, timestamp: AT * 1000 },
				{ ...B, timestamp: AT * 1000, active: `${AT}000` },
			],
		},
	],
	[
		'rows without IDs',
		[{ path: ['data', '*', 'id'] }],
		{ data: [expect.not.objectContaining({ id: 'a' }), expect.not.objectContaining({ id: 'b' })] },
	],
	['a row fewer', [{ path: ['data', 0] }], { data: [B] }],
	['no rows', [{ path: ['data', '*'] }], { data: [] }],
	['a row twice', [{ path: ['data', '-'], from: ['data', 0] }], { data: [A, B, A] }],
	['a row over another', [{ path: ['data', 1], from: ['data', 0] }], { data: [A, A] }],
	[
		'a cursor that is a number',
		[{ path: ['paging', 'next'], value: 7 }],
		{ paging: { next: 7, previous: null } },
	],
	[
		'a cursor that is an object',
		[{ path: ['paging', 'next'], value: { after: 'cursor' } }],
		{ paging: { next: { after: 'cursor' }, previous: null } },
	],
	['paging that is empty', [{ path: ['paging'], value: {} }], { paging: {} }],
	[
		'one change after the other',
		[
			{ path: ['data', '-'], from: ['data', 0] },
			{ path: ['data', 2, 'id'], value: 'c' },
		],
		{ data: [A, B, { ...A, id: 'c' }] },
	],
	[
		'a member whose name is a dash',
		[{ path: ['paging', '-'], value: 1 }],
		{ paging: { ...PAGE().paging, '-': 1 } },
	],
	['nothing where a path leads nowhere', [{ path: ['none', 0, 'id'], value: 1 }], {}],
])('makes it %s', (_case, changes, expected) => {
	expect(reshape(PAGE(), changes)).toEqual({ ...PAGE(), ...expected });
});

test.each<[string, Change, unknown]>([
	['replaced', { path: [], value: [] }, []],
	['told as null', { path: [], value: null }, null],
	['moved into a part', { path: [], from: ['data'] }, PAGE().data],
])('the whole answer can be %s', (_case, change, expected) => {
	expect(reshape(PAGE(), [change])).toEqual(expected);
});

test('what was handed in stays as it was', () => {
	const page = PAGE();
	reshape(page, [{ path: ['data', '*'] }, { path: ['paging', 'next'], value: 7 }]);
	expect(page).toEqual(PAGE());
});

test('shape: the API answers so once, and its data are what they were', async () => {
	const list = async () =>
		(await client.call('get', `/numbers/${SENDERS.main}/conversations`, { params: { limit: 2 } }))
			.data;
	const before = await list();
	await client.control.fault({
		kind: 'shape',
		operationIds: ['listConversations'],
		changes: [
			{ path: ['data', 0, 'status'], value: 5 },
			{ path: ['data', 1, 'last_active_at'], as: 'milliseconds' },
			{ path: ['data', '*', 'contact_name'] },
			{ path: ['paging'], value: {} },
		],
	});
	const [first, second] = before.data;
	expect(await list()).toEqual({
		data: [
			{ ...first, contact_name: undefined, status: 5 },
			{
				...second,
				contact_name: undefined,
				last_active_at: Date.parse(second.last_active_at),
			},
		],
		paging: {},
	});
	expect(await list()).toEqual(before);
});

test('shape: a message is sent, whatever the answer looks like', async () => {
	await client.control.fault({
		kind: 'shape',
		changes: [{ path: ['messages', 0, 'id'], value: 7 }],
	});
	const { status, data } = await client.call('post', `/numbers/${SENDERS.main}/messages/template`, {
		data: {
			recipient_phone_number: CONVERSATIONS.one.recipient,
			template_name: 'clinic_closed_today',
			language: 'en_US',
			fields: {},
		},
	});
	expect([status, data.messages]).toEqual([200, [{ id: 7 }]]);
	expect((await client.control.requests())[0]).toMatchObject({ status: 200, effect: true });
});
