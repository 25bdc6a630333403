import type { CallingCode } from './callingCodes';
import { CALLING_CODES } from './callingCodes';
import type { PhoneDigits } from './digits';

export type PhoneNumberProblem =
	| 'empty'
	| 'letters'
	| 'tooShort'
	| 'tooLong'
	| 'missingCountryCode'
	| 'ambiguous'
	| 'severalNumbers'
	| 'shortenedBySpreadsheet'
	| 'unknownCountryCode';

/** `digits` is what the API wants: the international number without the plus. */
export type PhoneNumberResult = { digits: PhoneDigits } | { problem: PhoneNumberProblem };

interface Help {
	/** What happened; `what` names the number, e.g. "The recipient’s phone number". */
	message: (what: string) => string;
	/** How to get on. */
	description: string;
}

/** Never contains the number itself: it belongs to a patient, and errors end up in logs. */
export const PHONE_NUMBER_HELP: Readonly<Record<PhoneNumberProblem, Help>> = {
	empty: {
		message: (what) => `${what} is empty.`,
		description: 'Enter a phone number with its country code, for example +65 9123 4567.',
	},
	letters: {
		message: (what) => `${what} contains letters or signs that are not part of a phone number.`,
		description:
			'Enter one phone number with its country code, for example +65 9123 4567, without an extension or a note.',
	},
	tooShort: {
		message: (what) => `${what} has too few digits.`,
		description: 'Enter the whole number with its country code, for example +65 9123 4567.',
	},
	tooLong: {
		message: (what) => `${what} has too many digits.`,
		description:
			'A phone number has at most 15 digits with its country code. Check whether two numbers run into each other.',
	},
	missingCountryCode: {
		message: (what) => `${what} has no country code, or its length does not fit its country.`,
		description: 'Start the number with + and the country code, for example +65 9123 4567.',
	},
	ambiguous: {
		message: (what) => `${what} can be read in more than one way.`,
		description:
			'Start the number with + and the country code, for example +65 9123 4567, so that it is clear which digits are the country code.',
	},
	severalNumbers: {
		message: (what) => `${what} contains more than one phone number.`,
		description: 'Use one phone number per item. To message several numbers, make an item of each.',
	},
	shortenedBySpreadsheet: {
		message: (what) => `${what} was shortened by a spreadsheet and has lost digits.`,
		description:
			'Format the column as text in the spreadsheet, enter the numbers again, and read the data once more.',
	},
	unknownCountryCode: {
		message: (what) => `${what} comes with a country code that does not exist.`,
		description: 'Check the digits after the +. For Singapore the code is 65.',
	},
};

/** The bounds of E.164; nothing shorter than seven digits is a subscriber anywhere. */
const MAX_DIGITS = 15;
const MIN_DIGITS = 7;
/** With fewer digits and no +, it is Singapore's or another country's local number rather than a whole Pacific one. */
const MIN_BARE_DIGITS = 9;

/**
 * The digits-only international number that the API wants, from whatever a person or a spreadsheet wrote.
 *
 * A message to a wrong number shows a stranger a patient's appointment, so a number is refused unless there is only one
 * way to read it. With + or 00 it is taken as written. Without, it is national to `defaultCountryCode` or already begins
 * with that code; and without a default, only digits that look like a mobile number with its country code are taken.
 */
export function parsePhoneNumber(
	input: unknown,
	defaultCountryCode?: string | number | null,
): PhoneNumberResult {
	return parse(input, defaultCountryCode) as PhoneNumberResult;
}

function parse(input: unknown, defaultCountryCode?: string | number | null): Parsed {
	const written = readDigits(input);
	if ('problem' in written) return written;

	if (written.international) return parseInternational(written.digits, written.droppedZero);
	if (written.digits.length > MAX_DIGITS) return { problem: 'tooLong' };

	const defaultCode = String(defaultCountryCode ?? '').trim();
	if (defaultCode === '') return parseBare(written.digits, written.droppedZero);
	return parseWithDefault(written.digits, written.droppedZero, defaultCode);
}

/** As PhoneNumberResult, before its digits count as a whole number. */
type Parsed = { digits: string } | { problem: PhoneNumberProblem };

