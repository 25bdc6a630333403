import axios from 'axios';
import { SENDERS } from '../../../../sandbox/api';
import { useApiClient, WITH_API_KEY } from '../apiClient';

const client = useApiClient();
const conversations = async (params: object) =>
	await client.call('get', `/numbers/${SENDERS.main}/conversations`, {
		params: { limit: 2, ...params },
	});

test('cursorRepeats: the same page again and again', async () => {
	const first = await conversations({});
	const after = first.data.paging.next;
	await client.control.fault({ kind: 'cursorRepeats', times: 0 });
	expect((await conversations({})).data).toEqual(first.data);
	expect((await conversations({ after })).data.paging.next).toBe(after);
});

test('cursorUrl: a URL that leads to the next page', async () => {
	const first = await conversations({});
	const second = await conversations({ after: first.data.paging.next });
	await client.control.fault({ kind: 'cursorUrl' });
	const { next, previous } = (await conversations({})).data.paging;
	expect([next.startsWith(`${client.url}/api/v1/whatsapp/`), previous]).toEqual([true, null]);
	expect((await axios.get(next, { headers: WITH_API_KEY, proxy: false })).data).toEqual(
		second.data,
	);
});

test('cursorForeignUrl: a URL of another server', async () => {
	await client.control.fault({ kind: 'cursorForeignUrl', location: 'http://127.0.0.2:9' });
	expect((await conversations({})).data.paging.next).toMatch(
		/^http:\/\/127\.0\.0\.2:9\/api\/v1\/.*after=/,
	);
});

test.each(['repeated', 'empty'] as const)(
	'endlessPages: always a new cursor, rows %s',
	async (rows) => {
		const first = await conversations({});
		await client.control.fault({ kind: 'endlessPages', rows, times: 0 });
		const cursors = new Set<string>();
		let after: string | undefined;
		for (let page = 0; page < 5; page++) {
			const { status, data } = await conversations({ after });
			expect([status, data.data]).toEqual([200, rows === 'empty' ? [] : first.data.data]);
			cursors.add((after = data.paging.next as string));
		}
		expect(cursors.size).toBe(5);
	},
);

test('ignoreCursor: the first page, whatever the cursor', async () => {
	const first = await conversations({});
	await client.control.fault({ kind: 'ignoreCursor' });
	expect((await conversations({ after: first.data.paging.next })).data).toEqual(first.data);
});

test('noPaging: rows alone', async () => {
	await client.control.fault({ kind: 'noPaging' });
	const { data } = await conversations({});
	expect(Object.keys(data)).toEqual(['data']);
});
