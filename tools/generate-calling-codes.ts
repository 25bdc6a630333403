/**
 * Writes nodes/ScrubsWhatsApp/phone/callingCodes.ts from libphonenumber-js's metadata, because the published
 * package may have no runtime dependencies and needs only a fraction of it.
 *
 *   npx tsx tools/generate-calling-codes.ts            writes the table
 *   npx tsx tools/generate-calling-codes.ts --check    exits 1 when the table is out of date
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import metadataJson from 'libphonenumber-js/metadata.max.json';
import { version } from 'libphonenumber-js/package.json';
import { format, resolveConfig } from 'prettier';

const TARGET = resolve(__dirname, '../nodes/ScrubsWhatsApp/phone/callingCodes.ts');

/** Places in a country's metadata array (libphonenumber-js's own, compressed format, version 4). */
const CALLING_CODE = 0;
const POSSIBLE_LENGTHS = 3;
const NATIONAL_PREFIX = 5;
const TYPES = 11;

const MOBILE = 1;
/** Fixed line, mobile, personal and VoIP. Free-phone and premium lines reach nobody's WhatsApp, and their odd
 * lengths (up to 17 digits in Japan) would make other countries' numbers look possible. */
const PEOPLES_TYPES = [0, MOBILE, 4, 8];

type NumberType = [pattern: string, possibleLengths?: number[]];
type CountryMetadata = Array<unknown>;

interface Metadata {
	version: number;
	countries: Record<string, CountryMetadata>;
	nonGeographic: Record<string, CountryMetadata>;
}

interface CallingCode {
	mobileLengths: Set<number>;
	lengths: Set<number>;
	mobileStarts: Set<string>;
	prefixes: Set<string>;
	leadingZero: boolean;
}

/** The digits a match of the pattern can begin with. Knows as much of regular expressions as the metadata uses. */
function firstDigits(pattern: string): Set<string> {
	type Start = { digits: Set<string>; canBeEmpty: boolean };
	let position = 0;

	function alternatives(): Start {
		const all: Start = { digits: new Set(), canBeEmpty: false };
		for (;;) {
			const one = sequence();
			for (const digit of one.digits) all.digits.add(digit);
			all.canBeEmpty ||= one.canBeEmpty;
			if (pattern[position] !== '|') return all;
			position++;
		}
	}

	function sequence(): Start {
		const all: Start = { digits: new Set(), canBeEmpty: true };
		while (position < pattern.length && pattern[position] !== '|' && pattern[position] !== ')') {
			const one = atom();
			const quantifier = /^(?:\?|\{(\d+)(?:,\d*)?\})/.exec(pattern.slice(position));
			if (quantifier) {
				position += quantifier[0].length;
				one.canBeEmpty ||= quantifier[0] === '?' || quantifier[1] === '0';
			}
			if (!all.canBeEmpty) continue;
			for (const digit of one.digits) all.digits.add(digit);
			all.canBeEmpty = one.canBeEmpty;
		}
		return all;
	}

	function atom(): Start {
		const group = /^\((?:\?:)?(?!\?)/.exec(pattern.slice(position));
		if (group) {
			position += group[0].length;
			const inside = alternatives();
			position++;
			return inside;
		}
		const single = /^(?:\[[^\]]+\]|\\d|\d)/.exec(pattern.slice(position));
		if (!single) throw new Error(`Cannot read ${pattern} from position ${position}`);
		position += single[0].length;
		const matcher = new RegExp(single[0]);
		return {
			digits: new Set([...'0123456789'].filter((digit) => matcher.test(digit))),
			canBeEmpty: false,
		};
	}

	return alternatives().digits;
}

