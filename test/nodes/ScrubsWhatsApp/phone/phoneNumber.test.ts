import type { CountryCode } from 'libphonenumber-js/max';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/examples.mobile.json';

import type { PhoneNumberProblem } from '../../../../nodes/ScrubsWhatsApp/phone/phoneNumber';
import {
	parsePhoneNumber,
	PHONE_NUMBER_HELP,
} from '../../../../nodes/ScrubsWhatsApp/phone/phoneNumber';

const digits = (value: string) => ({ digits: value });
const problem = (value: PhoneNumberProblem) => ({ problem: value });

describe('ways to write an international number', () => {
	test.each<[string, unknown]>([
		['spaces', '+65 9123 4567'],
		['no spaces', '+6591234567'],
		['hyphens after 00', '0065-9123-4567'],
		['dots', '+65.9123.4567'],
		['slashes', '+65/9123/4567'],
		['brackets', '(+65) 9123-4567'],
		['square brackets', '+[65] 9123 4567'],
		['an en dash, a figure dash, a minus', '+65–9123‒45−67'],
		['full-width characters', '＋６５（９１２３）－４５６７'],
		['Arabic-Indic digits', '+٦٥ ٩١٢٣ ٤٥٦٧'],
		['extended Arabic-Indic digits', '+۶۵۹۱۲۳۴۵۶۷'],
		['Devanagari digits', '+६५ ९१२३ ४५६७'],
		['mathematical bold digits', '+𝟔𝟓𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕'],
		['no-break and narrow spaces', '+65\u00a09123\u202f4567\u3000'],
		['invisible characters', '\ufeff\u200e+65\u200b9123\u00ad4567\u202c\u2060'],
		['line breaks around', '\n+65 9123 4567\r\n'],
		['a tel link', 'tel:+65-9123-4567'],
		['a whatsapp address', 'WhatsApp:+6591234567'],
		['a spreadsheet apostrophe', "'+6591234567"],
		['a curly apostrophe', '’6591234567'],
		['a spreadsheet formula', '="6591234567"'],
		['bare digits', '6591234567'],
		['a number', 6591234567],
		['a big integer', 6591234567n],
		['a decimal export', '6591234567.0'],
		['a full stop at the end', '+65 9123 4567.'],
		['a comma at the end', '+65 9123 4567,'],
	])('%s', (_, input) => {
		expect(parsePhoneNumber(input)).toEqual(digits('6591234567'));
		expect(parsePhoneNumber(input, '65')).toEqual(digits('6591234567'));
	});

	test.each([
		['+44 (0)20 7946 0958', '442079460958'],
		['0044 [0] 20 7946 0958', '442079460958'],
		['44 (0) 7911 123456', '447911123456'],
		['+44 07911 123456', '447911123456'],
		['+36 06 20 123 4567', '36201234567'],
		['+39 06 1234 5678', '390612345678'],
		['+225 07 01 02 03 04', '2250701020304'],
		['+52 1 55 1234 5678', '5215512345678'],
		['+54 9 11 2345 6789', '5491123456789'],
		['+55 11 2345 6789', '551123456789'],
		['+49 1512 3456789 0', '4915123456789' + '0'],
	])('%s', (input, expected) => {
		expect(parsePhoneNumber(input)).toEqual(digits(expected));
	});

	test('trusts a written country code over the lengths it knows', () => {
		expect(parsePhoneNumber('+65 9123 4567 89')).toEqual(digits('659123456789'));
	});

	test('is not changed by a default country code', () => {
		expect(parsePhoneNumber('+44 7911 123456', '65')).toEqual(digits('447911123456'));
		expect(parsePhoneNumber('0044 7911 123456', '65')).toEqual(digits('447911123456'));
	});
});

