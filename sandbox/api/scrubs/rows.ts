import type { Row } from './world';

/** Compares two rows for a list with the latest first. */
export function latestFirst(a: Row, b: Row): number {
	return b.at - a.at || b.order - a.order;
}

/** Puts a row in its place in a list that is sorted latest first. */
export function insert<R extends Row>(rows: R[], row: R): void {
	const place = rows.findIndex((other) => latestFirst(row, other) < 0);
	rows.splice(place === -1 ? rows.length : place, 0, row);
}
