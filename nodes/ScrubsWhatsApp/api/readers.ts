import type { DataOf, OperationId } from './operations';
import type { Paging, TemplateMessageResult } from './schema';

/** One page of a list. `next` is null on the last page and undefined when the answer says nothing of pages. */
export interface Page<T> {
	rows: T[];
	next: string | null | undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const dataOf = (json: unknown): unknown => (isObject(json) ? json.data : undefined);

type RowOf<Id extends OperationId> = DataOf<Id> extends Array<infer Row> ? Row : never;

/** `{ "data": {...} }`, as single answers come. */
export const readObject = <Id extends OperationId>(json: unknown): DataOf<Id> | undefined => {
	const data = dataOf(json);
	return isObject(data) ? (data as DataOf<Id>) : undefined;
};

/** `{ "data": [...] }`, as lists come. */
export const readList = <Id extends OperationId>(json: unknown): Array<RowOf<Id>> | undefined => {
	const data = dataOf(json);
	return Array.isArray(data) && data.every(isObject) ? (data as Array<RowOf<Id>>) : undefined;
};

/** A list with its cursors; an answer without `paging` has none. */
export const readPage = <Id extends OperationId>(json: unknown): Page<RowOf<Id>> | undefined => {
	const rows = readList<Id>(json);
	const paging = (json as { paging?: Partial<Paging> | null }).paging;
	return rows && { rows, next: paging ? (paging.next ?? null) : undefined };
};

/** The bare answer of a send. Without a message ID it is not known that the message was accepted. */
export const readSendResult = (json: unknown): TemplateMessageResult | undefined => {
	const { messages } = json as Partial<TemplateMessageResult>;
	const id = Array.isArray(messages) ? messages[0]?.id : undefined;
	return typeof id === 'string' && id !== '' ? (json as TemplateMessageResult) : undefined;
};
