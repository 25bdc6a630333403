/** Longest piece of a server's text that a message repeats, in characters. */
const MAX_LENGTH = 200;

/** Where an answer may carry its reason: Scrubs does not document it, these names are usual (inferred). */
const REASON_KEYS = ['error', 'errors', 'message', 'detail', 'error_data', 'details'];

function reasonIn(body: unknown): string {
	if (typeof body === 'string') return body;
	if (typeof body !== 'object' || body === null) return '';
	const parts = Array.isArray(body)
		? body
		: REASON_KEYS.map((key) => (body as Record<string, unknown>)[key]);
	return parts
		.map(reasonIn)
		.filter((part) => part !== '')
		.join(' ');
}

/** Every text and number that stands somewhere in a request body or query. */
function valuesIn(value: unknown): string[] {
	if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(valuesIn);
	return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}

/** Line breaks, invisible characters and runs of space as one space, so that they hide nothing from the search below. */
const plain = (text: string) => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();

const escapeForRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Matches a secret wherever it stands. */
const anywhere = (text: string) => new RegExp(escapeForRegExp(text), 'giu');

/** Matches a value where it is a word of its own; anywhere in scripts that put no space between words. */
const asWord = (text: string) =>
	/^[\p{Script=Latin}\p{N}\p{P}\p{S}\s]+$/u.test(text)
		? new RegExp(`(?<![\\p{L}\\p{N}])${escapeForRegExp(text)}(?![\\p{L}\\p{N}])`, 'giu')
		: anywhere(text);

/** Eight digits or more, with up to two signs between them. */
const PHONE_NUMBER = /\+?\d(?:[\s().-]{0,2}\d){7,}/g;

/**
 * What the server said, fit to be shown: one line, no markup, cut to a sentence or two, and without phone numbers, keys or
 * anything the request carried (a server may echo a patient's data, and a message is stored and logged).
 * @param body the parsed answer, or its text
 * @param sent the request's body and query
 * @param secrets values of the credential
 */
export function serverTextOf(body: unknown, sent: unknown, secrets: string[]): string | undefined {
	const reason = reasonIn(body);
	if (/<(?:!doctype|html|body|head)\b/i.test(reason)) return undefined;
	const hidden = [
		...secrets.map((secret) => ({ text: plain(secret), matching: anywhere })),
		...valuesIn(sent).map((value) => ({ text: plain(value), matching: asWord })),
	].filter(({ text }) => text.length >= 2);
	const clean = hidden
		.sort((a, b) => b.text.length - a.text.length)
		.reduce(
			(result, { text, matching }) => result.replace(matching(text), '…'),
			plain(reason.replace(/<(?=[a-z/!])[^>]*>?/gi, ' ')),
		)
		.replace(PHONE_NUMBER, '…')
		.trim();
	if (clean === '') return undefined;
	return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH).trimEnd()}…` : clean;
}
