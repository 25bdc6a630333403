import type { Description, Schema } from '../openapi/description';

/** The components that come as rows of lists, and what stands in them. */
const ROWS = ['Conversation', 'DynamicField', 'Message', 'PhoneNumber', 'Template'] as const;

/** The kind of each field of each row: a JSON type, or the name of the rows that it is a list of. */
export function shapesOf({ components }: Description): Record<string, Record<string, string>> {
	return Object.fromEntries(
		ROWS.map((name) => [name, mapValues(components.schemas[name]?.properties ?? {}, kindOf)]),
	);
}

function kindOf({ type, items }: Schema): string {
	const kind = Array.isArray(type) ? type.find((one) => one !== 'null') : type;
	if (kind === 'integer') return 'number';
	if (kind === 'array') return items?.$ref?.split('/').at(-1) ?? 'unknown';
	return kind ?? 'unknown';
}

function mapValues<T, U>(record: Record<string, T>, change: (value: T) => U): Record<string, U> {
	return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
