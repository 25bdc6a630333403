import { isSameNumber } from '../../nodes/ScrubsWhatsApp/phone/spellings';
import type { PhoneDigits } from '../../nodes/ScrubsWhatsApp/phone/PhoneDigits';
import { drawPairs, type Pair } from './draw';

/** Where numbers have second spellings, or differ in their first digits alone. */
export const PAIR_COUNTRIES = ['BR', 'AR', 'MX', 'IN', 'DE', 'US'] as const;

export interface Comparison {
	country: string;
	/** How many pairs of different valid numbers were compared. */
	pairs: number;
	/** Argentine ones that differ by the 9 of mobile numbers and count as one by intention. */
	spellings: number;
	/** Those that were wrongly held to be the same. */
	mistakes: Pair[];
}

/** @param count how many numbers are drawn, each of which is compared with one or two others */
export function comparePairs(country: string, count: number, seed: number): Comparison {
	const comparison: Comparison = { country, pairs: 0, spellings: 0, mistakes: [] };
	for (const [a, b] of drawPairs(country, count, seed)) {
		if (differByNine(a, b) || differByNine(b, a)) {
			comparison.spellings++;
			continue;
		}
		comparison.pairs++;
		if (isSameNumber(a as PhoneDigits, b as PhoneDigits)) comparison.mistakes.push([a, b]);
	}
	return comparison;
}

const differByNine = (mobile: string, other: string): boolean =>
	mobile.startsWith('549') && mobile.replace('549', '54') === other;
