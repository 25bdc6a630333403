import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';

import { InputProblem } from '../words/InputProblem';
import { switchOf } from './switches';

/** A whole number of at least 1, from a field or an expression; undefined for anything else. */
function wholeNumberOf(value: unknown): number | undefined {
	const count = ['number', 'string'].includes(typeof value) && value !== '' ? Number(value) : NaN;
	return Number.isInteger(count) && count >= 1 ? count : undefined;
}

/** How many rows a Get Many is to return for an item; Infinity for all. */
export function limitOf(context: IExecuteFunctions, itemIndex: number): number {
	if (switchOf(context.getNodeParameter('returnAll', itemIndex, false), 'Return All')) {
		return Infinity;
	}
	const limit = wholeNumberOf(context.getNodeParameter('limit', itemIndex, 50));
	if (limit === undefined) {
		throw new InputProblem(
			'"Limit" is not a whole number of at least 1.',
			'Enter how many rows you want, or switch "Return All" on.',
		);
	}
	return limit;
}

/**
 * An option that counts something.
 * @param label how the editor calls it
 * @param whenAbsent what holds where it is not added
 * @throws InputProblem for anything but a whole number of at least 1
 */
export function countOf<T>(value: unknown, label: string, whenAbsent: T): number | T {
	if (value === undefined) return whenAbsent;
	const count = wholeNumberOf(value);
	if (count === undefined) {
		throw new InputProblem(
			`"${label}" is not a whole number of at least 1.`,
			'Enter a whole number, or remove the option.',
		);
	}
	return count;
}

/** Whether an item's rows are to be simplified. */
export const isSimplified = (context: IExecuteFunctions, itemIndex: number): boolean =>
	switchOf(context.getNodeParameter('simplify', itemIndex, true), 'Simplify');

/** What a locator or a text field gives, as text without spaces around it. */
export const locatorText = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

/** The value of a locator for an item, as text. */
export const locatorValueOf = (
	context: IExecuteFunctions,
	name: string,
	itemIndex: number,
): string => locatorText(context.getNodeParameter(name, itemIndex, '', { extractValue: true }));

/**
 * Whether nothing at all was entered in a locator. An expression that finds nothing is another matter: it was to choose
 * something.
 */
export function isLeftEmpty({ parameters }: INode, name: string): boolean {
	const entered = parameters[name] as { value?: unknown } | null | undefined;
	return locatorText(entered?.value) === '' && locatorText(entered) === '';
}

/** Longest text of a filter, in characters. */
const LONGEST_FILTER = 1_000;

/**
 * A filter of an item as text; undefined when it is not added.
 * @throws InputProblem when it is there but gives no text: left out, it would let everything through
 */
export function filterTextOf(
	filters: IDataObject,
	name: string,
	label: string,
): string | undefined {
	if (!(name in filters)) return undefined;
	const text = locatorText(filters[name]);
	if (text === '') {
		throw new InputProblem(
			`The filter "${label}" is empty or is no single value.`,
			'Fill it in or remove it. If an expression stands there, check what it gives.',
		);
	}
	if (text.length > LONGEST_FILTER) {
		throw new InputProblem(
			`The filter "${label}" is longer than anything that it could find.`,
			'Shorten it or remove it. If an expression stands there, check what it gives.',
		);
	}
	return text;
}

/**
 * A filter of an item that is on or off, undefined when it is not added.
 * @throws InputProblem when it is neither
 */
export const filterSwitchOf = (
	filters: IDataObject,
	name: string,
	label: string,
): boolean | undefined => (name in filters ? switchOf(filters[name], label) : undefined);

/** A collection parameter of an item. */
export function collectionOf(
	context: IExecuteFunctions,
	name: string,
	itemIndex: number,
): IDataObject {
	return (context.getNodeParameter(name, itemIndex, {}) ?? {}) as IDataObject;
}
