import {
	parsePhoneNumber,
	type LocalNumbers,
} from '../../../../nodes/ScrubsWhatsApp/phone/parsePhoneNumber';
import type { PhoneNumberProblem } from '../../../../nodes/ScrubsWhatsApp/phone/problems';

const digits = (value: string) => ({ digits: value });
const problem = (value: PhoneNumberProblem) => ({ problem: value });

/** Numbers without + are the clinic's country's. */
const localTo = (callingCode?: string): LocalNumbers => ({
	numbersWithoutPlus: 'local',
	callingCode,
});
const INTERNATIONAL: LocalNumbers = { numbersWithoutPlus: 'international' };

describe('ways to write a number', () => {
	test.each<[string, unknown]>([
		['spaces', '+65 9123 4567'],
		['no spaces', '+6591234567'],
		['hyphens after 00', '0065-9123-4567'],
		['dots', '+65.9123.4567'],
		['slashes', '+65/9123/4567'],
		['brackets', '(+65) 9123-4567'],
		['square brackets', '+[65] 9123 4567'],
		['brackets around all but the country code', '+65 (9123 4567)'],
		['the same without spaces', '+65 (91234567)'],
		['an en dash, a figure dash, a minus', '+65–9123‒45−67'],
		['full-width characters', '＋６５（９１２３）－４５６７'],
		['Arabic-Indic digits', '+٦٥ ٩١٢٣ ٤٥٦٧'],
		['extended Arabic-Indic digits', '+۶۵۹۱۲۳۴۵۶۷'],
		['Devanagari digits', '+६५ ९१२३ ४५६७'],
		['mathematical bold digits', '+𝟔𝟓𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕'],
		['monospace digits', '+𝟼𝟻 𝟿𝟷𝟸𝟹 𝟺𝟻𝟼𝟽'],
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
		['brackets around and a full stop', '(+65 9123 4567).'],
		['a comma at the end', '+65 9123 4567,'],
		['a bullet in front', '- +65 9123 4567'],
		['dashes with spaces', '+65 - 9123 - 4567'],
	])('%s', (_, input) => {
		expect(parsePhoneNumber(input, localTo('65'))).toEqual(digits('6591234567'));
		expect(parsePhoneNumber(input, INTERNATIONAL)).toEqual(digits('6591234567'));
	});
});

describe('with + or 00 a number is taken as written', () => {
	test.each([
		['a British landline', '+44 (0)20 7946 0958', '442079460958'],
		['the same after 00', '0044 [0] 20 7946 0958', '442079460958'],
		['with the 0 of calls within the country', '+44 07911 123456', '447911123456'],
		['with another prefix of such calls', '+36 06 20 123 4567', '36201234567'],
		['a German landline with that 0', '+49 030 1234567', '49301234567'],
		['a landline whose 0 belongs to it', '+39 06 1234 5678', '390612345678'],
		['the same, with the 0 in brackets', '+39 (0)6 1234 5678', '390612345678'],
		['a mobile whose 0 belongs to it', '+225 07 01 02 03 04', '2250701020304'],
		['the same, with the 0 in brackets', '+225 (0)7 01 02 03 04', '2250701020304'],
		['a Singaporean landline', '+65 6234 5678', '6562345678'],
		['the same after 00', '0065 6234 5678', '6562345678'],
		['a Mexican mobile with the 1 of old', '+52 1 55 1234 5678', '5215512345678'],
		['an Argentine mobile', '+54 9 11 2345 6789', '5491123456789'],
		['the same without its 9', '+54 11 2345 6789', '541123456789'],
		['the same with the 15 of local calls', '+54 11 15 2345 6789', '5491123456789'],
		['a Brazilian mobile without its 9', '+55 11 8765 4321', '551187654321'],
		['a Brazilian landline', '+55 11 2345 6789', '551123456789'],
		['a rural German landline after a dash', '+49 39931 - 12345', '493993112345'],
		['an Austrian mobile with a dash', '+43 664 1234-567', '436641234567'],
		['an Austrian mobile in pairs', '+43-664-12-34-56-78', '4366412345678'],
		['a number from a range that nobody knows yet', '+65 5123 4567', '6551234567'],
		['a satellite phone', '+881 6 1234 5678', '881612345678'],
	])('%s: %s', (_, input, expected) => {
		for (const local of [localTo(), localTo('65'), localTo('1'), INTERNATIONAL]) {
			expect(parsePhoneNumber(input, local)).toEqual(digits(expected));
		}
	});

	test('00 alone does not open a range: a list may have filled up with zeros', () => {
		expect(parsePhoneNumber('00 61 234567', localTo('65'))).toEqual(problem('wrongLength'));
		expect(parsePhoneNumber('0065 5123 4567', localTo('65'))).toEqual(problem('wrongLength'));
		expect(parsePhoneNumber('00 49 42673', localTo('226'))).toEqual(problem('wrongLength'));
		expect(parsePhoneNumber('+49 42673', localTo('226'))).toEqual(digits('4942673'));
	});
});

