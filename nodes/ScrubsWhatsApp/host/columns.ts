import type { IDataObject } from 'n8n-workflow';

/** An expression that gives a column of the item and nothing else, as n8n's editor writes it when one is dropped on a field. */
const COLUMN =
	/^=\{\{\s*\$json((?:\.[A-Za-z_]\w*|\['[^'\\{}\n\r]*'\]|\["[^"\\{}\n\r]*"\])+)\s*\}\}$/;

/** The steps of its path: a plain name, or one in quotes. */
const STEP = /\.(\w+)|\[(["'])(.*?)\2\]/g;

/** What a column holds; undefined where n8n may have a say: it holds no text, number, true or false, or is not there. */
function columnOf(expression: string, columns: IDataObject): unknown {
	const [, path] = COLUMN.exec(expression) ?? [];
	if (path === undefined) return undefined;
	let value: unknown = columns;
	for (const [, plain, , quoted] of path.matchAll(STEP)) {
		const name = plain ?? quoted!;
		// What every object inherits n8n refuses by its name.
		if (name in Object.prototype || typeof value !== 'object' || value === null) return undefined;
		if (Array.isArray(value) || !Object.hasOwn(value, name)) return undefined;
		value = (value as IDataObject)[name];
	}
	return ['string', 'number', 'boolean'].includes(typeof value) ? value : undefined;
}

/**
 * What a stored parameter comes to for an item, where all its expressions give plain columns of that item. n8n builds anew for
 * each expression all that one could use, which takes it longer than all else that is done to prepare a message.
 * @returns the value that n8n would give, or undefined where only n8n can tell
 */
export function filledFrom(columns: IDataObject, stored: unknown): unknown {
	if (typeof stored === 'string') {
		return stored.startsWith('=') ? columnOf(stored, columns) : stored;
	}
	if (typeof stored !== 'object' || stored === null) return stored;
	const filled = Object.entries(stored).map(
		([name, value]) => [name, filledFrom(columns, value)] as const,
	);
	if (filled.some(([, value]) => value === undefined)) return undefined;
	return Array.isArray(stored) ? filled.map(([, value]) => value) : Object.fromEntries(filled);
}
