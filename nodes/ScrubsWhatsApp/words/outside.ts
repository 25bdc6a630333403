/** Longest name from outside that a message repeats, in characters. */
const MAX_NAME_LENGTH = 60;

/** How many names of a list a message repeats. */
const MAX_NAMES = 8;

/**
 * A name, a status or a sentence that comes from outside, fit to stand in a message: one line, cut, and nothing in it that n8n
 * (which renders descriptions) or a chat program would take for markup or a link.
 */
export function outside(text: unknown, maxLength = MAX_NAME_LENGTH): string {
	const plain = String(text)
		.slice(0, 4 * maxLength)
		.replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
		.replace(/</g, '‹')
		.replace(/>/g, '›')
		.replace(/"/g, '’')
		.replace(/[[\]`]/g, '|')
		.replace(/&(?=[#\w])/g, '& ')
		.replace(/:\/\//g, ': ')
		.trim();
	return plain.length > maxLength ? `${plain.slice(0, maxLength).trimEnd()}…` : plain;
}

/** The first few of some names as they are written, and how many more there are. */
function firstOf(names: readonly unknown[], write: (name: unknown) => string): string {
	const shown = names
		.slice(0, MAX_NAMES)
		.map((name) => write(name))
		.join(', ');
	return names.length > MAX_NAMES ? `${shown} and ${names.length - MAX_NAMES} more` : shown;
}

/** A name from outside in quotation marks. */
export const quoted = (name: unknown): string => `"${outside(name)}"`;

/** Names from outside in quotation marks, the first few of them. */
export const allQuoted = (names: readonly unknown[]): string => firstOf(names, quoted);

/** Different words from outside in the order of the alphabet, the first few of them. */
export const listed = (words: readonly string[]): string =>
	firstOf([...new Set(words)].sort(), (word) => outside(word));