describe('without, it is a mobile number of the clinic’s country', () => {
	test.each<[string, unknown, string]>([
		['65', '9123 4567', '6591234567'],
		['65', 91234567, '6591234567'],
		['65', '91234567.0', '6591234567'],
		['65', '65 9123 4567', '6591234567'],
		['65', '65 (0)9123 4567', '6591234567'],
		['44', '07911 123456', '447911123456'],
		['44', '(0)7911 123456', '447911123456'],
		['44', '7911 123456', '447911123456'],
		['44', '44 (0)7911 123456', '447911123456'],
		['44', '44 07911 123456', '447911123456'],
		['1', '(202) 555-0123', '12025550123'],
		['1', '1-202-555-0123', '12025550123'],
		['1', '301-555-0100', '13015550100'],
		['1', '13015550100', '13015550100'],
		['1', '416 555 0100', '14165550100'],
		['1', '(252) 412-2934', '12524122934'],
		['7', '8 (912) 345-67-89', '79123456789'],
		['7', '701 234 5678', '77012345678'],
		['36', '06 20 123 4567', '36201234567'],
		['39', '347 123 4567', '393471234567'],
		['39', '391 234 5678', '393912345678'],
		['39', '39 (0)347 123 4567', '393471234567'],
		['43', '43 664 123 456', '43664123456'],
		['49', '0151/23456789', '4915123456789'],
		['49', '15088138259', '4915088138259'],
		['55', '(12) 92980-3094', '5512929803094'],
		['55', '55 12 8298-3094', '551282983094'],
		['54', '011 15-2345-6789', '5491123456789'],
		['52', '55 1234 5678', '525512345678'],
		['52', '521 55 1234 5678', '5215512345678'],
		['86', '178 7265 4558', '8617872654558'],
		['225', '07 01 02 03 04', '2250701020304'],
		['375', '8 029 491 19 11', '375294911911'],
		['376', '312 345', '376312345'],
	])('+%s: %s', (code, input, expected) => {
		expect(parsePhoneNumber(input, localTo(code))).toEqual(digits(expected));
	});

	test.each<[string, string, unknown]>([
		['another country’s mobile', '65', '447911123456'],
		['the same with (0)', '65', '44 (0)7911 123456'],
		['the same where all its digits are a mobile', '91', '960 (0)771 2345'],
		['the same where landlines have any length', '49', '447911123456'],
		['a Chinese mobile', '65', '178 7265 4558'],
		['a German mobile that has lost its 0', '65', '15088138259'],
		['a Brazilian mobile', '65', '(12) 92980-3094'],
		['a number from North Carolina', '252', '(252) 412-2934'],
		['an American number that could be a Mexican one of old', '52', '1 551 234 5678'],
		['an American number that could be a Brazilian one of old', '55', '218 765 4321'],
		['a landline', '65', '6234 5678'],
		['a landline with 0', '49', '030 1234567'],
		['a number that is free to call', '7', '800 123 45 67'],
		['a digit too few', '65', '9123 456'],
		['a code that does not exist', '999', '9123 4567'],
	])('%s is refused: +%s: %s', (_, code, input) => {
		expect(parsePhoneNumber(input, localTo(code))).toEqual(problem('notLocal'));
	});

	test('is refused when it can be two numbers there', () => {
		// With and without the 0 that Gabon added to its numbers.
		expect(parsePhoneNumber('241 (0)6248043', localTo('241'))).toEqual(problem('ambiguous'));
	});

	test.each([['9123 4567'], ['6591234567'], [6591234567], ['202 555 1234'], ['178 7265 4558']])(
		'is refused when the country is not known: %s',
		(input) => {
			expect(parsePhoneNumber(input, localTo())).toEqual(problem('missingCountryCode'));
		},
	);
});

describe('or, in a list that has lost its plus signs, a mobile number with its country code', () => {
	test.each<[unknown, string]>([
		['6591234567', '6591234567'],
		[8617872654558, '8617872654558'],
		['44 (0) 7911 123456', '447911123456'],
		['44 07911 123456', '447911123456'],
		['541123456789', '541123456789'],
	])('%s', (input, expected) => {
		expect(parsePhoneNumber(input, INTERNATIONAL)).toEqual(digits(expected));
		expect(parsePhoneNumber(input, { ...INTERNATIONAL, callingCode: '1' })).toEqual(
			digits(expected),
		);
	});

	test.each(['91234567', '6774 4567', '091234567', '202 555 1234', '0151 23456789', '6562345678'])(
		'%s is refused',
		(input) => {
			for (const local of [INTERNATIONAL, { ...INTERNATIONAL, callingCode: '7' }]) {
				expect(parsePhoneNumber(input, local)).toEqual(problem('missingCountryCode'));
			}
		},
	);
});

