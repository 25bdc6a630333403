import { callingCodeFrom, callingCodeOf } from '../phone/countries';
import {
	parsePhoneNumber,
	type LocalNumbers,
	type PhoneNumberResult,
} from '../phone/parsePhoneNumber';
import type { PhoneDigits, RecipientDigits, SenderDigits } from '../phone/PhoneDigits';
import { PHONE_NUMBER_HELP } from '../phone/problems';
import { InputProblem } from '../words/InputProblem';
import { locatorText } from './values';

/**
 * A phone number that says itself of which country it is.
 * @param what how messages call it, e.g. `The phone number to claim`
 * @throws InputProblem when it cannot be read with certainty
 */
export const phoneNumberOf = (value: unknown, what: string): PhoneDigits =>
	digitsOrProblem(parsePhoneNumber(value, { numbersWithoutPlus: 'international' }), what);

/** How a patient's number is read that does not say of which country it is, as the node's options have it. */
interface LocalOptions {
	/** A country as people name it; empty for the sender's own. */
	defaultCountryCode?: unknown;
	/** See {@link LocalNumbers}; `local` unless it is set. */
	numbersWithoutPlus?: unknown;
}

const WITHOUT_PLUS: ReadonlyArray<LocalNumbers['numbersWithoutPlus']> = ['local', 'international'];

function localNumbersOf(sender: SenderDigits, options: LocalOptions): LocalNumbers {
	const { defaultCountryCode, numbersWithoutPlus = 'local' } = options;
	const known = WITHOUT_PLUS.find((one) => one === numbersWithoutPlus);
	if (!known) {
		throw new InputProblem(
			'The option "Numbers Without Plus" is neither local nor international.',
			'Choose one from the list. If an expression stands there, let it give local or international.',
		);
	}
	const country = locatorText(defaultCountryCode);
	const callingCode = country === '' ? callingCodeOf(sender) : callingCodeFrom(country);
	if (country !== '' && callingCode === undefined) {
		throw new InputProblem(
			'The option "Default Country Code" is no country that exists.',
			'Enter a country code or a country, for example 65, SG or Singapore.',
		);
	}
	return { numbersWithoutPlus: known, callingCode };
}

/**
 * A patient's number. One that does not say of which country it is, is of the sender's.
 * @param what how messages call it
 * @throws InputProblem when it cannot be read with certainty
 */
export const patientOf = (
	value: unknown,
	sender: SenderDigits,
	what = 'The recipient’s phone number',
): RecipientDigits =>
	digitsOrProblem(parsePhoneNumber(value, localNumbersOf(sender, {})), what) as RecipientDigits;

/** Problems that another way to read the list may end. */
const OF_LISTS: ReadonlySet<string> = new Set(['notLocal', 'missingCountryCode']);

/**
 * The recipient's number of a message, read as the options say.
 * @param what how messages call it
 * @throws InputProblem when it cannot be read with certainty
 */
export function recipientOf(
	value: unknown,
	sender: SenderDigits,
	options: LocalOptions,
	what = 'The recipient’s phone number',
): RecipientDigits {
	const local = localNumbersOf(sender, options);
	const result = parsePhoneNumber(value, local);
	const hint =
		local.numbersWithoutPlus === 'local' && 'problem' in result && OF_LISTS.has(result.problem)
			? ' If your list is from another country than the sender, set the option "Default Country Code"; if its numbers all begin with their country code, set the option "Numbers Without Plus".'
			: '';
	return digitsOrProblem(result, what, hint) as RecipientDigits;
}

function digitsOrProblem(result: PhoneNumberResult, what: string, hint = ''): PhoneDigits {
	if ('digits' in result) return result.digits;
	const { message, description } = PHONE_NUMBER_HELP[result.problem];
	throw new InputProblem(message(what), `${description}${hint}`);
}