interface Written {
	digits: string;
	/** Began with + or 00, which are no longer part of the digits. */
	international: boolean;
	/** Had the 0 of `+44 (0)20`, which is no longer part of the digits. */
	droppedZero: boolean;
}

function readDigits(input: unknown): Written | { problem: PhoneNumberProblem } {
	if (input === null || input === undefined) return { problem: 'empty' };
	if (typeof input === 'number' && !Number.isSafeInteger(input)) {
		return { problem: 'shortenedBySpreadsheet' };
	}
	if (typeof input !== 'string' && typeof input !== 'number' && typeof input !== 'bigint') {
		return { problem: 'letters' };
	}

	let text = unwrap(toPlainCharacters(String(input)));
	if (text === '') return { problem: 'empty' };
	if (/^\+?\d+(?:[.,]\d+)?e\+?\d+$/i.test(text)) return { problem: 'shortenedBySpreadsheet' };
	if (/[^\d\s+\-./\\()[\]{}~,;|&]/.test(text)) return { problem: 'letters' };
	// A number column that was exported as decimals: the dot is no separator here.
	text = text.replace(/^(\+?\d{7,})\.0{1,2}$/, '$1');
	if (holdsSeveral(text)) return { problem: 'severalNumbers' };

	const withoutZero = text.replace(/(\d\D*)[([{]\s*0\s*[)\]}]/, '$1');
	let digits = withoutZero.replace(/\D/g, '');
	if (digits === '') return { problem: 'empty' };
	let international = text.includes('+');
	if (!international && digits.startsWith('00')) {
		international = true;
		digits = digits.slice(2);
	}
	return { digits, international, droppedZero: withoutZero !== text };
}

/** Digits, dashes, dots and the like of every script as ASCII; characters without width removed. */
function toPlainCharacters(text: string): string {
	return text
		.replace(/\p{Nd}/gu, asciiDigit)
		.replace(/[\r\n\u2028\u2029]+/g, '\n')
		.replace(/[\p{Cf}\u180B-\u180D\uFE0E\uFE0F]/gu, '')
		.replace(/[\uFF0B\uFE62]/g, '+')
		.replace(/[\p{Pd}\u2212\u30FC\u00AF\u2043]/gu, '-')
		.replace(/[\uFF0E\u00B7\u2022\u2024\u30FB]/g, '.')
		.replace(/[\uFF0F\u2044\u2215]/g, '/')
		.replace(/[\uFF08\uFF3B]/g, '(')
		.replace(/[\uFF09\uFF3D]/g, ')')
		.replace(/[\uFF0C\u060C\u3001]/g, ',')
		.replace(/[\uFF1B\u061B]/g, ';')
		.replace(/[\uFF5E\u223C]/g, '~')
		.trim();
}

/** Unicode keeps each script's ten digits together and in order. */
function asciiDigit(digit: string): string {
	const isDigit = (point: number) => point >= 0 && /\p{Nd}/u.test(String.fromCodePoint(point));
	const start = digit.codePointAt(0)!;
	let first = start;
	while (isDigit(first - 1)) first--;
	return String((start - first) % 10);
}