describe('what is refused', () => {
	test.each<[unknown, PhoneNumberProblem]>([
		[undefined, 'empty'],
		[null, 'empty'],
		['', 'empty'],
		[' \u200b\u00a0', 'empty'],
		['+', 'empty'],
		['tel:', 'empty'],
		['-', 'empty'],
		['n/a', 'letters'],
		['+65 9123 4567 ext. 5', 'letters'],
		['tel:+65-9123-4567;ext=5', 'letters'],
		['+65 9123 4567 (Mum)', 'letters'],
		['+65 91Z3 4567', 'letters'],
		['#######', 'letters'],
		['+65 9123 456⁷', 'letters'],
		[true, 'letters'],
		[{ phone: '+6591234567' }, 'letters'],
		[['+6591234567'], 'letters'],
		['6.59123E+9', 'shortenedBySpreadsheet'],
		['6,59123E+09', 'shortenedBySpreadsheet'],
		['6e9', 'shortenedBySpreadsheet'],
		[91234567.5, 'shortenedBySpreadsheet'],
		[6.5e21, 'shortenedBySpreadsheet'],
		['91234567 / 98765432', 'severalNumbers'],
		['+65 9123 4567, +65 9876 5432', 'severalNumbers'],
		['9123 4567; 9876 5432', 'severalNumbers'],
		['9123 4567\n9876 5432', 'severalNumbers'],
		['9123 4567 & 9876 5432', 'severalNumbers'],
		['9123 4567、9876 5432', 'severalNumbers'],
		['0151 2345678/79', 'severalNumbers'],
		['+65 9123 4567 +65 9876 5432', 'severalNumbers'],
		['+65+91234567', 'severalNumbers'],
		['9123 4567 9876 5432', 'tooLong'],
		['+65 9123 4567 9876 5432', 'tooLong'],
		['+6591', 'tooShort'],
		['0065 91', 'tooShort'],
		['9123', 'tooShort'],
		['91234567', 'missingCountryCode'],
		['6774 4567', 'missingCountryCode'],
		['091234567', 'missingCountryCode'],
		['202 555 1234', 'missingCountryCode'],
		[91234567, 'missingCountryCode'],
		['+999 1234 5678', 'unknownCountryCode'],
		['+0 1234 5678', 'unknownCountryCode'],
		['0000000000', 'unknownCountryCode'],
		['+39 (0)347 123 4567', 'ambiguous'],
	])('%p: %s', (input, expected) => {
		expect(parsePhoneNumber(input)).toEqual(problem(expected));
	});
});

describe('with a default country code', () => {
	test.each<[string, string, string]>([
		['65', '9123 4567', '6591234567'],
		['65', '65 9123 4567', '6591234567'],
		['65', '6234 5678', '6562345678'],
		['44', '07911 123456', '447911123456'],
		['44', '(0)7911 123456', '447911123456'],
		['44', '7911 123456', '447911123456'],
		['44', '44 (0)7911 123456', '447911123456'],
		['44', '44 07911 123456', '447911123456'],
		['1', '(202) 555-0123', '12025550123'],
		['1', '1-202-555-0123', '12025550123'],
		['7', '8 (912) 345-67-89', '79123456789'],
		['7', '800 123 45 67', '78001234567'],
		['36', '06 20 123 4567', '36201234567'],
		['39', '347 123 4567', '393471234567'],
		['39', '391 234 5678', '393912345678'],
		['39', '06 1234 5678', '390612345678'],
		['43', '43 664 123 456', '43664123456'],
		['49', '030 1234567', '49301234567'],
		['49', '0151/23456789', '4915123456789'],
		['225', '07 01 02 03 04', '2250701020304'],
		['52', '55 1234 5678', '525512345678'],
	])('+%s: %s', (code, input, expected) => {
		expect(parsePhoneNumber(input, code)).toEqual(digits(expected));
	});

	test.each<[string, string, PhoneNumberProblem]>([
		['65', '12', 'tooShort'],
		['65', '9123 456', 'missingCountryCode'],
		['65', '447911123456', 'missingCountryCode'],
		['65', '44 (0)7911 123456', 'missingCountryCode'],
		['49', '447911123456', 'ambiguous'],
		['43', '447911123456', 'ambiguous'],
		['49', '6591234567', 'ambiguous'],
		['49', '49 30 1234567', 'ambiguous'],
		['375', '8 029 491 19 11', 'missingCountryCode'],
		['39', '39 (0)347 123 4567', 'ambiguous'],
		['43', '43 43 123 4567', 'ambiguous'],
	])('+%s: %s: %s', (code, input, expected) => {
		expect(parsePhoneNumber(input, code)).toEqual(problem(expected));
	});

	test.each(['65', '+65', '0065', ' +65 ', '＋６５', 65])('may be written %p', (code) => {
		expect(parsePhoneNumber('9123 4567', code)).toEqual(digits('6591234567'));
	});

	test.each([undefined, null, '', '  '])('is none when it is %p', (code) => {
		expect(parsePhoneNumber('9123 4567', code)).toEqual(problem('missingCountryCode'));
		expect(parsePhoneNumber('65 9123 4567', code)).toEqual(digits('6591234567'));
	});

	test.each(['SG', '999', '0', '6', '65x', 'constructor', '1868'])('may not be %p', (code) => {
		expect(parsePhoneNumber('9123 4567', code)).toEqual(problem('unknownCountryCode'));
	});
});

