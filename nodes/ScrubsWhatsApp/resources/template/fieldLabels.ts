import type { DynamicField, Known } from '../../api/rows';
import { MEDIA_PARAMETER_TYPES } from '../../inferred';
import { plainWord, sentenceCase } from '../../words/humanise';

/** A place of a template that is filled in, with the name of the field whose value goes there. */
export type NamedField = Known<DynamicField, 'field'>;

/**
 * Room for a label of a form, in small letters. n8n's editor has about 130 pixels for it at the width that its pane has at first:
 * it cuts longer ones, and pushes the input below and its warning out of the pane.
 */
const LABEL_ROOM = 23;

/** Room that a character takes, in small letters. */
function roomOf(character: string): number {
	if (/[\u2e80-\uffdc]|\p{Extended_Pictographic}/u.test(character)) return 2.2;
	return /[\p{Lu}mw@%]/u.test(character) ? 1.5 : 1;
}

export const isMedia = ({ parameter_type: type }: DynamicField): boolean =>
	MEDIA_PARAMETER_TYPES.includes(type ?? '');

const componentOf = ({ component }: NamedField) => sentenceCase(component || 'body');

/** `1` of `1`, and of `header_1` in a header: what a field is called that has no name but its place. */
function numberOf(place: NamedField): string | undefined {
	const [, part, number] = /^(?:([a-z]+)_)?(\d+)$/i.exec(place.field) ?? [];
	return part === undefined || sentenceCase(part) === componentOf(place) ? number : undefined;
}

/** A text on one line, cut behind a word where it is too long and has several. */
function cut(text: string, room: number): string {
	const characters = [...text.slice(0, 100).replace(/\s+/g, ' ').trim()];
	let start = '';
	let taken = 0;
	for (const character of characters) {
		taken += roomOf(character);
		if (taken > room) {
			const words = start.replace(/[\s\p{P}]+\S*$/u, '');
			return `${words.length > room / 2 ? words : start.trimEnd()}…`;
		}
		// What is cut needs room for the dots.
		if (taken <= room - 2) start += character;
	}
	return characters.join('');
}

/** What a value is for, to somebody who knows the message and not its numbers. */
function described(places: readonly NamedField[]): string {
	const [first, ...others] = places as [NamedField];
	if (others.length > 0) {
		return sentenceCase([...new Set(places.map(componentOf))].join(' and '));
	}
	if (isMedia(first)) return sentenceCase(`${first.parameter_type} link`);
	const number = numberOf(first);
	const component = componentOf(first);
	const isBody = component === 'Body';
	if (number === undefined) {
		const name = plainWord(first.field) || first.field;
		return sentenceCase(isBody ? name : `${component} ${name}`);
	}
	if (first.example) return `${isBody ? 'e.g.' : `${component}:`} ${first.example}`;
	return `${isBody ? 'Text' : component} ${number}`;
}

/**
 * The labels of a form, in the order of its fields: `Patient name`, `e.g. 10 June`, `Header: Blood test`, `Image link`. Where two
 * would read the same, the field's own name stands behind.
 * @param fields the places of each field, at least one
 */
export function labelsOf(fields: ReadonlyArray<readonly NamedField[]>): string[] {
	const texts = fields.map(described);
	const labels = texts.map((text) => cut(text, LABEL_ROOM));
	return labels.map((label, at) => {
		if (labels.indexOf(label) === labels.lastIndexOf(label)) return label;
		const name = ` (${cut(fields[at]![0]!.field, LABEL_ROOM / 3)})`;
		return `${cut(texts[at]!, LABEL_ROOM - name.length)}${name}`;
	});
}
