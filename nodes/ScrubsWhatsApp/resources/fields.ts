import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InputProblem } from '../words/InputProblem';
import { callingCodeFrom } from '../phone/countries';
import { parsePhoneNumber, type PhoneNumberResult } from '../phone/parsePhoneNumber';
import { PHONE_NUMBER_HELP } from '../phone/problems';

/** The sender, wherever an endpoint has one: from the list, or by its number. */
export const senderField: INodeProperties = {
	displayName: 'Sender',
	name: 'senderPhoneNumber',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'Your clinic’s WhatsApp number that the patient sees',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a number…',
			typeOptions: { searchListMethod: 'searchSenders', searchable: true },
		},
		{
			// The editor cuts longer names.
			displayName: 'By Number',
			name: 'phoneNumber',
			type: 'string',
			placeholder: 'e.g. +65 6123 4567',
			hint: 'A number that was claimed for your clinic, with its country code',
		},
	],
};

/** Return All and Limit, as every Get Many has them. */
export const pagingFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** How many rows a Get Many is to return for an item; Infinity for all. */
export function limitOf(context: IExecuteFunctions, itemIndex: number): number {
	if (context.getNodeParameter('returnAll', itemIndex, false) === true) return Infinity;
	const limit = Number(context.getNodeParameter('limit', itemIndex, 50));
	if (!Number.isInteger(limit) || limit < 1) {
		throw new InputProblem(
			'"Limit" is not a whole number of at least 1.',
			'Enter how many rows you want, or switch "Return All" on.',
		);
	}
	return limit;
}

/** What a locator or a text field gives, as text without spaces around it. */
export const locatorText = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

/** The value of a locator for an item, as text. */
export const locatorValueOf = (
	context: IExecuteFunctions,
	name: string,
	itemIndex: number,
): string => locatorText(context.getNodeParameter(name, itemIndex, '', { extractValue: true }));

/**
 * A phone number as the API takes it: digits with the country code.
 * @param what how messages call it, e.g. `The sender’s phone number`
 */
export function phoneNumberOf(value: unknown, what: string): string {
	return digitsOrProblem(parsePhoneNumber(value, { numbersWithoutPlus: 'international' }), what);
}

/** The recipient's number of a message, which may be completed by the option "Default Country Code". */
export function recipientOf(value: unknown, defaultCountryCode: string): string {
	const hasDefault = defaultCountryCode.trim() !== '';
	const callingCode = callingCodeFrom(defaultCountryCode);
	if (hasDefault && callingCode === undefined) {
		throw new InputProblem(
			'The option "Default Country Code" is no country code that exists.',
			'Enter its digits alone, for example 65 for Singapore or 1 for the United States.',
		);
	}
	const numbersWithoutPlus = hasDefault ? 'local' : 'international';
	const result = parsePhoneNumber(value, { numbersWithoutPlus, callingCode });
	if ('digits' in result) return result.digits;
	const hint =
		result.problem === 'missingCountryCode' && !hasDefault
			? ' For numbers without one, set the option "Default Country Code".'
			: '';
	return digitsOrProblem(result, 'The recipient’s phone number', hint);
}

function digitsOrProblem(result: PhoneNumberResult, what: string, hint = ''): string {
	if ('digits' in result) return result.digits;
	const { message, description } = PHONE_NUMBER_HELP[result.problem];
	throw new InputProblem(message(what), `${description}${hint}`);
}

/**
 * The sender that a locator gives. Digits alone are taken as they are: the list gives them so, and a wrong sender reaches
 * no one.
 * @throws InputProblem when none is chosen
 */
export function senderFrom(value: string): string {
	if (value === '') {
		throw new InputProblem(
			'No sender is chosen.',
			'Choose one of your numbers under "Sender". If the list is empty, claim a number first (Phone Number → Claim).',
		);
	}
	return /^\d{7,15}$/.test(value) ? value : phoneNumberOf(value, 'The sender’s phone number');
}

/** The sender of an item. */
export const senderOf = (context: IExecuteFunctions, itemIndex: number): string =>
	senderFrom(locatorValueOf(context, 'senderPhoneNumber', itemIndex));

/**
 * A filter of an item as text; undefined when it is not added.
 * @throws InputProblem when it is there but gives no text: left out, it would let everything through
 */
export function filterTextOf(
	filters: IDataObject,
	name: string,
	label: string,
): string | undefined {
	if (!(name in filters)) return undefined;
	const value = filters[name];
	const text = typeof value === 'boolean' ? String(value) : locatorText(value);
	if (text === '') {
		throw new InputProblem(
			`The filter "${label}" is empty or is no single value.`,
			'Fill it in or remove it. If an expression stands there, check what it gives for this item.',
		);
	}
	return text;
}

/** A collection parameter of an item. */
export function collectionOf(
	context: IExecuteFunctions,
	name: string,
	itemIndex: number,
): IDataObject {
	return (context.getNodeParameter(name, itemIndex, {}) ?? {}) as IDataObject;
}
