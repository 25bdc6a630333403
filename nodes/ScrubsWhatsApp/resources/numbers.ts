import type { IExecuteFunctions } from 'n8n-workflow';

import type { PhoneDigits, RecipientDigits, SenderDigits } from '../phone/digits';
import { parsePhoneNumber, PHONE_NUMBER_HELP, type PhoneNumberResult } from '../phone/phoneNumber';
import { InputProblem } from '../words/InputProblem';
import { locatorValueOf } from './values';

/**
 * A phone number as the API takes it.
 * @param what how messages call it, e.g. `The phone number to claim`
 * @throws InputProblem when it cannot be read with certainty
 */
export const phoneNumberOf = (value: unknown, what: string): PhoneDigits =>
	digitsOrProblem(parsePhoneNumber(value), what);

/** The number of a patient who is looked for. @throws InputProblem when it cannot be read with certainty */
export const patientOf = (value: unknown, what = 'The recipient’s phone number'): RecipientDigits =>
	phoneNumberOf(value, what) as RecipientDigits;

/** The recipient's number of a message, which may be completed by the option "Default Country Code". */
export function recipientOf(value: unknown, defaultCountryCode: string): RecipientDigits {
	const result = parsePhoneNumber(value, defaultCountryCode);
	if ('digits' in result) return result.digits as RecipientDigits;
	// Without a default, a number that is written without a code has none, rather than one that does not exist.
	const isDefaultUnknown =
		result.problem === 'unknownCountryCode' &&
		problemOf(parsePhoneNumber(value)) !== result.problem;
	if (isDefaultUnknown) {
		throw new InputProblem(
			'The option "Default Country Code" is no country code that exists.',
			'Enter its digits alone, for example 65 for Singapore or 1 for the United States.',
		);
	}
	const hint =
		result.problem === 'missingCountryCode' && defaultCountryCode.trim() === ''
			? ' For numbers without one, set the option "Default Country Code".'
			: '';
	return digitsOrProblem(result, 'The recipient’s phone number', hint) as RecipientDigits;
}

const problemOf = (result: PhoneNumberResult) => ('problem' in result ? result.problem : undefined);

function digitsOrProblem(result: PhoneNumberResult, what: string, hint = ''): PhoneDigits {
	if ('digits' in result) return result.digits;
	const { message, description } = PHONE_NUMBER_HELP[result.problem];
	throw new InputProblem(message(what), `${description}${hint}`);
}

/**
 * The sender that a locator gives. Digits alone are taken as they are: the list gives them so, and a wrong sender reaches
 * no one.
 * @throws InputProblem when none is chosen
 */
export function senderFrom(value: string): SenderDigits {
	if (value === '') {
		throw new InputProblem(
			'No sender is chosen.',
			'Choose one of your numbers under "Sender". If the list is empty, claim a number first (Phone Number → Claim).',
		);
	}
	const digits = /^\d{7,15}$/.test(value)
		? value
		: phoneNumberOf(value, 'The sender’s phone number');
	return digits as SenderDigits;
}

/** The sender of an item. */
export const senderOf = (context: IExecuteFunctions, itemIndex: number): SenderDigits =>
	senderFrom(locatorValueOf(context, 'senderPhoneNumber', itemIndex));
