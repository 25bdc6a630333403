import { constantFrom, nat, sample, stringMatching, tuple, type Arbitrary } from 'fast-check';
import metadata from 'libphonenumber-js/metadata.max.json';
import { isValid, isValidMobile } from './judge';

/** Places in a country's array of libphonenumber-js's metadata, version 4: see METADATA.md in its repository. */
const CALLING_CODE = 0;
const TYPES = 11;
const FIXED_LINE = 0;
const MOBILE = 1;

type NumberType = [pattern: string, possibleLengths?: number[]];

const planOf = (country: string): unknown[] => metadata.countries[country as 'SG']!;

/** The pattern of a kind of number; empty where there is none, or mobile numbers look like landlines. */
function patternOf(country: string, type: number): string {
	const types = planOf(country)[TYPES] as Array<NumberType | 0>;
	return (types[type] || [''])[0];
}

/** Digits with the calling code that match a pattern: mostly valid numbers. */
function numbersLike(country: string, patterns: string[]): Arbitrary<string> {
	const code = planOf(country)[CALLING_CODE] as string;
	const national = new RegExp(`^(?:${patterns.filter(Boolean).join('|')})$`);
	return stringMatching(national).map((digits) => code + digits);
}

/**
 * Random valid mobile numbers of a country, the same for the same seed: digits with the calling code.
 * @param count how many at most; a few patterns match more than what is valid
 */
export function drawMobiles(country: string, count: number, seed: number): string[] {
	const pattern = patternOf(country, MOBILE) || patternOf(country, FIXED_LINE);
	const drawn = sample(numbersLike(country, [pattern]), { numRuns: 2 * count, seed });
	return drawn.filter(isValidMobile).slice(0, count);
}

export type Pair = readonly [string, string];

/** Pairs of different valid numbers of a country, mobiles and landlines: two random ones, and two that are nearly equal. */
export function* drawPairs(country: string, count: number, seed: number): Generator<Pair> {
	const numbers = numbersLike(country, [
		patternOf(country, MOBILE),
		patternOf(country, FIXED_LINE),
	]);
	const change = constantFrom('replace', 'insert', 'remove');
	const draws = tuple(numbers, numbers, change, nat(14), nat(9));
	for (const [a, b, kind, place, digit] of sample(draws, { numRuns: count, seed })) {
		if (!isValid(a)) continue;
		const index = place % a.length;
		const rest = a.slice(kind === 'insert' ? index : index + 1);
		const near = a.slice(0, index) + (kind === 'remove' ? '' : digit) + rest;
		for (const other of [b, near]) if (other !== a && isValid(other)) yield [a, other];
	}
}
