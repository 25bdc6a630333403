import { parsePhoneNumber } from '../../../../nodes/ScrubsWhatsApp/phone/parsePhoneNumber';
import { fromScrubs, withPlus } from '../../../../nodes/ScrubsWhatsApp/phone/PhoneDigits';

describe('a number that Scrubs returns', () => {
	test.each<[unknown, string]>([
		['6591234567', '6591234567'],
		[6591234567, '6591234567'],
		['+65 9123-4567', '6591234567'],
		['+1 (301) 555.0100', '13015550100'],
		// Short, and in no country's list: Scrubs knows better.
		['2905123', '2905123'],
		['999123456789', '999123456789'],
	])('%p is taken as it is', (value, digits) => {
		expect(fromScrubs(value)).toBe(digits);
	});

	test.each<[unknown]>([
		[null],
		[undefined],
		[''],
		['+'],
		['jane.doe'],
		['user_6591234567'],
		['0065 9123 4567'],
		['091234567'],
		['65 9123 4567, 65 9123 4568'],
		['65+91234567'],
		['123456'],
		['1234567890123456'],
		['6.5e9'],
		[6591234567.5],
		[-6591234567],
		[6.5e21],
		[NaN],
		[true],
		[{}],
		[['6591234567']],
		['6'.repeat(1_000_000)],
	])('%p is none', (value) => {
		expect(fromScrubs(value)).toBeUndefined();
	});

	test('is read the same from anywhere once it has its plus', () => {
		const digits = fromScrubs('8617872654558')!;
		for (const callingCode of [undefined, '1', '65', '86']) {
			const local = { numbersWithoutPlus: 'local', callingCode } as const;
			expect(parsePhoneNumber(withPlus(digits), local)).toEqual({ digits });
		}
	});
});
