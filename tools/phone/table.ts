import { parsePhoneNumber } from '../../nodes/ScrubsWhatsApp/phone/parsePhoneNumber';
import type { Country } from './countries';
import { neighbourOf } from './countries';
import { isLocalReading, spell, type Spelling } from './judge';

/** The ways in which a mobile number is written. */
export const WAYS: Readonly<Record<string, (number: Spelling) => string>> = {
	'+': ({ digits }) => `+${digits}`,
	'00': ({ digits }) => `00${digits}`,
	spaces: ({ international }) => international.replace(/[^\d+]+/g, ' '),
	dashes: ({ international }) => international.replace(/[^\d+]+/g, '-'),
	brackets: ({ callingCode, national }) => `(+${callingCode}) ${national}`,
	'national, with 0 or its prefix': ({ national, asDialled, prefix }) => {
		const isDialledSo = asDialled.replace(/\D/g, '') !== national || national.startsWith('0');
		return isDialledSo ? asDialled : `${prefix || '0'}${national}`;
	},
	'national, without': ({ national }) => national,
	'bare, with code': ({ digits }) => digits,
	'bare, with code and (0)': ({ callingCode, national }) => `${callingCode} (0)${national}`,
};

export const SENDERS = ['same country', 'neighbour', 'United States'] as const;
export type Sender = (typeof SENDERS)[number];

/**
 * What became of a number: `local` means that it was taken for a number of the sender's country because it is one as it
 * stands, which nobody could tell; `another` that it was taken for one that nobody wrote.
 */
export type Outcome = 'taken' | 'refused' | 'local' | 'another';

const HAS_CODE = /^(?:\(?\+|00)/;

/** @param digits what is meant */
export function outcomeOf(text: string, digits: string, senderCode: string): Outcome {
	const local = { callingCode: senderCode, numbersWithoutPlus: 'local' } as const;
	const result = parsePhoneNumber(text, local);
	if ('problem' in result) return 'refused';
	if (result.digits === digits) return 'taken';
	const isLocal = !HAS_CODE.test(text) && isLocalReading(text, senderCode, result.digits);
	return isLocal ? 'local' : 'another';
}

export interface Row {
	way: string;
	sender: Sender;
	outcomes: Record<Outcome, number>;
}

export interface Mistake {
	text: string;
	digits: string;
	senderCode: string;
}

/** @param numbers valid mobile numbers with their countries, digits with the calling code */
export function judgeAll(numbers: Iterable<{ country: Country; digits: string }>): {
	rows: Row[];
	mistakes: Mistake[];
} {
	const rows = Object.keys(WAYS).flatMap((way) =>
		SENDERS.map((sender): Row => ({
			way,
			sender,
			outcomes: { taken: 0, refused: 0, local: 0, another: 0 },
		})),
	);
	const mistakes: Mistake[] = [];
	const neighbours = new Map<Country, string>();
	for (const { country, digits } of numbers) {
		const neighbour = neighbours.get(country) ?? neighbourOf(country);
		neighbours.set(country, neighbour);
		const codes = { 'same country': country.callingCode, neighbour, 'United States': '1' };
		const spelling = spell(digits);
		for (const { way, sender, outcomes } of rows) {
			const text = WAYS[way]!(spelling);
			const outcome = outcomeOf(text, digits, codes[sender]);
			outcomes[outcome]++;
			if (outcome === 'another') mistakes.push({ text, digits, senderCode: codes[sender] });
		}
	}
	return { rows, mistakes };
}
