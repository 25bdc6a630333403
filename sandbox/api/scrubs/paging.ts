import type { Paging } from '../../../nodes/ScrubsWhatsApp/api/schema';
import { REFUSALS } from './refusals';
import { countBefore, latestFirst, type Row } from './rows';

/** The query of a paged list, after validation: `limit` is from 1 to 100. */
export interface PageQuery {
	limit?: number;
	after?: string;
	before?: string;
}

/** One page and the cursors around it. */
export interface Page<R> {
	rows: R[];
	paging: Paging;
}

/**
 * Cuts one page out of a list. A cursor holds time and order of a row rather than a position, so pages stay where they
 * are while new rows arrive.
 *
 * @param list what the cursors belong to; a cursor of another list is refused
 * @param rows latest first
 */
export function page<R extends Row>(
	list: string,
	rows: readonly R[],
	{ limit = 20, after, before }: PageQuery,
): Page<R> {
	if (after !== undefined && before !== undefined) throw REFUSALS.invalidQuery;
	let start = 0;
	if (after !== undefined) {
		const edge = readCursor(list, after);
		start = countBefore(rows, (row) => latestFirst(row, edge) > 0);
	} else if (before !== undefined) {
		const edge = readCursor(list, before);
		const end = countBefore(rows, (row) => latestFirst(row, edge) >= 0);
		start = Math.max(0, end - limit);
		limit = Math.min(limit, end);
	}
	const cut = rows.slice(start, start + limit);
	const [first, last] = [cut.at(0), cut.at(-1)];
	return {
		rows: cut,
		paging: {
			next: last && start + cut.length < rows.length ? writeCursor(list, last) : null,
			previous: first && start > 0 ? writeCursor(list, first) : null,
		},
	};
}

function writeCursor(list: string, { at, order }: Row): string {
	return Buffer.from(`${list}#${at}#${order}`).toString('base64url');
}

function readCursor(list: string, cursor: string): Row {
	const [, at, order] = Buffer.from(cursor, 'base64url').toString().split('#').map(Number);
	const row = { at: at ?? NaN, order: order ?? NaN };
	const known = Object.values(row).every(Number.isInteger) && writeCursor(list, row) === cursor;
	if (!known) throw REFUSALS.invalidQuery;
	return row;
}