/** Removes what spreadsheets and links put around a number: '6591234567, ="6591234567", tel:+6591234567. */
function unwrap(text: string): string {
	return text
		.replace(
			/^[='"`\u2018\u2019\u201C\u201D\u00B4\s]+|['"`\u2018\u2019\u201C\u201D\u00B4\s]+$/g,
			'',
		)
		.replace(/^(?:tel|whatsapp):\s*/i, '');
}

function holdsSeveral(text: string): boolean {
	if (/\d\D*\+|\+.*\+/s.test(text)) return true;
	const hasDigits = (part: string) => /\d/.test(part);
	if (text.split(/[,;|&\n]/).filter(hasDigits).length > 1) return true;
	// A slash also stands within numbers (0151/2345678), but not after one that is already whole.
	const parts = text.split(/[/\\]/).filter(hasDigits);
	return parts.slice(0, -1).some((part) => part.replace(/\D/g, '').length >= MIN_DIGITS);
}

/** With + or 00 the writer said what it is: a table of lengths that may be stale has no say. */
function parseInternational(digits: string, droppedZero: boolean): Parsed {
	if (digits.length < MIN_DIGITS) return { problem: 'tooShort' };
	const found = findCallingCode(digits);
	if (!found) return { problem: digits.length > MAX_DIGITS ? 'tooLong' : 'unknownCountryCode' };
	const { code, rules, rest } = found;
	// In Italy the bracketed 0 may be part of the number, or a foreigner's habit.
	if (droppedZero && rules.leadingZero) return { problem: 'ambiguous' };
	const number = code + withoutNationalPrefix(rest, rules);
	return number.length > MAX_DIGITS ? { problem: 'tooLong' } : { digits: number };
}

/** By its length alone, many a national number passes for another country's with its code: the start must fit, too. */
function parseBare(digits: string, droppedZero: boolean): Parsed {
	if (digits.length < MIN_DIGITS) return { problem: 'tooShort' };
	const found = digits.length < MIN_BARE_DIGITS ? undefined : findInternationalMobile(digits);
	if (!found) return { problem: 'missingCountryCode' };
	if (droppedZero && found.rules.leadingZero) return { problem: 'ambiguous' };
	return { digits };
}

function parseWithDefault(digits: string, droppedZero: boolean, defaultCode: string): Parsed {
	const code = toPlainCharacters(defaultCode).replace(/^(?:\+|00)\s*/, '');
	const rules = /^\d+$/.test(code) ? CALLING_CODES[code] : undefined;
	if (!rules) return { problem: 'unknownCountryCode' };

	// What precedes a bracketed 0 is a country code, so the number is not national.
	const nationals = droppedZero ? [] : [digits];
	if (!droppedZero && rules.nationalPrefix && digits.startsWith(rules.nationalPrefix)) {
		nationals.push(digits.slice(rules.nationalPrefix.length));
	}
	if (digits.startsWith(code)) {
		if (droppedZero && rules.leadingZero) return { problem: 'ambiguous' };
		nationals.push(withoutNationalPrefix(digits.slice(code.length), rules));
	}
	const possible = [...new Set(nationals)].filter(
		(national) =>
			rules.lengths.includes(national.length) &&
			code.length + national.length <= MAX_DIGITS &&
			(rules.leadingZero || !national.startsWith('0')),
	);
	const mobile = possible.filter((national) => looksMobile(national, rules));
	// Germany and Austria have landlines of nearly any length: another country's mobile number fits as well.
	const foreign = mobile.length === 0 && findInternationalMobile(digits);
	const [only, ...others] = mobile.length > 0 ? mobile : possible;

	if (only === undefined) {
		return { problem: digits.length < MIN_DIGITS ? 'tooShort' : 'missingCountryCode' };
	}
	if (others.length > 0 || (foreign && foreign.code !== code)) return { problem: 'ambiguous' };
	const number = code + only;
	return number.length < MIN_DIGITS ? { problem: 'tooShort' } : { digits: number };
}

interface Found {
	code: string;
	rules: CallingCode;
	rest: string;
}

function findCallingCode(digits: string): Found | undefined {
	for (const length of [1, 2, 3]) {
		const code = digits.slice(0, length);
		const rules = CALLING_CODES[code];
		if (rules) return { code, rules, rest: digits.slice(length) };
	}
	return undefined;
}

function findInternationalMobile(digits: string): Found | undefined {
	const found = findCallingCode(digits);
	if (!found) return undefined;
	return looksMobile(found.rest, found.rules) ? found : undefined;
}

function looksMobile(national: string, rules: CallingCode): boolean {
	return (
		rules.mobileLengths.includes(national.length) && rules.mobileStarts.includes(national.charAt(0))
	);
}

/** `+44 07911 123456` has the 0 of national calls left in: no number begins so where the 0 is a prefix. */
function withoutNationalPrefix(rest: string, rules: CallingCode): string {
	const { nationalPrefix = '', leadingZero, lengths } = rules;
	if (!nationalPrefix.startsWith('0') || leadingZero || !rest.startsWith(nationalPrefix)) {
		return rest;
	}
	const shorter = rest.slice(nationalPrefix.length);
	return lengths.includes(shorter.length) ? shorter : rest;
}
