/** Longest piece of a server's text that a message repeats, in characters. */
const MAX_LENGTH = 200;

/** The places where an answer may carry its reason: Scrubs does not document them, these are usual (inferred). */
function reasonIn(body: unknown): string {
	if (typeof body === 'string') return body;
	if (typeof body !== 'object' || body === null) return '';
	const { error, message, detail } = body as Record<string, unknown>;
	if (typeof error === 'object' && error !== null) {
		const nested = error as { message?: unknown; error_data?: { details?: unknown } };
		return [nested.message, nested.error_data?.details]
			.filter((part) => typeof part === 'string')
			.join(' ');
	}
	return [error, message, detail].find((part): part is string => typeof part === 'string') ?? '';
}

/** Every text and number that stands somewhere in a request body or query. */
function valuesIn(value: unknown): string[] {
	if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(valuesIn);
	return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}

/** Leaves out what the server may have echoed: shorter values than these are no one's data. */
const isWorthHiding = (value: string) => value.trim().length >= 3;

/** Matches a value where it stands by itself, whatever its case. */
const wholeWords = (value: string) =>
	new RegExp(
		`(?<![\\p{L}\\p{N}])${value.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
		'giu',
	);

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
	// A web page, or the request itself as a proxy echoes it, is no reason.
	if (/<(?:!doctype|html|body|head)\b|x-scrubs-clinic-/i.test(reason)) return undefined;
	const hidden = [...secrets, ...valuesIn(sent)].filter(isWorthHiding);
	const clean = hidden
		.sort((a, b) => b.length - a.length)
		.reduce((result, value) => result.replace(wholeWords(value), '…'), reason)
		.replace(PHONE_NUMBER, '…')
		.replace(/<[^>]*>/g, ' ')
		.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
		.trim();
	if (clean === '') return undefined;
	return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH).trimEnd()}…` : clean;
}
