import {
	hasPossibleLength,
	isInRange,
	isMobile,
	splitCallingCode,
	withoutNationalPrefix,
} from './numberingPlan';
import { isPhoneDigits, type PhoneDigits } from './PhoneDigits';
import { usualSpelling } from './spellings';

/** Only islands have shorter numbers: fewer digits behind 00 are rather a local number that was filled up with zeros. */
const LEAST_UNCLEAR = 9;

/** A number that written digits can be. */
export interface Reading {
	digits: PhoneDigits;
	isMobile: boolean;
}

/**
 * The number that digits with a country code in front are: a mobile one if they can be that, else one of any kind. What is
 * dialled only within the country, such as the 0 of `+44 07911 123456`, is left out.
 * @param digits what is behind + or 00
 * @param isClear whether it was written so clearly that a possible length is enough: numbers from ranges that were opened
 * after this package was made have one, too
 */
export function readInternational(digits: string, isClear: boolean): Reading[] {
	const split = splitCallingCode(digits);
	if (!split) return [];
	const { code, national } = split;
	const [mobile] = readMobiles(code, national, isMobileInAnySpelling);
	if (mobile) return [mobile];
	// No landline begins with what is dialled before it.
	const landline = [withoutNationalPrefix(code, national), national].find((some) =>
		canBeLandline(code, some, isClear),
	);
	return landline === undefined ? [] : readingOf(code + landline, false);
}

/**
 * The mobile numbers of a country that digits can be, without its calling code in front or with it.
 * @param isWithCode whether the calling code must be in front
 */
export function readLocal(digits: string, callingCode: string, isWithCode: boolean): Reading[] {
	const behindCode = digits.startsWith(callingCode) ? digits.slice(callingCode.length) : '';
	return [
		...(isWithCode ? [] : readMobiles(callingCode, digits, isMobile)),
		...readMobiles(callingCode, behindCode, isMobileInAnySpelling),
	];
}

type MobileTest = (code: string, national: string) => boolean;

/** Both as written and without what is dialled in front within the country. */
const readMobiles = (code: string, national: string, isMobileThere: MobileTest): Reading[] =>
	[national, withoutNationalPrefix(code, national)]
		.filter((some) => isMobileThere(code, some))
		.flatMap((some) => readingOf(code + some, true));

const readingOf = (digits: string, mobile: boolean): Reading[] =>
	isPhoneDigits(digits) ? [{ digits, isMobile: mobile }] : [];

/** Only for digits behind a country code: the other spellings look like other countries' numbers. */
const isMobileInAnySpelling: MobileTest = (code, national) =>
	isMobile(code, usualSpelling(code, national)) || isMobile(code, national);

const canBeLandline = (code: string, national: string, isClear: boolean): boolean =>
	hasPossibleLength(code, national) &&
	(isClear || (code.length + national.length >= LEAST_UNCLEAR && isInRange(code, national))) &&
	!hasMobileInFront(code, national);

/** Digits behind a whole mobile number are an extension, or a slip. They do not make a landline of it. */
const hasMobileInFront = (code: string, national: string): boolean =>
	[...national].some((_, length) => isMobileInAnySpelling(code, national.slice(0, length)));