describe("every country's example mobile number, by libphonenumber", () => {
	const numbers = getCountries().flatMap((country: CountryCode) => {
		const example = getExampleNumber(country, examples);
		return example ? [{ country, example, expected: example.number.slice(1) }] : [];
	});

	test.each(numbers)('$country, written internationally', ({ example, expected }) => {
		const international = example.formatInternational();
		for (const written of [
			example.number,
			international,
			international.replaceAll(' ', '-'),
			international.replaceAll(' ', '\u00a0').replace('+', '00'),
			`(${international.replace(' ', ') ')}`,
			example.getURI(),
		]) {
			expect(parsePhoneNumber(written)).toEqual(digits(expected));
			expect(parsePhoneNumber(written, '65')).toEqual(digits(expected));
		}
	});

	/** With these the whole number has the length of a national one as well. */
	const AMBIGUOUS = ['AD', 'MM', 'PM'];
	/** Islands whose whole numbers are as short as others' local ones; Tristan da Cunha's example is a fixed line. */
	const NEED_A_PLUS = ['AC', 'CK', 'FK', 'SH', 'TA', 'TK'];

	test.each(numbers)('$country, as bare digits', ({ country, example, expected }) => {
		expect(parsePhoneNumber(Number(expected))).toEqual(
			NEED_A_PLUS.includes(country) ? problem('missingCountryCode') : digits(expected),
		);
		expect(parsePhoneNumber(expected, example.countryCallingCode)).toEqual(
			AMBIGUOUS.includes(country) ? problem('ambiguous') : digits(expected),
		);
	});

	/** Prefixes that the table does not have (Belarus), and Argentina's 15 that stands for a 9. */
	const REFUSED = ['AR', 'BY'];

	test.each(numbers)('$country, written nationally', ({ country, example, expected }) => {
		const result = parsePhoneNumber(example.formatNational(), example.countryCallingCode);
		expect(result).toEqual(
			REFUSED.includes(country) ? problem('missingCountryCode') : digits(expected),
		);
	});

	/** Their national mobile numbers look like Norfolk Island's (672) and the United States' (1) with the country code. */
	const TAKEN_FOR_ANOTHER = ['AL', 'CN', 'DE'];

	test('is refused when written nationally without a default country code', () => {
		const taken = numbers.filter(({ example }) => {
			const result = parsePhoneNumber(example.nationalNumber);
			return 'digits' in result;
		});
		expect(taken.map(({ country }) => country)).toEqual(TAKEN_FOR_ANOTHER);
	});

	test('covers the world', () => {
		expect(numbers.length).toBeGreaterThan(240);
	});
});

describe('help', () => {
	test.each(Object.entries(PHONE_NUMBER_HELP))('%s', (_, { message, description }) => {
		expect(message('The recipient’s phone number')).toMatch(/^The recipient’s phone number \S/);
		expect(description).toMatch(/^[A-Z].*\.$/);
		// Most operations have no option that could be meant.
		expect(description).not.toMatch(/option|default/i);
	});
});
