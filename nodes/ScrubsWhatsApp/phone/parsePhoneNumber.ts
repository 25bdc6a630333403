import { splitCallingCode } from './numberingPlan';
import { MAX_DIGITS, MIN_DIGITS, type PhoneDigits } from './PhoneDigits';
import type { PhoneNumberProblem } from './problems';
import { readInternational, readLocal, type Reading } from './readings';
import { readWritten, type Written } from './readWritten';

export type PhoneNumberResult = { digits: PhoneDigits } | { problem: PhoneNumberProblem };

/** What digits without + or 00 are. */
export interface LocalNumbers {
	/**
	 * `local`: mobile numbers of the country with `callingCode`, with or without that code in front. `international`: mobile
	 * numbers that begin with the code of their country, whichever it is.
	 */
	numbersWithoutPlus: 'local' | 'international';
	/** Digits, as `callingCodeOf` and `callingCodeFrom` give them; without them no number is local. */
	callingCode?: string;
}

/**
 * The digits that the API wants, from whatever a person or a spreadsheet wrote. Never throws.
 *
 * A message to a wrong number shows a stranger a patient's appointment, so a number is refused unless there is only one
 * way to read it. With + or 00 it is taken as written if it can be one, mobile or landline. Without, it must be a mobile
 * number of the clinic's country. Landlines are not known exactly enough for that: other countries' mobile numbers would
 * pass for them.
 */
export function parsePhoneNumber(input: unknown, local: LocalNumbers): PhoneNumberResult {
	const written = readWritten(input);
	if ('problem' in written) return written;
	if (hasExtension(written, local)) return { problem: 'extension' };
	const [only, ...others] = new Set(readingsOf(written, local).map(({ digits }) => digits));
	if (others.length > 0) return { problem: 'ambiguous' };
	return only ? { digits: only } : { problem: problemOf(written, local) };
}

function readingsOf(written: Written, local: LocalNumbers): Reading[] {
	const { digits, withoutBracketedZero, prefix } = written;
	const { callingCode, numbersWithoutPlus } = local;
	// In Italy the bracketed 0 may belong to the number, or be a foreigner's habit.
	const variants = withoutBracketedZero ? [withoutBracketedZero, digits] : [digits];
	if (prefix || numbersWithoutPlus === 'international') {
		// A + is never there by chance. 00 may come from a list that fills up with zeros.
		const isClear = prefix === '+' && !withoutBracketedZero;
		const readings = variants.flatMap((variant) => readInternational(variant, isClear));
		return prefix ? readings : readings.filter(({ isMobile }) => isMobile);
	}
	if (!callingCode) return [];
	// What precedes a bracketed 0 is a country code.
	const isWithCode = withoutBracketedZero !== undefined;
	return variants.flatMap((variant) => readLocal(variant, callingCode, isWithCode));
}

/** Whether what stands in front is a whole number already, as in `+65 9123 4567 - 12`. */
function hasExtension({ beforeExtension, prefix }: Written, local: LocalNumbers): boolean {
	if (!beforeExtension) return false;
	return readingsOf({ digits: beforeExtension, prefix }, local).some(({ isMobile }) => isMobile);
}

function problemOf({ digits, prefix }: Written, local: LocalNumbers): PhoneNumberProblem {
	if (digits.length < MIN_DIGITS) return 'tooShort';
	if (digits.length > MAX_DIGITS) return 'tooLong';
	if (prefix) return splitCallingCode(digits) ? 'wrongLength' : 'unknownCountryCode';
	const isLocal = local.numbersWithoutPlus === 'local' && local.callingCode;
	return isLocal ? 'notLocal' : 'missingCountryCode';
}
