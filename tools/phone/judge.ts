import { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil } from 'google-libphonenumber';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/**
 * Google's own libphonenumber: an independent judge of what the package takes, which itself uses libphonenumber-js with
 * its metadata of mobile numbers alone.
 */
const google = PhoneNumberUtil.getInstance();

const MOBILE_TYPES = [PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE];

/** A number in the ways in which Google writes it. */
export interface Spelling {
	/** Digits with the calling code. */
	digits: string;
	callingCode: string;
	/** What is behind the calling code, digits only. */
	national: string;
	/** Grouped, with + and the calling code. */
	international: string;
	/** As it is dialled in its country, with 0 or another prefix where that is usual. */
	asDialled: string;
	/** The prefix for calls within the country, or none. */
	prefix: string;
}

/** Whether the digits are a valid number of any kind. Of ranges that are new, one library knows before the other. */
export function isValid(digits: string): boolean {
	try {
		if (google.isValidNumber(google.parse(`+${digits}`))) return true;
	} catch {
		// Not even a number.
	}
	return parsePhoneNumberFromString(`+${digits}`)?.isValid() ?? false;
}

/** Whether the digits are a valid number that can be a mobile one. */
export function isValidMobile(digits: string): boolean {
	const number = google.parse(`+${digits}`);
	return google.isValidNumber(number) && MOBILE_TYPES.includes(google.getNumberType(number));
}

/** @param digits of a valid number, with the calling code */
export function spell(digits: string): Spelling {
	const number = google.parse(`+${digits}`);
	return {
		digits,
		callingCode: String(number.getCountryCode()),
		national: google.getNationalSignificantNumber(number),
		international: google.format(number, PhoneNumberFormat.INTERNATIONAL),
		asDialled: google.format(number, PhoneNumberFormat.NATIONAL),
		prefix: google.getNddPrefixForRegion(google.getRegionCodeForNumber(number), true) ?? '',
	};
}

/** Whether a text, dialled in a country or in one that shares its calling code, is this valid number. */
export function isLocalReading(text: string, callingCode: string, digits: string): boolean {
	const regions = google
		.getSupportedRegions()
		.filter((region) => String(google.getCountryCodeForRegion(region)) === callingCode);
	const isRead = regions.some((region) => {
		try {
			return google.format(google.parse(text, region), PhoneNumberFormat.E164) === `+${digits}`;
		} catch {
			return false;
		}
	});
	return isRead && isValid(digits);
}
