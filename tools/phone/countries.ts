import type { CountryCode } from 'libphonenumber-js/max';
import { getCountries, getCountryCallingCode, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/examples.mobile.json';
import places from 'world-countries';

export interface Country {
	/** Its ISO code. */
	country: CountryCode;
	callingCode: string;
	/** The mobile number that libphonenumber gives as an example: digits with the calling code. */
	example: string;
}

/** All that libphonenumber knows. */
export const COUNTRIES: readonly Country[] = getCountries().map((country) => ({
	country,
	callingCode: getCountryCallingCode(country),
	example: getExampleNumber(country, examples)!.number.slice(1),
}));

/** In radians. */
type Place = readonly [latitude: number, longitude: number];

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

const PLACES: ReadonlyMap<string, Place> = new Map(
	places.map(({ cca2, latlng }) => [cca2, [radians(latlng[0]), radians(latlng[1])]]),
);

/** Islands that libphonenumber knows apart from Saint Helena. */
const PARTS_OF: Readonly<Record<string, string>> = { AC: 'SH', TA: 'SH' };

const placeOf = (country: string): Place => PLACES.get(PARTS_OF[country] ?? country)!;

/** The cosine of the angle between two places, seen from the middle of the Earth: the larger, the nearer. */
function nearness([latitudeA, longitudeA]: Place, [latitudeB, longitudeB]: Place): number {
	const across = Math.cos(latitudeA) * Math.cos(latitudeB) * Math.cos(longitudeA - longitudeB);
	return Math.sin(latitudeA) * Math.sin(latitudeB) + across;
}

/** The calling code of the nearest country that has another one. */
export function neighbourOf({ country, callingCode }: Country): string {
	const nearnessOf = (other: Country) => nearness(placeOf(country), placeOf(other.country));
	const others = COUNTRIES.filter((other) => other.callingCode !== callingCode);
	return others.reduce((a, b) => (nearnessOf(a) >= nearnessOf(b) ? a : b)).callingCode;
}
