import { MAX_PAGE_SIZE, NEXT_CURSOR_PARAMETER } from '../inferred';
import type { Query } from '../transport/request';
import { webAddressOf } from '../transport/webAddress';
import { PagingProblem } from './PagingProblem';
import type { Page } from './readers';

/** No clinic has more pages than this of anything; and this many pages without a new row lead nowhere. */
const MAX_PAGES = 10_000;
const MAX_EMPTY_PAGES = 10;

/** How many rows to ask for so that the rest comes in as few, equally large pages as the API allows. */
const pageSizeFor = (remaining: number): number =>
	Number.isFinite(remaining)
		? Math.ceil(remaining / Math.ceil(remaining / MAX_PAGE_SIZE))
		: MAX_PAGE_SIZE;

/**
 * The query that a cursor stands for. A cursor may be a whole URL: then only its query is taken, and only from the API's
 * own origin, so that neither the key nor the reader ever goes elsewhere.
 */
export function queryOfCursor(cursor: string, origin: string): Query {
	if (!/^https?:\/\/|^\/[^?]*\?|^\?/i.test(cursor)) return { [NEXT_CURSOR_PARAMETER]: cursor };
	const url = webAddressOf(cursor, origin);
	if (url?.origin !== origin) throw new PagingProblem('foreignCursor');
	return Object.fromEntries(url.searchParams);
}

/** What is needed to read a list. */
export interface List<T> {
	/** Asks for one page: of so many rows, behind the cursor that `page` stands for. */
	fetchPage: (limit: number, page: Query) => Promise<Page<T>>;
	/** What tells rows apart; undefined or null for a row that has nothing of the kind. */
	idOf: (row: T) => unknown;
	/** The API's origin, for cursors that are URLs. */
	origin: string;
	/** How many rows are wanted; Infinity for all. */
	limit: number;
	/** Where to begin; kept up to date, so that who takes no more pages can go on later. */
	place?: ListPlace;
}

/** How far a list has been read. */
export interface ListPlace {
	/** The cursor of the page that follows; undefined at the start, and behind the last page. */
	cursor?: string;
}

/**
 * Reads a list page by page, as far as the caller takes pages. Rows that come again, because others moved while the list
 * was read, are left out.
 * @throws PagingProblem instead of reading on for ever or ending too early
 */
export async function* readPages<T>({
	fetchPage,
	idOf,
	origin,
	limit,
	place = {},
}: List<T>): AsyncGenerator<T[], void> {
	const seenIds = new Set<unknown>();
	const seenCursors = new Set<string>();
	let page = place.cursor === undefined ? {} : queryOfCursor(place.cursor, origin);
	let remaining = limit;
	let emptyPages = 0;

	for (let pages = 1; remaining > 0; pages++) {
		const pageSize = pageSizeFor(remaining);
		const { rows, leftOut, next } = await fetchPage(pageSize, page);
		place.cursor = next || undefined;
		const fresh: T[] = [];
		for (const row of rows) {
			// What has no ID is told from others by being another row.
			const id = idOf(row) ?? row;
			if (seenIds.has(id)) continue;
			seenIds.add(id);
			fresh.push(row);
		}
		const isRepeated = rows.length > 0 && fresh.length === 0;
		emptyPages = fresh.length === 0 ? emptyPages + 1 : 0;
		yield fresh.slice(0, remaining);
		remaining -= fresh.length;
		if (remaining <= 0) return;
		if (isRepeated) throw new PagingProblem('pageRepeats');
		if (next === undefined && rows.length + leftOut >= pageSize) {
			throw new PagingProblem('noPaging');
		}
		if (typeof next !== 'string' || next === '') return;
		if (seenCursors.has(next)) throw new PagingProblem('cursorRepeats');
		if (emptyPages >= MAX_EMPTY_PAGES || pages >= MAX_PAGES) throw new PagingProblem('endless');
		seenCursors.add(next);
		page = queryOfCursor(next, origin);
	}
}

/** All rows of a list that is read page by page. */
export async function collect<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
	const rows: T[] = [];
	for await (const page of pages) rows.push(...page);
	return rows;
}
