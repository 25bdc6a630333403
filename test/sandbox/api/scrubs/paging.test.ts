import { CONVERSATION_COUNT, CONVERSATIONS, SENDERS } from '../../../../sandbox/api';
import { useApiClient } from '../apiClient';

interface PageOf<T> {
	data: T[];
	paging: { next: string | null; previous: string | null };
}

const client = useApiClient();
const CONVERSATION_LIST = `/numbers/${SENDERS.main}/conversations`;
const messageList = (id: string) => `${CONVERSATION_LIST}/${id}/messages`;

async function get<T>(path: string, params: object): Promise<PageOf<T>> {
	const { status, data } = await client.call('get', path, { params });
	expect(status).toBe(200);
	return data;
}

/** All pages, from the first to the last, or back from a cursor. */
async function walk<T>(
	path: string,
	limit: number,
	by: 'after' | 'before' = 'after',
	start?: string,
) {
	const pages: T[][] = [];
	let cursor: string | null = start ?? null;
	do {
		const { data, paging }: PageOf<T> = await get<T>(path, {
			limit,
			...(cursor && { [by]: cursor }),
		});
		pages.push(data);
		cursor = by === 'after' ? paging.next : paging.previous;
	} while (cursor);
	return pages;
}

type Conversation = { conversation_id: string; last_active_at: string };
type Message = { message_id: string; timestamp: string };

test.each([
	['long', 12, 100],
	['hundred', 1, 100],
	['hundredOne', 2, 1],
	['one', 1, 1],
	['empty', 1, 0],
] as const)('the messages of %s fill %d pages, the last with %d', async (name, count, rest) => {
	const pages = await walk<Message>(messageList(CONVERSATIONS[name].id), 100);
	expect(pages).toHaveLength(count);
	expect(pages.at(-1)).toHaveLength(rest);
	const all = pages.flat();
	expect(new Set(all.map((one) => one.message_id)).size).toBe(CONVERSATIONS[name].messages);
	const times = all.map((one) => Number(one.timestamp));
	expect(times).toEqual([...times].sort((a, b) => b - a));
});

test('a page holds 20 by default', async () => {
	const { data, paging } = await get(messageList(CONVERSATIONS.twenty.id), {});
	expect(data).toHaveLength(20);
	expect(paging).toEqual({ next: null, previous: null });
	expect((await get(CONVERSATION_LIST, {})).data).toHaveLength(20);
});

test('conversations come with the latest activity first', async () => {
	const all = (await walk<Conversation>(CONVERSATION_LIST, 100)).flat();
	expect(all).toHaveLength(CONVERSATION_COUNT);
	const times = all.map((one) => Date.parse(one.last_active_at));
	expect(times).toEqual([...times].sort((a, b) => b - a));
});

test('pages can be walked back', async () => {
	const path = messageList(CONVERSATIONS.hundredOne.id);
	const there = await walk<Message>(path, 30);
	const second = await get<Message>(path, { limit: 30 });
	const third = await get<Message>(path, { limit: 30, after: second.paging.next });
	const last = await get<Message>(path, { limit: 30, after: third.paging.next });
	const back = await walk<Message>(path, 30, 'before', last.paging.previous ?? '');
	expect(back).toEqual([there[1], there[0]]);
	expect((await get(path, { limit: 30, before: third.paging.previous })).paging.next).toBe(
		second.paging.next,
	);
});

test('a cursor stays where it is while rows arrive and move', async () => {
	const first = await get<Conversation>(CONVERSATION_LIST, { limit: 4 });
	const expected = await get<Conversation>(CONVERSATION_LIST, {
		limit: 4,
		after: first.paging.next,
	});
	for (const recipient_phone_number of ['13995550100', CONVERSATIONS.twenty.recipient]) {
		const data = {
			recipient_phone_number,
			template_name: 'clinic_closed_today',
			language: 'en_US',
			fields: {},
		};
		await client.call('post', `/numbers/${SENDERS.main}/messages/template`, { data });
	}
	const second = await get<Conversation>(CONVERSATION_LIST, { limit: 4, after: first.paging.next });
	expect(second.data).toEqual(expected.data);
});

test('refuses a cursor that it has not given', async () => {
	const { paging } = await get(CONVERSATION_LIST, { limit: 1 });
	const after = paging.next ?? '';
	for (const params of [
		{ after: 'next_cursor' },
		{ after: `${after}x` },
		{ after: '' },
		{ after, before: after },
	]) {
		const { status, data } = await client.call('get', CONVERSATION_LIST, { params });
		expect([params, status, data]).toEqual([
			params,
			400,
			{ error: 'Query parameters are invalid.' },
		]);
	}
	const elsewhere = await client.call('get', messageList(CONVERSATIONS.long.id), {
		params: { after },
	});
	expect(elsewhere.status).toBe(400);
});
