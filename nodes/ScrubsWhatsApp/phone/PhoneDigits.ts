declare const phone: unique symbol;
declare const role: unique symbol;

/** A phone number as the API takes it: its digits with the country code, 7 to 15, without + or 00. */
export type PhoneDigits = string & { readonly [phone]: true };

/** The clinic's number that a patient sees, and the patient's own: never one in place of the other. */
export type SenderDigits = PhoneDigits & { readonly [role]: 'sender' };
export type RecipientDigits = PhoneDigits & { readonly [role]: 'recipient' };

/** The bounds of E.164; nothing shorter than seven digits is a subscriber anywhere. */
export const MIN_DIGITS = 7;
export const MAX_DIGITS = 15;

/** In characters: far more than a number with all its spaces and brackets, and little enough to look at many times. */
export const LONGEST_TEXT = 200;

/** No country code begins with 0. */
export const isPhoneDigits = (digits: string): digits is PhoneDigits =>
	/^[1-9]\d{6,14}$/.test(digits);

/**
 * A number as Scrubs returns it. Those are international, so nothing is guessed and no country is looked up.
 * @returns undefined for what is no such number: null, a WhatsApp user name
 */
export function fromScrubs(value: unknown): PhoneDigits | undefined {
	const text = Number.isSafeInteger(value) ? String(value) : value;
	if (typeof text !== 'string') return undefined;
	if (text.length > LONGEST_TEXT || !/^\+?\d[\d\s().-]*$/.test(text)) return undefined;
	const digits = text.replace(/\D/g, '');
	return isPhoneDigits(digits) ? digits : undefined;
}

/** The number as people write it, which can be read again from anywhere in the world. */
export const withPlus = (digits: PhoneDigits): string => `+${digits}`;

/** What Scrubs returns as a number, with +; what is no number, such as a user name, stays as it is. */
export function readableNumber<T>(value: T): T | string {
	const digits = fromScrubs(value);
	return digits === undefined ? value : withPlus(digits);
}
