import { LONGEST_TEXT, MIN_DIGITS } from './PhoneDigits';
import { toPlainCharacters } from './plainCharacters';
import type { PhoneNumberProblem } from './problems';

type Problem = { problem: PhoneNumberProblem };

/** The digits that someone wrote, before it is decided which number they are. */
export interface Written {
	/** Without + or 00, with the 0 of `+44 (0)20`. */
	digits: string;
	/** What they began with: they begin with a country code then. */
	prefix?: '+' | '00';
	/** The digits without the 0 of `+44 (0)20`, where there is one. What precedes it is a country code. */
	withoutBracketedZero?: string;
	/** The digits in front of what may be an extension, as ` - 12` or `-2`. */
	beforeExtension?: string;
}

/** What a spreadsheet or a link puts around a number: `'6591234567`, `="6591234567"`. */
const WRAPPING = new Set('=\'"`\u2018\u2019\u201C\u201D\u00B4 \t\n');

/**
 * Reads what a person or a spreadsheet wrote: digits and signs of any script, numbers and big integers, links. Never
 * throws, and takes no longer for long texts than it takes to find that they are long.
 */
export function readWritten(input: unknown): Written | Problem {
	const text = textOf(input);
	if (typeof text !== 'string') return text;
	if (text === '') return { problem: 'empty' };
	if (/^\+?\d+(?:[.,]\d+)?e\+?\d+$/i.test(text)) return { problem: 'shortenedBySpreadsheet' };
	if (/[^\d\s+\-./()~,;|&]/.test(text)) return { problem: 'letters' };
	// A number column that was exported as decimals: the dot is no separator here.
	const number = text.replace(/^(\+?\d{7,})\.0{1,2}$/, '$1');
	if (holdsSeveral(number)) return { problem: 'severalNumbers' };
	return readGroups(number);
}

/** The text without what stands around it, in plain characters. */
function textOf(input: unknown): string | Problem {
	if (input === null || input === undefined) return '';
	if (typeof input === 'number' || typeof input === 'bigint') return textOfNumber(input);
	if (typeof input !== 'string') return { problem: 'letters' };
	const trimmed = input.trim();
	if (trimmed.length > LONGEST_TEXT) return { problem: 'tooLong' };
	return unwrap(toPlainCharacters(trimmed)).replace(/^(?:tel|whatsapp):\s*/i, '');
}

function textOfNumber(input: number | bigint): string | Problem {
	if (Number.isNaN(input) || input < 0) return { problem: 'letters' };
	if (typeof input === 'number' && !Number.isSafeInteger(input)) {
		return { problem: 'shortenedBySpreadsheet' };
	}
	// Writing a larger big integer takes a time of its own.
	return input < 10n ** 20n ? String(input) : { problem: 'tooLong' };
}

function unwrap(text: string): string {
	let start = 0;
	let end = text.length;
	while (start < end && WRAPPING.has(text.charAt(start))) start++;
	while (end > start && WRAPPING.has(text.charAt(end - 1))) end--;
	return text.slice(start, end);
}

const hasDigits = (part: string): boolean => /\d/.test(part);

function holdsSeveral(text: string): boolean {
	const plus = text.lastIndexOf('+');
	if (plus !== text.indexOf('+') || hasDigits(text.slice(0, Math.max(plus, 0)))) return true;
	if (text.split(/[,;|&\n]/).filter(hasDigits).length > 1) return true;
	// A slash also stands within numbers (0151/2345678), but not after one that is already whole.
	const parts = text.split('/').filter(hasDigits);
	return parts.slice(0, -1).some((part) => part.replace(/\D/g, '').length >= MIN_DIGITS);
}

/** @param text digits and signs of one number */
function readGroups(text: string): Written | Problem {
	const groups = text.match(/\d+/g);
	if (!groups) return { problem: 'empty' };
	/** What stands before each group, and after the last one. */
	const gaps = text.split(/\d+/);
	const last = groups.length - 1;
	const isBracketed = (index: number) =>
		gaps[index]!.trimEnd().endsWith('(') && gaps[index + 1]!.trimStart().startsWith(')');
	if (isBracketed(last) && groups.slice(0, last).join('').length >= MIN_DIGITS) {
		return { problem: 'extension' };
	}
	const zero = groups.findIndex((group, index) => group === '0' && isBracketed(index));
	// Between the groups of one number stands a single sign, mostly the same everywhere.
	const isOnlyDash = gaps.filter((gap) => gap === '-').length === 1;
	const extension = gaps
		.map((gap, index) => {
			const isShort = index === last && groups[index]!.length <= 2;
			const isApart = gap.length > 1 || (gap === '-' && isOnlyDash && isShort);
			return index > 0 && index <= last && isApart;
		})
		.lastIndexOf(true);

	const written = groups.join('');
	const prefix = text.includes('+') ? '+' : written.startsWith('00') ? '00' : undefined;
	const join = (some: readonly string[]) => some.join('').slice(prefix === '00' ? 2 : 0);
	return {
		digits: join(groups),
		prefix,
		withoutBracketedZero: zero > 0 ? join(groups.filter((_, index) => index !== zero)) : undefined,
		beforeExtension: extension > 0 ? join(groups.slice(0, extension)) : undefined,
	};
}
