import type { Paging } from '../../../nodes/ScrubsWhatsApp/api/schema';
import { REFUSALS } from './refusals';
import type { Row } from './world';

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
 * Cuts one page out of a list. A cursor holds the order of a row rather than a position, so pages stay where they are
 * while new rows arrive at the front.
 *
 * @param list what the cursors belong to; a cursor of another list is refused
 * @param rows newest first
 */
export function page<R extends Row>(
	list: string,
	rows: readonly R[],
	{ limit = 20, after, before }: PageQuery,
): Page<R> {
	if (after !== undefined && before !== undefined) throw REFUSALS.invalidQuery;
	let start = 0;
	if (after !== undefined) {
		const order = readCursor(list, after);
		start = countWhile(rows, (row) => row.order >= order);
	} else if (before !== undefined) {
		const order = readCursor(list, before);
		const end = countWhile(rows, (row) => row.order > order);
		start = Math.max(0, end - limit);
		limit = Math.min(limit, end);
	}
	const cut = rows.slice(start, start + limit);
	const [first, last] = [cut.at(0), cut.at(-1)];
	return {
		rows: cut,
		paging: {
			next: last && start + cut.length < rows.length ? writeCursor(list, last.order) : null,
			previous: first && start > 0 ? writeCursor(list, first.order) : null,
		},
	};
}

function countWhile<R>(rows: readonly R[], matches: (row: R) => boolean): number {
	const end = rows.findIndex((row) => !matches(row));
	return end === -1 ? rows.length : end;
}

function writeCursor(list: string, order: number): string {
	return Buffer.from(`${list}#${order}`).toString('base64url');
}

function readCursor(list: string, cursor: string): number {
	const order = Number(Buffer.from(cursor, 'base64url').toString().split('#')[1]);
	if (!Number.isInteger(order) || writeCursor(list, order) !== cursor) throw REFUSALS.invalidQuery;
	return order;
}
