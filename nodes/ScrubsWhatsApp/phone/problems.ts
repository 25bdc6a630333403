/** Why something written is no number that can be messaged. */
export type PhoneNumberProblem =
	| 'empty'
	| 'letters'
	| 'tooShort'
	| 'tooLong'
	| 'wrongLength'
	| 'missingCountryCode'
	| 'notLocal'
	| 'ambiguous'
	| 'severalNumbers'
	| 'extension'
	| 'shortenedBySpreadsheet'
	| 'unknownCountryCode';

interface Help {
	/** What happened; `what` names the number, e.g. "The recipient’s phone number". */
	message: (what: string) => string;
	/** How to get on. */
	description: string;
}

const WRITE_PLUS = 'Start the number with + and the country code, for example +65 9123 4567';

/** Never contains the number itself: it belongs to a patient, and errors end up in logs. */
export const PHONE_NUMBER_HELP: Readonly<Record<PhoneNumberProblem, Help>> = {
	empty: {
		message: (what) => `${what} is empty.`,
		description: 'Enter a phone number with its country code, for example +65 9123 4567.',
	},
	letters: {
		message: (what) => `${what} contains letters or signs that are not part of a phone number.`,
		description:
			'Enter one phone number with its country code, for example +65 9123 4567, without an extension or a note.',
	},
	tooShort: {
		message: (what) => `${what} has too few digits.`,
		description: 'Enter the whole number with its country code, for example +65 9123 4567.',
	},
	tooLong: {
		message: (what) => `${what} has too many digits or signs to be one number.`,
		description:
			'A phone number has at most 15 digits with its country code. Check whether two numbers run into each other.',
	},
	wrongLength: {
		message: (what) => `${what} does not fit its country: it has too few or too many digits.`,
		description:
			'Compare it with the original, digit by digit, and leave out an extension. If it begins with 00, write + in place of that.',
	},
	missingCountryCode: {
		message: (what) => `${what} has no country code, or none that is certain.`,
		description: `${WRITE_PLUS}.`,
	},
	notLocal: {
		message: (what) => `${what} has no country code, and is no local mobile number.`,
		description: `${WRITE_PLUS}. If it is a local mobile number, check its digits.`,
	},
	ambiguous: {
		message: (what) => `${what} can be read in more than one way.`,
		description: `${WRITE_PLUS}, and go on with the digits as they are dialled from abroad, without brackets.`,
	},
	severalNumbers: {
		message: (what) => `${what} contains more than one phone number.`,
		description: 'Use one phone number per item. To message several numbers, make an item of each.',
	},
	extension: {
		message: (what) => `${what} is followed by an extension or by another number.`,
		description:
			'Enter the phone number alone, for example +65 9123 4567, without the digits behind it.',
	},
	shortenedBySpreadsheet: {
		message: (what) => `${what} was shortened by a spreadsheet and has lost digits.`,
		description:
			'Format the column as text in the spreadsheet, enter the numbers again, and read the data once more.',
	},
	unknownCountryCode: {
		message: (what) => `${what} comes with a country code that does not exist.`,
		description: 'Check the digits after the +. For Singapore the code is 65.',
	},
};