function collect(metadata: Metadata): Map<string, CallingCode> {
	const codes = new Map<string, CallingCode>();
	const countries = [
		...Object.values(metadata.countries),
		...Object.values(metadata.nonGeographic),
	];
	for (const country of countries) {
		const code = country[CALLING_CODE] as string;
		const entry: CallingCode = codes.get(code) ?? {
			mobileLengths: new Set(),
			lengths: new Set(),
			mobileStarts: new Set(),
			prefixes: new Set(),
			leadingZero: false,
		};
		codes.set(code, entry);
		entry.prefixes.add((country[NATIONAL_PREFIX] as string | 0 | undefined) || '');
		const types = (country[TYPES] ?? []) as Array<NumberType | 0>;
		for (const [index, type] of types.entries()) {
			if (!type || !PEOPLES_TYPES.includes(index)) continue;
			const lengths = type[1] ?? (country[POSSIBLE_LENGTHS] as number[]);
			// Where mobile and fixed lines cannot be told apart, as in the United States, the mobile pattern is left empty.
			const starts = firstDigits(type[0] || (types[0] as NumberType)[0]);
			for (const length of lengths) {
				entry.lengths.add(length);
				if (index === MOBILE) entry.mobileLengths.add(length);
			}
			if (index === MOBILE) for (const digit of starts) entry.mobileStarts.add(digit);
			entry.leadingZero ||= starts.has('0');
		}
	}
	return codes;
}

function line(code: string, entry: CallingCode): string {
	const [prefix = '', ...others] = entry.prefixes;
	if (others.length > 0) throw new Error(`+${code} has several national prefixes`);
	const ascending = (lengths: Set<number>) => [...lengths].sort((a, b) => a - b).join(', ');
	const fields = [
		`[${ascending(entry.mobileLengths)}]`,
		`[${ascending(entry.lengths)}]`,
		`'${[...entry.mobileStarts].sort().join('')}'`,
	];
	if (prefix || entry.leadingZero) fields.push(prefix ? `'${prefix}'` : 'undefined');
	if (entry.leadingZero) fields.push('true');
	return `'${code}': code(${fields.join(', ')}),`;
}

async function main(): Promise<number> {
	const metadata = metadataJson as unknown as Metadata;
	if (metadata.version !== 4) throw new Error('The layout of the metadata has changed');
	const codes = [...collect(metadata)].sort(([a], [b]) => (a < b ? -1 : 1));
	const source = `/**
 * Generated from the metadata of libphonenumber-js ${version}: do not edit.
 * Renew with \`npx tsx tools/generate-calling-codes.ts\` after updating that package.
 */
export interface CallingCode {
	/** Possible lengths of a mobile number, without calling code and national prefix. */
	readonly mobileLengths: readonly number[];
	/** Possible lengths of any number a person can have: mobile, fixed line, personal, VoIP. */
	readonly lengths: readonly number[];
	/** The digits mobile numbers begin with, for example '89'. */
	readonly mobileStarts: string;
	/** What is dialled in front within the country and dropped after the calling code. */
	readonly nationalPrefix?: string;
	/** Whether numbers can begin with a 0 that belongs to them, as in Italy. */
	readonly leadingZero: boolean;
}

function code(
	mobileLengths: readonly number[],
	lengths: readonly number[],
	mobileStarts: string,
	nationalPrefix?: string,
	leadingZero = false,
): CallingCode {
	return { mobileLengths, lengths, mobileStarts, nationalPrefix, leadingZero };
}

/** By calling code; countries that share one are merged. No code is the beginning of another. */
export const CALLING_CODES: Readonly<Record<string, CallingCode>> = {
${codes.map(([code, entry]) => line(code, entry)).join('\n')}
};
`;
	const wanted = await format(source, { ...(await resolveConfig(TARGET)), filepath: TARGET });
	const current = existsSync(TARGET) ? readFileSync(TARGET, 'utf8') : '';
	if (process.argv.includes('--check')) {
		if (current === wanted) return 0;
		console.error('callingCodes.ts is out of date: run npx tsx tools/generate-calling-codes.ts');
		return 1;
	}
	if (current !== wanted) writeFileSync(TARGET, wanted);
	console.log(`${codes.length} calling codes, ${wanted.length} characters`);
	return 0;
}

void main().then((exitCode) => {
	process.exitCode = exitCode;
});
