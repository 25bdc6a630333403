import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { CONVERSATIONS, SENDERS, type FaultKind } from '../../../../sandbox/api';
import { list } from '../../../support/parameters';
import { useOperation } from '../../../support/oneOperation';

const { standIn, run } = useOperation('message', 'getAll');

const { one, twenty, hundred, hundredOne, long } = CONVERSATIONS;
const ALL = Infinity;
const read = async ({ id }: { id: string }, limit: number) =>
	await run({
		senderPhoneNumber: list(SENDERS.main),
		conversation: list(id),
		...(limit === ALL ? { returnAll: true } : { limit }),
	});
const requests = async () => await standIn.control.requests('listMessages');
const limitsAsked = async () => (await requests()).map(({ query }) => Number(query.limit));
const breakPaging = async (kind: FaultKind, more: { location?: string; skip?: number } = {}) =>
	await standIn.control.fault({ kind, operationIds: ['listMessages'], times: 0, ...more });
const times = (count: number, size: number) => Array<number>(count).fill(size);
/** The messages' ids as the seed numbers them, the newest being 0. */
const positionsOf = (rows: Array<Record<string, unknown>>) =>
	rows.map(({ message_id: id }) =>
		Number(Buffer.from(String(id).slice('wamid.'.length), 'base64url').toString().split('/')[1]),
	);
const upTo = (count: number) => Array.from({ length: count }, (_, position) => position);

describe('every row comes once, in order, in as few requests as can be', () => {
	test.each([
		{ conversation: one, limit: 1, pages: [1] },
		{ conversation: one, limit: 50, pages: [50] },
		{ conversation: one, limit: ALL, pages: [100] },
		{ conversation: twenty, limit: 1, pages: [1] },
		{ conversation: twenty, limit: 20, pages: [20] },
		{ conversation: twenty, limit: 50, pages: [50] },
		{ conversation: twenty, limit: ALL, pages: [100] },
		{ conversation: hundred, limit: 50, pages: [50] },
		{ conversation: hundred, limit: 100, pages: [100] },
		{ conversation: hundred, limit: 101, pages: [51, 50] },
		{ conversation: hundred, limit: ALL, pages: [100] },
		{ conversation: hundredOne, limit: 1, pages: [1] },
		{ conversation: hundredOne, limit: 100, pages: [100] },
		{ conversation: hundredOne, limit: 101, pages: [51, 50] },
		{ conversation: hundredOne, limit: ALL, pages: [100, 100] },
		{ conversation: long, limit: 1, pages: [1] },
		{ conversation: long, limit: 50, pages: [50] },
		{ conversation: long, limit: 100, pages: [100] },
		{ conversation: long, limit: 101, pages: [51, 50] },
		{ conversation: long, limit: 250, pages: [84, 83, 83] },
		{ conversation: long, limit: ALL, pages: times(12, 100) },
	])('$conversation.messages rows, $limit wanted', async ({ conversation, limit, pages }) => {
		const { json, error } = await read(conversation, limit);
		expect(error).toBeUndefined();
		expect(positionsOf(json)).toEqual(upTo(Math.min(limit, conversation.messages)));
		expect(await limitsAsked()).toEqual(pages);
	});

	test('and each request after the first goes on where the one before ended', async () => {
		await read(long, 250);
		const cursors = (await requests()).map(({ query }) => query.after);
		expect(cursors[0]).toBeUndefined();
		expect(new Set(cursors).size).toBe(3);
	});
});

describe('a server that pages otherwise', () => {
	let elsewhere: Server;
	let visits = 0;
	beforeAll(async () => {
		elsewhere = createServer((_, response) => {
			visits += 1;
			response.end('{"data":[],"paging":{"next":null,"previous":null}}');
		});
		await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
	});
	afterAll(async () => await new Promise((resolve) => elsewhere.close(resolve)));
	const foreign = () => `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;

	test('is understood when its cursors are whole URLs of its own', async () => {
		await breakPaging('cursorUrl');
		const { json, error } = await read(long, ALL);
		expect(error).toBeUndefined();
		expect(positionsOf(json)).toEqual(upTo(1200));
		expect(await limitsAsked()).toEqual(times(12, 100));
	});

	test('is not followed to another address', async () => {
		await breakPaging('cursorForeignUrl', { location: foreign() });
		const { json, error } = await read(hundredOne, ALL);
		expect(error?.message).toContain('Scrubs pointed to another address for the next page');
		expect(error?.description).toContain('Nothing was sent there.');
		expect(json).toEqual([]);
		expect(visits).toBe(0);
		expect(await requests()).toHaveLength(1);
	});

	test('does no harm by pointing elsewhere when no further page is wanted', async () => {
		await breakPaging('cursorForeignUrl', { location: foreign() });
		const { json } = await read(hundredOne, 100);
		expect(json).toHaveLength(100);
		expect(visits).toBe(0);
	});

	test.each<[FaultKind, number, string, number]>([
		['cursorRepeats', 0, 'Scrubs sent the same page marker twice', 2],
		['ignoreCursor', 0, 'Scrubs sent the same page twice', 2],
		['ignoreCursor', 3, 'Scrubs sent the same page twice', 4],
		['noPaging', 0, 'Scrubs did not say whether more rows follow', 1],
	])(
		'by %s after %i pages is told in words, with no row doubled',
		async (kind, skip, text, count) => {
			await breakPaging(kind, { skip });
			const { json, error } = await read(long, ALL);
			expect(error?.message).toContain(text);
			expect(error?.description).toMatch(/[Ss]witch "Return All" off/);
			expect(json).toEqual([]);
			expect(await requests()).toHaveLength(count);
		},
	);

	test.each([
		['fewer rows than a page', twenty, ALL, 20],
		['all the rows that are wanted', long, 100, 100],
	])('by noPaging does no harm when it gave %s', async (_, conversation, limit, expected) => {
		await breakPaging('noPaging');
		const { json, error } = await read(conversation, limit);
		expect(error).toBeUndefined();
		expect(positionsOf(json)).toEqual(upTo(expected));
	});
});