describe('what is refused from anywhere', () => {
	test.each<[unknown, PhoneNumberProblem]>([
		[undefined, 'empty'],
		[null, 'empty'],
		['', 'empty'],
		[' \u200b\u00a0', 'empty'],
		['+', 'empty'],
		['tel:', 'empty'],
		['-', 'empty'],
		['""', 'empty'],
		['n/a', 'letters'],
		['+65 9123 4567 ext. 5', 'letters'],
		['tel:+65-9123-4567;ext=5', 'letters'],
		['+65 9123 4567 (Mum)', 'letters'],
		['+65 91Z3 4567', 'letters'],
		['+65 9123 4567\0', 'letters'],
		['#######', 'letters'],
		['+65 9123 456⁷', 'letters'],
		['\ud800+6591234567', 'letters'],
		[true, 'letters'],
		[false, 'letters'],
		[NaN, 'letters'],
		[-6591234567, 'letters'],
		[-6591234567n, 'letters'],
		[{ phone: '+6591234567' }, 'letters'],
		[['+6591234567'], 'letters'],
		[Symbol('+6591234567'), 'letters'],
		[() => '+6591234567', 'letters'],
		['6.59123E+9', 'shortenedBySpreadsheet'],
		['6,59123E+09', 'shortenedBySpreadsheet'],
		['6e9', 'shortenedBySpreadsheet'],
		[91234567.5, 'shortenedBySpreadsheet'],
		[6.5e21, 'shortenedBySpreadsheet'],
		[Infinity, 'shortenedBySpreadsheet'],
		['91234567 / 98765432', 'severalNumbers'],
		['+65 9123 4567, +65 9876 5432', 'severalNumbers'],
		['9123 4567; 9876 5432', 'severalNumbers'],
		['9123 4567\n9876 5432', 'severalNumbers'],
		['9123 4567 & 9876 5432', 'severalNumbers'],
		['9123 4567、9876 5432', 'severalNumbers'],
		['0151 2345678/79', 'severalNumbers'],
		['+65 9123 4567 +65 9876 5432', 'severalNumbers'],
		['9123 4567 +65', 'severalNumbers'],
		['+65+91234567', 'severalNumbers'],
		['++6591234567', 'severalNumbers'],
		['9123 4567 9876 5432', 'tooLong'],
		['+65 9123 4567 9876 5432', 'tooLong'],
		[12345678901234567890n, 'tooLong'],
		[10n ** 100_000n, 'tooLong'],
		[`1${' '.repeat(100_000)}1`, 'tooLong'],
		['+6591', 'tooShort'],
		['0065 91', 'tooShort'],
		['9123', 'tooShort'],
		[0, 'tooShort'],
		['+999 1234 5678', 'unknownCountryCode'],
		['+0 1234 5678', 'unknownCountryCode'],
		['0000000000', 'unknownCountryCode'],
		['+65 9123 456', 'wrongLength'],
		['+65 9123 4567 8', 'wrongLength'],
		['+65 8123 4567 89', 'wrongLength'],
		['+49 1512 3456789 0', 'wrongLength'],
		['+1 301 555 010', 'wrongLength'],
		// Libphonenumber would add San Marino's area code.
		['+378 885123', 'wrongLength'],
		['+39 (0)347 123 4567', 'ambiguous'],
	])('%p: %s', (input, expected) => {
		for (const local of [localTo(), localTo('65'), localTo('1'), INTERNATIONAL]) {
			expect(parsePhoneNumber(input, local)).toEqual(problem(expected));
		}
	});

	test.each([
		['+65 9123 4567 (2)', '65'],
		['9123 4567 (2)', '65'],
		['+65 6234 5678 (12)', '65'],
		['+65 8123 4567 - 12', '65'],
		['9123 4567 - 2', '65'],
		['+65 9123 4567   2', '65'],
		['+1 301 555 0100 - 12', '1'],
		['301 555 0100 ~ 12', '1'],
		// With these the number would still be a valid one.
		['+49 170 1234567 (2)', '49'],
		['+49 170 1234567 - 2', '49'],
		['+49 170 1234567  2', '49'],
		['0170 1234567 - 2', '49'],
		['0170 1234567-2', '49'],
		['0049 170 1234567-2', '49'],
	])('an extension, which is no part of the number: %s', (input, code) => {
		expect(parsePhoneNumber(input, localTo(code))).toEqual(problem('extension'));
	});
});
