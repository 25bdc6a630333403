import { CALLING_CODES, isCallingCode, splitCallingCode } from './numberingPlan';
import { LONGEST_TEXT, type PhoneDigits } from './PhoneDigits';
import { toPlainCharacters } from './plainCharacters';

/** What people call countries beside their English names in Unicode, by ISO code. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
	AE: ['UAE'],
	CD: ['Democratic Republic of the Congo', 'DR Congo'],
	CG: ['Republic of the Congo'],
	CI: ['Ivory Coast'],
	CV: ['Cabo Verde'],
	CZ: ['Czech Republic'],
	GB: ['UK', 'Great Britain', 'England', 'Scotland', 'Wales', 'Northern Ireland'],
	HK: ['Hong Kong'],
	KR: ['Korea'],
	MM: ['Burma', 'Myanmar'],
	MO: ['Macao', 'Macau'],
	NL: ['Holland'],
	PS: ['Palestine'],
	SZ: ['Swaziland'],
	TL: ['East Timor'],
	TR: ['Turkey'],
	US: ['USA', 'United States of America', 'America'],
	VA: ['Vatican'],
};

/** A country's name without accents, punctuation and what people leave out or write in two ways. */
const nameKey = (name: string): string =>
	name
		.normalize('NFD')
		.toLowerCase()
		.replace(/&/g, ' and ')
		.replace(/\p{M}|['’.]/gu, '')
		.split(/[^\p{L}]+/u)
		.map((word) => (word === 'st' ? 'saint' : word))
		.join(' ')
		.trim()
		.replace(/^the /, '');

let codesByName: ReadonlyMap<string, string> | undefined;

/** Made when the first name is looked up, since most clinics give digits. */
function readNames(): ReadonlyMap<string, string> {
	const english = new Intl.DisplayNames(['en'], { type: 'region' });
	return new Map(
		[...CALLING_CODES].flatMap(([country, code]) =>
			[country, english.of(country) ?? country, ...(OTHER_NAMES[country] ?? [])].map(
				(name) => [nameKey(name), code] as const,
			),
		),
	);
}

/**
 * The calling code that a text names: `65`, `+65`, `0065`, `SG`, `Singapore`.
 * @returns undefined when it is none that exists
 */
export function callingCodeFrom(text: unknown): string | undefined {
	if (typeof text !== 'string' && typeof text !== 'number') return undefined;
	const trimmed = String(text).trim();
	if (trimmed.length > LONGEST_TEXT) return undefined;
	const plain = toPlainCharacters(trimmed);
	const digits = /^(?:\+|00)?\s?(\d{1,3})$/.exec(plain)?.[1];
	if (digits) return isCallingCode(digits) ? digits : undefined;
	codesByName ??= readNames();
	return codesByName.get(nameKey(plain));
}

/** The calling code that an international number begins with; undefined when there is no such code. */
export const callingCodeOf = (digits: PhoneDigits): string | undefined =>
	splitCallingCode(digits)?.code;
