import { queryOfCursor, readPages } from '../../../../nodes/ScrubsWhatsApp/api/paging';
import { PagingProblem } from '../../../../nodes/ScrubsWhatsApp/api/PagingProblem';
import type { Page } from '../../../../nodes/ScrubsWhatsApp/api/readers';

type ScriptedPage = Omit<Page<number>, 'leftOut'> & { leftOut?: number };

describe('reading pages', () => {
	/** Reads scripted pages of numbers; what was asked for is kept. */
	const reader = (pages: ScriptedPage[], limit = Infinity) => {
		const asked: object[] = [];
		const rows = readPages<number>({
			fetchPage: async (size, page) => {
				asked.push({ ...page, limit: String(size) });
				const answer = pages[asked.length - 1];
				return answer
					? { leftOut: 0, ...answer }
					: await Promise.reject(new Error('A page too far'));
			},
			idOf: (row) => row,
			origin: 'https://scrubs.example',
			limit,
		});
		return { asked, rows };
	};
	const collected = async (pages: ScriptedPage[], limit?: number) => {
		const result: number[] = [];
		for await (const page of reader(pages, limit).rows) result.push(...page);
		return result;
	};

	test.each<[string, ScriptedPage[], number, number[]]>([
		[
			'rows that shift to the next page come once',
			[
				{ rows: [1, 2, 3], next: 'a' },
				{ rows: [3, 4, 5], next: 'b' },
				{ rows: [4, 5, 6], next: null },
			],
			Infinity,
			[1, 2, 3, 4, 5, 6],
		],
		['a row twice in a page comes once', [{ rows: [1, 1, 2, 1], next: null }], Infinity, [1, 2]],
		[
			'rows left out are made up for by the next page',
			[
				{ rows: [1, 1], next: 'a' },
				{ rows: [2, 3], next: 'b' },
			],
			2,
			[1, 2],
		],
		[
			'an empty page in between is read past',
			[
				{ rows: [1], next: 'a' },
				{ rows: [], next: 'b' },
				{ rows: [2], next: null },
			],
			Infinity,
			[1, 2],
		],
		['an empty cursor ends the list', [{ rows: [1], next: '' }], Infinity, [1]],
		['more rows than asked for are cut', [{ rows: [1, 2, 3], next: 'a' }], 2, [1, 2]],
		['none are asked for when none are wanted', [], 0, []],
	])('%s', async (_, pages, limit, expected) => {
		expect(await collected(pages, limit)).toEqual(expected);
	});

	test.each<[PagingProblem['reason'], ScriptedPage[]]>([
		[
			'cursorRepeats',
			[
				{ rows: [1], next: 'a' },
				{ rows: [2], next: 'a' },
			],
		],
		[
			'cursorRepeats',
			[
				{ rows: [1], next: 'a' },
				{ rows: [2], next: 'b' },
				{ rows: [3], next: 'a' },
			],
		],
		[
			'pageRepeats',
			[
				{ rows: [1, 2], next: 'a' },
				{ rows: [2, 1], next: 'b' },
			],
		],
		['foreignCursor', [{ rows: [1], next: 'https://elsewhere.example/?after=a' }]],
		['noPaging', [{ rows: Array.from({ length: 100 }, (_, row) => row), next: undefined }]],
	])('stops with %s: %j', async (reason, pages) => {
		await expect(collected(pages)).rejects.toThrow(new PagingProblem(reason));
	});

	test.each([
		['ten pages without a row', 10, () => []],
		['ten thousand pages', 10_000, (page: number) => [page]],
	])('stops after %s', async (_, count, rowsOf) => {
		const pages = Array.from({ length: count }, (_row, page) => ({
			rows: rowsOf(page),
			next: `${page}`,
		}));
		await expect(collected(pages)).rejects.toThrow(new PagingProblem('endless'));
		await expect(collected([...pages.slice(1), { rows: [], next: null }])).resolves.toHaveLength(
			rowsOf(0).length * (count - 1),
		);
	});

	test('asks for a page only when it is taken', async () => {
		const { asked, rows } = reader([
			{ rows: [1, 2], next: 'a' },
			{ rows: [3], next: null },
		]);
		expect(asked).toEqual([]);
		await rows.next();
		expect(asked).toEqual([{ limit: '100' }]);
		await rows.next();
		expect(asked).toEqual([{ limit: '100' }, { after: 'a', limit: '100' }]);
	});
});

describe('a cursor', () => {
	const ORIGIN = 'https://scrubs.example';

	test.each([
		['bWFyaw==', { after: 'bWFyaw==' }],
		['a/b+c=', { after: 'a/b+c=' }],
		['12', { after: '12' }],
		['/opaque', { after: '/opaque' }],
		[`${ORIGIN}/api/v1/x?after=a%2Bb&limit=20`, { after: 'a+b', limit: '20' }],
		['HTTPS://SCRUBS.EXAMPLE/x?after=a', { after: 'a' }],
		['/api/v1/x?cursor=a', { cursor: 'a' }],
		['?page=2', { page: '2' }],
	])('%s is read as a query', (cursor, expected) => {
		expect(queryOfCursor(cursor, ORIGIN)).toEqual(expected);
	});

	test.each([
		'https://elsewhere.example/x?after=a',
		'http://scrubs.example/x?after=a',
		'https://scrubs.example:8443/x?after=a',
		'https://scrubs.example.elsewhere.example/x?after=a',
		'https://scrubs.example@elsewhere.example/x?after=a',
		'//elsewhere.example/x?after=a',
		'https://?after=a',
	])('%s is refused', (cursor) => {
		expect(() => queryOfCursor(cursor, ORIGIN)).toThrow(new PagingProblem('foreignCursor'));
	});
});
