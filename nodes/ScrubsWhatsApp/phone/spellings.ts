import { splitCallingCode } from './numberingPlan';
import type { PhoneDigits } from './PhoneDigits';

/**
 * The mobile numbers that WhatsApp and people write with a digit more or less, by calling code: from the other spelling to
 * the one of libphonenumber, both without the calling code. Sources: the pages of WhatsApp's partners 360dialog ("Number
 * formats"), Gupshup ("Inconsistencies for mobile numbers and their WhatsApp IDs") and Whapi, libphonenumber's metadata.
 */
const OTHER_SPELLINGS: ReadonlyMap<string, readonly [RegExp, string]> = new Map([
	// Brazil put a 9 before the eight digits of mobile numbers. Of eight digits are still: landlines, which begin with 2 to
	// 5, and some mobile numbers with 7. Those are phones of their own.
	['55', [/^([1-9]\d)([689]\d{7})$/, '$19$2']],
	// Argentina has a 9 before the area code of mobile numbers in calls from abroad. Area codes begin with 11, 2 or 3.
	['54', [/^(11\d{8}|[23]\d{9})$/, '9$1']],
	// Mexico had a 1 before mobile numbers until 2019.
	['52', [/^1([2-9]\d{9})$/, '$1']],
]);

/** The digits behind a calling code as libphonenumber writes them. */
export function usualSpelling(code: string, national: string): string {
	const spelling = OTHER_SPELLINGS.get(code);
	return spelling ? national.replace(...spelling) : national;
}

const usualDigits = (digits: string): string => {
	const split = splitCallingCode(digits);
	return split ? split.code + usualSpelling(split.code, split.national) : digits;
};

/**
 * Whether two numbers reach the same phone: equal digits, or the two spellings of a mobile number in Brazil, Argentina or
 * Mexico. Nothing is guessed: anything else is another phone.
 */
export const isSameNumber = (a: PhoneDigits, b: PhoneDigits): boolean =>
	a === b || usualDigits(a) === usualDigits(b);
