/**
 * What the world's numbering plans say, by libphonenumber-js with its metadata of mobile numbers: it knows the mobile
 * numbers of each country exactly, and all others by their lengths and, roughly, their ranges.
 *
 * The one file that imports the library. The build bundles it, so that the published package depends on nothing; whatever
 * else is asked of the library belongs here.
 */
import {
	Metadata,
	parsePhoneNumberFromString,
	PhoneNumber,
	type CountryCode,
	type NumberingPlan,
} from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/metadata.mobile.json';

const ARGENTINA = '54';

/** Country by country, by its ISO code in upper case: the calling code. Countries can share one. */
export const CALLING_CODES: ReadonlyMap<string, string> = new Map(
	Object.entries(metadata.country_calling_codes).flatMap(([code, countries]) =>
		countries.map((country) => [country, code] as const),
	),
);

const countriesOf = (code: string): readonly CountryCode[] =>
	Object.hasOwn(metadata.country_calling_codes, code)
		? (metadata.country_calling_codes[code] ?? [])
		: [];

/** Whether a calling code exists: a country's, or one of the world, such as 881 of satellite phones. */
export const isCallingCode = (code: string): boolean =>
	countriesOf(code).length > 0 || Object.hasOwn(metadata.nonGeographic, code);

/** The longest calling codes have three digits. None is the beginning of another. */
const CODE_LENGTHS = [1, 2, 3];

/**
 * An international number in two: the calling code, and what is behind it.
 * @returns undefined when the digits begin with no calling code that exists
 */
export function splitCallingCode(digits: string): { code: string; national: string } | undefined {
	const length = CODE_LENGTHS.find((some) => isCallingCode(digits.slice(0, some)));
	if (length === undefined) return undefined;
	return { code: digits.slice(0, length), national: digits.slice(length) };
}

/** Whether the digits behind a calling code are a mobile number in one of the countries that share it. */
export function isMobile(code: string, national: string): boolean {
	if (national === '') return false;
	return countriesOf(code).some((country) => {
		const number = new PhoneNumber(`+${code}${national}`, metadata);
		number.country = country;
		return number.isValid();
	});
}

/** Whether the digits behind a calling code that exists have a length that numbers there have. */
export const hasPossibleLength = (code: string, national: string): boolean =>
	national !== '' && new PhoneNumber(`+${code}${national}`, metadata).isPossible();

/** Whether they lie in a range from which numbers of any kind are given out there. */
export const isInRange = (code: string, national: string): boolean =>
	countriesOf(code).some((country) => rangesOf(country).test(national));

function rangesOf(country: CountryCode): RegExp {
	const plans = new Metadata(metadata);
	plans.selectNumberingPlan(country);
	// Its types leave out the pattern that the library itself goes by.
	const plan = plans.numberingPlan as NumberingPlan & { nationalNumberPattern(): string };
	return new RegExp(`^(?:${plan.nationalNumberPattern()})$`);
}

/**
 * The digits behind a calling code without what is dialled before them within the country: the 0 of `07911 123456`, the 8
 * of `8 912 …`, and the 15 of Argentina, for which a 9 comes in front.
 * @returns the same digits where there is nothing to leave out
 */
export function withoutNationalPrefix(code: string, national: string): string {
	const number = parsePhoneNumberFromString(`+${code}${national}`, { extract: false }, metadata);
	if (number?.countryCallingCode !== code) return national;
	// In some countries the library also completes numbers of one town. Such digits were not written.
	const isShortened = national.endsWith(number.nationalNumber) || code === ARGENTINA;
	return isShortened ? number.nationalNumber : national;
}
