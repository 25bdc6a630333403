import { isUnspaced, lower, placesOf } from '../words/wholeWords';

/** Longest piece of a server's text that a message repeats, and that is looked at for one, in characters. */
const MAX_SHOWN = 200;
const MAX_READ = 4_000;

/** How deep a reason may be nested, and of how many parts it is put together. */
const MAX_DEPTH = 6;
const MAX_PARTS = 20;

/** Where an answer may carry its reason: Scrubs does not document it, these names are usual (inferred). */
const REASON_KEYS = ['error', 'errors', 'message', 'detail', 'error_data', 'details'];

function reasonIn(body: unknown, depth = 0): string {
	if (typeof body === 'string') return body.slice(0, MAX_READ);
	if (typeof body !== 'object' || body === null || depth > MAX_DEPTH) return '';
	const parts = Array.isArray(body)
		? body.slice(0, MAX_PARTS)
		: REASON_KEYS.map((key) => (body as Record<string, unknown>)[key]);
	return parts
		.map((part) => reasonIn(part, depth + 1))
		.filter((part) => part !== '')
		.join(' ')
		.slice(0, MAX_READ);
}

/** Every text and number that stands somewhere in a request body or query. */
function valuesIn(value: unknown): string[] {
	if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(valuesIn);
	return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}

/** Line breaks, invisible characters and runs of space as one space, so that they hide nothing from the search below. */
const plain = (text: string) => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();

/** Percent signs and character references as what they stand for; what stands for nothing stays. */
const decoded = (text: string) =>
	text
		.replace(/(?:%[0-9a-f]{2})+/gi, (part) => {
			try {
				return decodeURIComponent(part);
			} catch {
				return part;
			}
		})
		.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
		.replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCharCode(Number(code) & 0xffff))
		.replace(/&(amp|lt|gt|quot|nbsp);/g, ' ');

const withoutTags = (text: string) => text.replace(/<(?=[a-z/!])[^>]*>?/gi, ' ');

/** A word in the form in which words are compared: without accents, in lower case. */
const comparable = (word: string) => word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const wordsIn = (text: string) => text.match(WORD) ?? [];
/** Hides each place where a text stands, as a word of its own or anywhere. */
function hideWhole(text: string, value: string, anywhere: boolean): string {
	let result = '';
	let from = 0;
	for (const at of placesOf(text, value, anywhere)) {
		if (at < from) continue;
		result += `${text.slice(from, at)}…`;
		from = at + value.length;
	}
	return result + text.slice(from);
}

/** Hides each piece of a text, of at least so many characters, that is a piece of a value too. */
function hidePieces(text: string, value: string, atLeast: number): string {
	const [inText, inValue] = [lower(text), lower(value)];
	let result = '';
	for (let at = 0; at < text.length;) {
		let length = 0;
		if (inValue.includes(inText.slice(at, at + atLeast)) && at + atLeast <= text.length) {
			length = atLeast;
			while (at + length < text.length && inValue.includes(inText.slice(at, at + length + 1))) {
				length += 1;
			}
		}
		result += length > 0 ? '…' : text[at];
		at += Math.max(length, 1);
	}
	return result;
}

/** A key is hidden from this many of its characters on, however it is encoded. */
const SECRET_PIECE = 6;

const encodingsOf = (secret: string) => {
	const bytes = Buffer.from(secret, 'utf8');
	return [
		secret,
		encodeURIComponent(secret),
		bytes.toString('base64'),
		bytes.toString('base64url'),
		bytes.toString('hex'),
	];
};

const hideSecret = (text: string, secret: string) =>
	secret.length < SECRET_PIECE
		? hideWhole(text, secret, true)
		: encodingsOf(secret).reduce((result, one) => hidePieces(result, one, SECRET_PIECE), text);

/** Eight digits or more, with up to five signs between them. */
const PHONE_NUMBER = /\+?\d(?:[^\p{L}\d]{0,5}\d){7,}/gu;

/** Letters and digits in a row that are too long for a word: a token, an ID, a digest. */
const TOKEN = /(?=[\w+/=-]{0,200}\d)(?=[\w+/=-]{0,200}[A-Za-z])[\w+/=-]{24,200}/g;

/** Whether any of the secrets stands in a text, as a whole or in part. */
export const holdsSecret = (text: string, secrets: readonly string[]): boolean =>
	secrets.some((secret) => hideSecret(decoded(text), secret).includes('…'));

/**
 * What the server said, fit to be shown: one line, no markup, cut to a sentence or two, and without phone numbers, keys or
 * anything the request carried, nor any word of it (a server may echo a patient's data, and a message is stored and logged).
 * @param body the parsed answer, or its text
 * @param sent the request's body and query
 * @param secrets values of the credential
 */
export function serverTextOf(
	body: unknown,
	sent: unknown,
	secrets: readonly string[],
): string | undefined {
	const reason = reasonIn(body);
	if (/<(?:!doctype|html|body|head)\b/i.test(reason)) return undefined;
	const values = valuesIn(sent)
		.map((value) => plain(value.slice(0, MAX_READ)))
		.filter((value) => value.length >= 2)
		.sort((a, b) => b.length - a.length);
	const words = new Set(values.flatMap(wordsIn).map(comparable));

	let text = plain(withoutTags(decoded(withoutTags(reason))));
	for (const secret of secrets) text = hideSecret(text, plain(secret));
	for (const value of values) text = hideWhole(text, value, isUnspaced(value));
	for (const value of values) if (isUnspaced(value)) text = hidePieces(text, value, 2);
	const clean = text
		.replace(WORD, (word) => (isPatientsWord(word, words) ? '…' : word))
		.replace(PHONE_NUMBER, '…')
		.replace(TOKEN, '…')
		.replace(/…(?: …)+/g, '…')
		.trim();
	if (!/[\p{L}\p{N}]/u.test(clean)) return undefined;
	return clean.length > MAX_SHOWN ? `${clean.slice(0, MAX_SHOWN).trimEnd()}…` : clean;
}

/** Short numbers stay: `Expected 7 values` says what is wrong. */
const isPatientsWord = (word: string, words: ReadonlySet<string>) =>
	(/\p{L}/u.test(word) ? word.length >= 2 : word.length >= 4) && words.has(comparable(word));
