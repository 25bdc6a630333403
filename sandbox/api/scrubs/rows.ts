import type { Message } from '../../../nodes/ScrubsWhatsApp/api/schema';

/** Anything that is listed latest first: by time, and rows of one time by order. */
export interface Row {
	/** Unix milliseconds: when a message was written, or when a conversation was last active. */
	at: number;
	/** Higher came later; unique among all rows. */
	order: number;
}

/** What a template message was made of, in the order of the template's fields. */
export interface SentTemplate {
	name: string;
	language: string;
	fields: Array<{ field: string; value: string }>;
}

export interface MessageRow extends Row {
	message: Message;
	/** Only of messages sent through the API; their `content` holds the same as one text. */
	template?: SentTemplate;
}

export interface ConversationRow extends Row {
	id: string;
	recipient: string | null;
	contactName: string | null;
	status: string;
	/** Unix milliseconds. */
	createdAt: number;
	/** Offset in minutes of the times shown; the API is seen to give times in local offsets. */
	offset: number;
	/** Latest first. */
	messages: MessageRow[];
}

/** Compares two rows for a list with the latest first. */
export function latestFirst(a: Row, b: Row): number {
	return b.at - a.at || b.order - a.order;
}

/** Puts a row in its place in a list that is sorted latest first. */
export function insert<R extends Row>(rows: R[], row: R): void {
	rows.splice(placeOf(rows, row), 0, row);
}

/** Takes a row out of a list that is sorted latest first, if it is there. */
export function remove<R extends Row>(rows: R[], row: R): void {
	const place = placeOf(rows, row);
	if (rows[place] === row) rows.splice(place, 1);
}

/**
 * How many rows of a sorted list come before those that are past a point.
 *
 * @param isPast true for a row and for all after it
 */
export function countBefore<R>(rows: readonly R[], isPast: (row: R) => boolean): number {
	let [low, high] = [0, rows.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (isPast(rows[middle]!)) high = middle;
		else low = middle + 1;
	}
	return low;
}

function placeOf<R extends Row>(rows: readonly R[], row: R): number {
	return countBefore(rows, (other) => latestFirst(other, row) >= 0);
}
