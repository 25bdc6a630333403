import {
	constantFrom,
	jsonValue,
	oneof,
	toStringMethod,
	tuple,
	uniqueArray,
	type Arbitrary,
} from 'fast-check';

/** JSON text, which may be deeper than any function that writes it can go. */
export class JsonText {
	constructor(readonly text: string) {}

	/** What fast-check shows of it. */
	[toStringMethod](): string {
		const { text } = this;
		return text.length > 300 ? `${text.slice(0, 100)}… (${text.length} characters)` : text;
	}
}

/** Texts that mean something to JavaScript, to an address, or to who shows them. */
const ODD_TEXTS = [
	...['', ' ', '0', '-1', '7', '1e999', 'NaN', 'null', 'undefined', 'true', '[object Object]'],
	...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'then'],
	...['.', '..', '/', 'a/../b', '%2e%2e', '?a=1#b', 'https://evil.example/x?after=1', '//x', '\\'],
	...['\ud800', '\udc00a', '\0', '\u202e', '\u3164', 'a\nb', '<img src=x onerror=alert(1)>'],
	...[
		'{{ $json.name }}',
		'{{',
		'99999999999999999999',
		'2026-13-45T99:99:99Z',
		'failed',
		'wamid.1',
	],
];

/** JSON that no program writes from its own values, or that is not what it looks like. */
const ODD_JSON = [
	...['null', 'true', '0', '-0', '-1', '1.5', '1e999', '-1e999', '1e-999', '9007199254740993'],
	...['[]', '{}', '[null]', '[[]]', '{"":""}', '{"length":1e9}', '{"then":1}', '{"error":"x"}'],
	...['{"__proto__":{"a":1}}', '{"constructor":{"prototype":{}}}', '{"hasOwnProperty":1}'],
	...['{"toString":1,"valueOf":2}', '{"toString":null}', '{"toJSON":1}', '["a","b"]'],
];

/** What long texts are made of, and what stands at both of their ends. */
const PIECES = [
	'x',
	' ',
	'a ',
	'1',
	'(',
	'<a',
	'{{',
	'…',
	'李',
	'🦷',
	'e\u0301',
	'\ud800',
	'\u200b',
	'\\',
	'"',
];

const long = tuple(
	constantFrom(...PIECES),
	constantFrom(100, 10_000, 1_000_000),
	constantFrom('', '1', 'a', '+65'),
).map(([piece, length, end]) =>
	JSON.stringify(`${end}${piece.repeat(length / piece.length)}${end}`),
);

/** An opening, so many times, and as many closings. */
const deep = tuple(
	constantFrom(['[', ']'], ['{"a":', '}'], ['{"error":', '}'], ['{"data":[', ']}']),
	constantFrom(8, 200, 5_000, 50_000),
).map(([[open, close], depth]) => `${open.repeat(depth)}1${close.repeat(depth)}`);

const wide = (most: number) =>
	oneof(
		constantFrom('{}', '1', '"a"', 'null', '[]').map((one) => `[${`${one},`.repeat(most)}${one}]`),
		constantFrom(most).map((count) => {
			const members = Array.from({ length: count }, (_, name) => `"${name}":"x"`);
			return `{${members.join(',')}}`;
		}),
	);

const anyJson = (most: number) =>
	oneof(
		{ weight: 4, arbitrary: jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)) },
		{ weight: 4, arbitrary: constantFrom(...ODD_JSON) },
		{ weight: 4, arbitrary: constantFrom(...ODD_TEXTS).map((text) => JSON.stringify(text)) },
		{ weight: 1, arbitrary: long },
		{ weight: 1, arbitrary: wide(most) },
	);

const asText = (text: string) => new JsonText(text);

/** Any JSON at all, as text. */
export const oddJson: Arbitrary<JsonText> = oneof(
	{ weight: 13, arbitrary: anyJson(20_000) },
	{ weight: 1, arbitrary: deep },
).map(asText);

/** Any JSON, as text, that is not nested deeper than n8n itself can take, nor so wide that it is slow with it. */
export const oddInput: Arbitrary<JsonText> = anyJson(2_000).map(asText);

/** Names that an object may have beside its own. */
const OTHER_NAMES = ['__proto__', 'constructor', 'error', 'message', 'then', 'toJSON', 'extra'];

type Path = ReadonlyArray<string | number>;

/** Where something can be in a value: at its root, and below each place that it has or might have. */
function placesIn(value: unknown, path: Path = []): Path[] {
	if (typeof value !== 'object' || value === null) return [path];
	const others = Array.isArray(value) ? [value.length] : OTHER_NAMES;
	const inside = Object.entries(value).flatMap(([name, part]) => placesIn(part, [...path, name]));
	return [path, ...inside, ...others.map((name) => [...path, name])];
}

/** A value as JSON text, with other text in some of its places. */
function written(value: unknown, others: ReadonlyMap<string, string>, path: Path = []): string {
	const keyOf = (name: string | number) => [...path, name].join('/');
	const other = others.get(path.join('/'));
	if (other !== undefined) return other;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const parts = Object.entries(value).map(
		([name, part]) => [name, written(part, others, [...path, name])] as const,
	);
	if (Array.isArray(value)) {
		const one = others.get(keyOf(value.length));
		return `[${[...parts.map(([, part]) => part), ...(one === undefined ? [] : [one])].join(',')}]`;
	}
	const more = OTHER_NAMES.flatMap((name) => {
		const part = others.get(keyOf(name));
		return part === undefined || Object.hasOwn(value, name) ? [] : [[name, part] as const];
	});
	const members = [...parts, ...more].map(([name, part]) => `${JSON.stringify(name)}:${part}`);
	return `{${members.join(',')}}`;
}

/** A value with anything in some of its places, as JSON text. */
export function oddlyFilled(
	value: unknown,
	{ isFree = () => true, most = 3 }: { isFree?: (path: Path) => boolean; most?: number } = {},
): Arbitrary<JsonText> {
	const places = placesIn(value)
		.filter(isFree)
		.map((path) => path.join('/'));
	return uniqueArray(tuple(constantFrom(...places), oddJson), {
		minLength: 1,
		maxLength: most,
		selector: ([place]) => place,
	}).map((filled) => {
		const others = new Map(filled.map(([place, { text }]) => [place, text]));
		return new JsonText(written(value, others));
	});
}
