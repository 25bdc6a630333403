import type { DataOf, OperationId } from './operations';
import { isObject, isRow, isTooDeep, readRows } from './rows';
import type { TemplateMessageResult } from './schema';
import type { SHAPES } from './shapes';

/** The rows of an answer that can be read. */
export interface Rows<T> {
	rows: T[];
	/** How many others there were. */
	leftOut: number;
}

/**
 * One page of a list. `next` is the cursor of the page that follows, null on the last page, and undefined when the answer
 * does not say in a way that can be read.
 */
export interface Page<T> extends Rows<T> {
	next: string | null | undefined;
}

/** Most rows that an answer has: a page has a hundred, and no clinic so many numbers or templates. */
const MAX_ROWS = 10_000;

const dataOf = (json: unknown): unknown => (isObject(json) ? json.data : undefined);

/** `{ "data": {...} }`, as single answers come. */
export const readObject = <Id extends OperationId>(json: unknown): DataOf<Id> | undefined => {
	const data = dataOf(json);
	return isRow(data) ? (data as DataOf<Id>) : undefined;
};

/** `{ "data": [...] }`, as lists come. An answer with nothing but odd rows, or with too many, is none of Scrubs. */
export const readList =
	<Name extends keyof typeof SHAPES>(name: Name) =>
	(json: unknown) => {
		const data = dataOf(json);
		if (!Array.isArray(data) || data.length > MAX_ROWS) return undefined;
		const rows = readRows(name, data);
		if (rows.length === 0 && data.length > 0) return undefined;
		return { rows, leftOut: data.length - rows.length };
	};

/** The cursor that an answer's `paging` gives. */
function nextOf(paging: unknown): string | null | undefined {
	if (!isObject(paging) || !('next' in paging)) return undefined;
	const { next } = paging;
	if (next === null || next === '') return null;
	return typeof next === 'string' || typeof next === 'number' ? String(next) : undefined;
}

/** A list with its cursors. */
export const readPage =
	<Name extends keyof typeof SHAPES>(name: Name) =>
	(json: unknown) => {
		const list = readList(name)(json);
		return list && { ...list, next: nextOf((json as { paging?: unknown }).paging) };
	};

/** The bare answer of a send. Without a message ID it is not known that the message was accepted. */
export const readSendResult = (json: unknown): TemplateMessageResult | undefined => {
	const { messages } = json as { messages?: unknown };
	const [first] = Array.isArray(messages) ? (messages as unknown[]) : [];
	const id = isObject(first) ? first.id : undefined;
	if (typeof id !== 'string' || id === '' || isTooDeep(json)) return undefined;
	return json as TemplateMessageResult;
};
