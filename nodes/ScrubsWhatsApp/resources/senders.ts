import { isKnown, type PhoneNumber } from '../api/rows';
import { UNCONNECTED_STATUSES } from '../inferred';
import { withPlus, type SenderDigits } from '../phone/PhoneDigits';
import { plainWord } from '../words/humanise';
import { InputProblem } from '../words/InputProblem';
import { outside } from '../words/outside';
import { phoneNumberOf } from './numbers';
import type { Run } from './operation';
import { isLeftEmpty, locatorValueOf } from './values';

/** Name of the parameter that chooses it. */
export const SENDER = 'senderPhoneNumber';

/**
 * The sender that a locator gives. Digits alone, or with + in front, are taken as they are: the list and the simplified
 * output give them so, and a wrong sender reaches no one.
 * @param label how the editor calls it
 * @throws InputProblem when none is chosen
 */
export function senderFrom(
	value: string,
	label: 'Sender' | 'Your Number' = 'Sender',
): SenderDigits {
	if (value === '') {
		throw new InputProblem(
			label === 'Sender'
				? 'No sender is chosen.'
				: 'It is not chosen which of your numbers to watch.',
			`Choose one of your numbers under "${label}". If the list is empty, claim a number first (Phone Number → Claim).`,
		);
	}
	const [, asItIs] = /^\+?(\d{7,15})$/.exec(value) ?? [];
	const digits = asItIs ?? phoneNumberOf(value, 'The sender’s phone number');
	return digits as SenderDigits;
}

/**
 * The sender where the field was left empty: the account's only number, connected or not. Which numbers there are changes only
 * when somebody claims one; which are connected changes by itself, and messages would go out from another one.
 * @param numbers all numbers of the account
 * @throws InputProblem when there are several, or none
 */
export function onlySenderOf(numbers: readonly PhoneNumber[]): SenderDigits {
	const known = numbers.filter((number) => isKnown(number, 'phone_number'));
	const [only, ...others] = known;
	if (only && others.length === 0) return senderFrom(only.phone_number);
	if (!only) return senderFrom('');
	throw new InputProblem(
		`No sender is chosen, and your clinic has ${known.length} numbers.`,
		'Choose one of them under "Sender".',
	);
}

/**
 * The sender of an item: the one that is entered, or the account's only number.
 * @throws InputProblem when there is none, or several and none is chosen
 */
export async function senderOf(run: Run, itemIndex: number): Promise<SenderDigits> {
	const value = locatorValueOf(run.context, SENDER, itemIndex);
	return value === '' && isLeftEmpty(run.context.getNode(), SENDER)
		? onlySenderOf(await run.phoneNumbers())
		: senderFrom(value);
}

/**
 * Refuses a sender that is known not to be connected, before anything is sent from it.
 * @throws InputProblem when Scrubs says so of it
 */
export function requireConnected(sender: SenderDigits, numbers: readonly PhoneNumber[]): void {
	const status = numbers.find(({ phone_number: number }) => number === sender)?.status;
	if (!status || !UNCONNECTED_STATUSES.includes(status.toUpperCase())) return;
	throw new InputProblem(
		`The sender ${withPlus(sender)} is not connected to WhatsApp: its status is ${outside(plainWord(status))}.`,
		'Connect it again with an onboarding link (Onboarding Link → Create), or choose another sender.',
	);
}
