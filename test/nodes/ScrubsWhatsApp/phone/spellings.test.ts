import type { PhoneDigits } from '../../../../nodes/ScrubsWhatsApp/phone/PhoneDigits';
import { isSameNumber } from '../../../../nodes/ScrubsWhatsApp/phone/spellings';
import { comparePairs, PAIR_COUNTRIES } from '../../../../tools/phone/same';

const same = (a: string, b: string) => [
	isSameNumber(a as PhoneDigits, b as PhoneDigits),
	isSameNumber(b as PhoneDigits, a as PhoneDigits),
];

test.each([
	['equal digits', '6591234567', '6591234567'],
	['the 9 of a Brazilian mobile', '5511987654321', '551187654321'],
	['the same beyond São Paulo', '5531987654321', '553187654321'],
	['the 9 of an Argentine mobile', '5491123456789', '541123456789'],
	['the same beyond Buenos Aires', '5492231234567', '542231234567'],
	['the 1 of a Mexican mobile', '5215512345678', '525512345678'],
])('%s: %s and %s are one phone', (_, a, b) => {
	expect(same(a, b)).toEqual([true, true]);
});

test.each([
	['6591234567', '6591234568'],
	['6591234567', '4491234567'],
	['13015550100', '13115550100'],
	['919812345678', '917012345678'],
	['4915112345678', '4917012345678'],
	// A landline, and the mobile that has a 9 before the same digits.
	['551123456789', '5511923456789'],
	// A mobile of a network that has kept eight digits.
	['551178123456', '5511978123456'],
	['5511987654321', '5521987654321'],
	['551187654321', '552187654321'],
	['5491123456789', '5491123456780'],
	['5491123456789', '542231234567'],
	['525512345678', '525512345679'],
	// The digits that are left out elsewhere belong to the number here.
	['15512345678', '5512345678'],
	['6591234567', '65991234567'],
	// With a digit too many it is no mobile number of these countries.
	['5511987654321', '5511876543210'],
	['55119876543210', '5511876543210'],
	['549112345678901', '54112345678901'],
	['52155123456780', '5255123456780'],
	['491701234567', '4917012345678'],
])('%s and %s are two', (a, b) => {
	expect(same(a, b)).toEqual([false, false]);
});

const seed = Date.now() % 1_000_000;

test.each(PAIR_COUNTRIES)(
	`different valid numbers of %s are never one (seed ${seed})`,
	(country) => {
		const { pairs, mistakes } = comparePairs(country, 500, seed);
		expect(pairs).toBeGreaterThan(400);
		expect(mistakes).toEqual([]);
	},
);
