import { anything, array, assert, bigInt, constantFrom, oneof, property, string } from 'fast-check';
import { callingCodeFrom } from '../../../../nodes/ScrubsWhatsApp/phone/countries';
import { parsePhoneNumber } from '../../../../nodes/ScrubsWhatsApp/phone/parsePhoneNumber';
import { fromScrubs } from '../../../../nodes/ScrubsWhatsApp/phone/PhoneDigits';
import { PHONE_NUMBER_HELP } from '../../../../nodes/ScrubsWhatsApp/phone/problems';
import { runs } from '../../../support/properties';

/** Made of what numbers are written with, and of what could trip a reader up. */
const PIECES = [
	...'0123456789０٣६𝟗',
	...[
		'+',
		'00',
		'65',
		'1',
		'49',
		'(0)',
		'(',
		')',
		'[',
		' ',
		'   ',
		'\t',
		'\n',
		'-',
		' - ',
		'/',
		'.',
	],
	...[
		',',
		';',
		'~',
		'&',
		'|',
		'e',
		'E+9',
		'tel:',
		'="',
		"'",
		'\0',
		'\u200b',
		'\ud800',
		'٫',
		'−',
		'x',
	],
];
const writings = oneof(
	array(constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join('')),
	string({ unit: 'binary', maxLength: 300 }),
	bigInt(),
	anything({ withBigInt: true, withDate: true, withNullPrototype: true, withObjectString: true }),
);
const locals = oneof(
	constantFrom(
		undefined,
		'',
		'1',
		'7',
		'39',
		'44',
		'49',
		'54',
		'55',
		'65',
		'241',
		'999',
		'constructor',
	).map((callingCode) => ({ numbersWithoutPlus: 'local' as const, callingCode })),
	constantFrom({ numbersWithoutPlus: 'international' as const }),
);

const PROBLEMS = Object.keys(PHONE_NUMBER_HELP);

test('whatever is written is 7 to 15 digits or a problem that has its words, and never an exception', () => {
	assert(
		property(writings, locals, (input, local) => {
			const result = parsePhoneNumber(input, local);
			const outcome = 'digits' in result ? result.digits : result.problem;
			expect(outcome).toMatch(new RegExp(`^(?:[1-9]\\d{6,14}|${PROBLEMS.join('|')})$`));
		}),
		runs(3_000),
	);
});

test('whatever is taken is read the same again with its plus', () => {
	assert(
		property(writings, locals, (input, local) => {
			const result = parsePhoneNumber(input, local);
			if ('problem' in result) return;
			expect(parsePhoneNumber(`+${result.digits}`, local)).toEqual(result);
		}),
		runs(3_000),
	);
});

test('whatever Scrubs returns is 7 to 15 digits or nothing, and whatever names a country a calling code or nothing', () => {
	assert(
		property(writings, (value) => {
			expect(fromScrubs(value) ?? '1234567').toMatch(/^[1-9]\d{6,14}$/);
			expect(callingCodeFrom(value) ?? '1').toMatch(/^[1-9]\d{0,2}$/);
		}),
		runs(3_000),
	);
});

describe('a text of a million characters is seen through within ten milliseconds', () => {
	const MILLION = 1_000_000;

	/** In milliseconds: the shortest of some times, since other programs run beside. */
	function shortest(work: () => unknown): number {
		const times = Array.from({ length: 5 }, () => {
			const start = performance.now();
			work();
			return performance.now() - start;
		});
		return Math.min(...times);
	}

	test.each(['1', ' ', '+', '(', '0', '1 ', '(0)', '1,', 'e', '="', '\0', '\u200b', '٣', '𝟗', '/'])(
		'%p, again and again',
		(piece) => {
			const long = piece.repeat(MILLION / piece.length);
			for (const text of [long, `1${long}1`, `+65${long}`, `${long}9123 4567`]) {
				const local = { numbersWithoutPlus: 'local', callingCode: '65' } as const;
				expect(shortest(() => parsePhoneNumber(text, local))).toBeLessThan(10);
				expect(shortest(() => fromScrubs(text))).toBeLessThan(10);
				expect(shortest(() => callingCodeFrom(text))).toBeLessThan(10);
			}
		},
	);
});
