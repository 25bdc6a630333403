import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';
import { callingCodeFrom, callingCodeOf } from '../../../../nodes/ScrubsWhatsApp/phone/countries';
import type { PhoneDigits } from '../../../../nodes/ScrubsWhatsApp/phone/PhoneDigits';

describe('the option for a country', () => {
	test.each<[unknown, string]>([
		['65', '65'],
		[65, '65'],
		['+65', '65'],
		['0065', '65'],
		[' +65 ', '65'],
		['＋６５', '65'],
		['SG', '65'],
		['sg', '65'],
		['Singapore', '65'],
		['singapore', '65'],
		['1', '1'],
		['US', '1'],
		['USA', '1'],
		['U.S.A.', '1'],
		['United States', '1'],
		['united states of america', '1'],
		['Canada', '1'],
		['UK', '44'],
		['GB', '44'],
		['England', '44'],
		['Isle of Man', '44'],
		['Kazakhstan', '7'],
		['UAE', '971'],
		['Hong Kong', '852'],
		['Côte d’Ivoire', '225'],
		["Cote d'Ivoire", '225'],
		['Ivory Coast', '225'],
		['Türkiye', '90'],
		['Turkey', '90'],
		['Czech Republic', '420'],
		['The Netherlands', '31'],
		['the Bahamas', '1'],
		['(Singapore)', '65'],
		['Saint Lucia', '1'],
		['St. Lucia', '1'],
		['Trinidad and Tobago', '1'],
		['Trinidad & Tobago', '1'],
		['Myanmar', '95'],
		['Burma', '95'],
		['Democratic Republic of the Congo', '243'],
		['DR Congo', '243'],
		['Republic of the Congo', '242'],
		['Cabo Verde', '238'],
		['Great Britain', '44'],
		['Scotland', '44'],
		['Wales', '44'],
		['Northern Ireland', '44'],
		['America', '1'],
		['Korea', '82'],
		['Macao', '853'],
		['Macau', '853'],
		['Holland', '31'],
		['Palestine', '970'],
		['Swaziland', '268'],
		['East Timor', '670'],
		['Vatican', '39'],
	])('may be written %p', (text, code) => {
		expect(callingCodeFrom(text)).toBe(code);
	});

	test.each([
		[''],
		['  '],
		['999'],
		['0'],
		['6'],
		['+6'],
		['65x'],
		['1868'],
		['constructor'],
		['__proto__'],
		['Congo'],
		['Atlantis'],
		['Europe'],
		['+65 9123 4567'],
		[65.5],
		[-65],
		[NaN],
		[null],
		[undefined],
		[true],
		[['65']],
		['a'.repeat(1_000_000)],
	])('is none when it is %p', (text) => {
		expect(callingCodeFrom(text)).toBeUndefined();
	});

	test.each(getCountries().map((country) => [country, getCountryCallingCode(country)]))(
		'knows %s by its code and its English name',
		(country, code) => {
			const name = new Intl.DisplayNames(['en'], { type: 'region' }).of(country);
			expect([country, name].map(callingCodeFrom)).toEqual([code, code]);
		},
	);
});

describe('the country of a sender', () => {
	test.each([
		['6561234567', '65'],
		['12025550102', '1'],
		['79123456789', '7'],
		['2250701020304', '225'],
		['8816123456789', '881'],
		['9991234567', undefined],
	])('%s: %s', (digits, code) => {
		expect(callingCodeOf(digits as PhoneDigits)).toBe(code);
	});
});
