import type { IDataObject } from 'n8n-workflow';

import { SHAPES } from './shapes';

type Shapes = typeof SHAPES;

/** What a field of each kind is read as. */
interface Kinds {
	string: string;
	number: number;
	boolean: boolean;
	DynamicField: DynamicField[];
}

const RAW = Symbol('the row as the API gave it');

/** A row as it can be read: any field may be absent, or hold something else than the API promises. */
type Row<Name extends keyof Shapes> = {
	[Field in keyof Shapes[Name]]?: Shapes[Name][Field] extends keyof Kinds
		? Kinds[Shapes[Name][Field]] | null
		: never;
} & { [RAW]: IDataObject };

export type Conversation = Row<'Conversation'>;
export type DynamicField = Row<'DynamicField'>;
export type Message = Row<'Message'>;
export type PhoneNumber = Row<'PhoneNumber'>;
export type Template = Row<'Template'>;

/** A row as the API gave it. */
export const rawOf = (row: { [RAW]: IDataObject }): IDataObject => row[RAW];

/** A row with an ID or a name by which it can be told from others. */
export type Known<R, Key extends keyof R> = R & { [K in Key]: string };

/** Whether a row has what tells it from others. */
export const isKnown = <R extends object, Key extends keyof R>(
	row: R,
	...keys: Key[]
): row is Known<R, Key> => keys.every((key) => typeof row[key] === 'string' && row[key] !== '');

export const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** How deep a row may be nested, in levels; the deepest that Scrubs documents has three. */
const MAX_DEPTH = 50;

/**
 * Whether a value is nested so deep that n8n could not store it: what writes it calls itself once a level, and ends with an
 * exception after some thousands.
 */
export const isTooDeep = (value: unknown, levels = MAX_DEPTH): boolean =>
	typeof value === 'object' &&
	value !== null &&
	(levels === 0 || Object.values(value).some((part) => isTooDeep(part, levels - 1)));

/** Whether a value can be a row, or a single answer. */
export const isRow = (value: unknown): value is IDataObject => isObject(value) && !isTooDeep(value);

const isScalar = (value: unknown): value is string | number | boolean =>
	['string', 'number', 'boolean'].includes(typeof value);

/** Undefined for what is not of the kind and cannot be read as it; null stays null. */
function readField(value: unknown, kind: string): unknown {
	if (value === null) return null;
	if (Array.isArray(value))
		return kind in SHAPES ? readRows(kind as 'DynamicField', value) : undefined;
	if (!isScalar(value)) return undefined;
	if (kind === 'string') return String(value);
	if (kind === 'number') {
		const number = Number(value);
		return value === '' || Number.isNaN(number) ? undefined : number;
	}
	if (kind === 'boolean') return value === true || value === 'true' || value === 1;
	return undefined;
}

/** The rows of a list that are rows at all, each as it can be read. */
export function readRows<Name extends keyof Shapes>(
	name: Name,
	list: readonly unknown[],
): Array<Row<Name>> {
	const fields = Object.entries(SHAPES[name]);
	return list.filter(isRow).map((raw) => {
		const row: Record<string | symbol, unknown> = { [RAW]: raw };
		for (const [field, kind] of fields) {
			const value = field in raw ? readField(raw[field], kind) : undefined;
			if (value !== undefined) row[field] = value;
		}
		return row as Row<Name>;
	});
}
