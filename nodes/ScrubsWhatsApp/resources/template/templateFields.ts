import type { IDataObject } from 'n8n-workflow';

import { isKnown, rawOf } from '../../api/rows';
import { LONGEST_HEADER_TEXT, LONGEST_TEXT } from '../../inferred';
import { webAddressOf } from '../../transport/webAddress';
import { InputProblem } from '../../words/InputProblem';
import { allQuoted, outside, quoted } from '../../words/outside';
import { isMedia, labelsOf, type NamedField } from './fieldLabels';
import { textOf, type TextProblem } from './fieldText';
import type { NamedTemplate } from './templateChoice';

/** A field of the form: one name, and all places of the template that its value goes to. */
export interface FormField {
	name: string;
	/** What the editor calls it: its own name, or an example of its value. */
	label: string;
	isMedia: boolean;
	/** Whether one of its places is the header, where texts are short. */
	isHeader: boolean;
}

const titleOf = ({ template_name: name, language }: NamedTemplate) =>
	`The template ${quoted(name)} (${outside(language)})`;

/** Most fields that a template has: its texts together have less than two thousand characters. */
const MAX_FIELDS = 500;

/**
 * A template's dynamic fields as far as they have names.
 * @throws InputProblem when one has none, there are too many, or something else is in their place: what is sent would be a guess
 */
function namedFieldsOf(template: NamedTemplate): NamedField[] {
	const described = rawOf(template).dynamic_fields ?? [];
	const fields = (template.dynamic_fields ?? []).filter((field) => isKnown(field, 'field'));
	const isWhole = Array.isArray(described) && described.length === fields.length;
	if (isWhole && fields.length <= MAX_FIELDS) return fields;
	throw new InputProblem(
		`${titleOf(template)} has fields that Scrubs describes in a way this node cannot read.`,
		'Choose another template, and tell Scrubs support.',
	);
}

/**
 * A template's dynamic fields in its own order. The API takes one value for each name, so a name that stands in two
 * components becomes one field.
 * @throws InputProblem when Scrubs describes them in a way that cannot be read
 */
export function formFieldsOf(template: NamedTemplate): FormField[] {
	const byName = new Map<string, NamedField[]>();
	for (const field of namedFieldsOf(template)) {
		byName.set(field.field, [...(byName.get(field.field) ?? []), field]);
	}
	const labels = labelsOf([...byName.values()]);
	return [...byName].map(([name, places], at) => ({
		name,
		label: labels[at]!,
		isMedia: places.some(isMedia),
		isHeader: places.some(({ component }) => component?.toLowerCase() === 'header'),
	}));
}

/** What was entered for a template's fields, and in which way: in the form, as JSON, or by the input item's own fields. */
export interface EnteredFields {
	by: 'form' | 'json' | 'input';
	values: IDataObject;
}

/** Where to fill in what is missing. */
const FILL_IN: Readonly<Record<EnteredFields['by'], string>> = {
	form: 'Fill it in under "Values to Send". If an expression stands there, check what it gives for this item.',
	json: 'Add it to "Template Fields (JSON)" under exactly this name.',
	input:
		'Give the incoming item a field of exactly this name, or choose "Map Each Column Manually".',
};

/** What is told of fields with a problem, in the order in which it is told. */
const PROBLEMS: ReadonlyArray<[TextProblem | 'noLink', (fields: string) => string, string?]> = [
	['empty', (fields) => `needs a value for ${fields}.`],
	[
		'noText',
		(fields) =>
			`needs plain text for ${fields}, but got a list, a date object or other structured data.`,
		'Pick a single text for it; write a date with .toFormat(…), e.g. {{ $json.date.toDateTime().toFormat("d MMM yyyy") }}.',
	],
	[
		'leftover',
		(fields) =>
			`got no real value for ${fields}, but what is left of an expression that found nothing.`,
		'Check the expression: for this item it finds nothing, or it was taken for text and never filled in.',
	],
	[
		'unsendable',
		(fields) => `got a character for ${fields} that no message can carry.`,
		'Enter the text again by hand. It may come from a file that was read in the wrong encoding.',
	],
	[
		'layout',
		(fields) => `got a text for ${fields} that WhatsApp refuses.`,
		'WhatsApp takes no line breaks, no tabs and no more than four spaces in a row in a field of a template. Take them out, e.g. with .replace(/\\s+/g, " ").',
	],
	[
		'tooLong',
		(fields) => `got a text for ${fields} that is longer than WhatsApp takes.`,
		`A field of a template has at most ${LONGEST_TEXT} characters, one in a header ${LONGEST_HEADER_TEXT}. Shorten it.`,
	],
	[
		'noLink',
		(fields) => `needs the web address of a file for ${fields}.`,
		'Enter a full address that WhatsApp can open without a login, e.g. https://example.com/x-ray.png.',
	],
];

/** The text to send for a field, or why what was entered is none. */
function readField(
	{ isMedia: isLink, isHeader }: FormField,
	entered: unknown,
): { text: string } | { problem: TextProblem | 'noLink' } {
	const read = textOf(entered);
	if ('problem' in read) return read;
	if (isLink) return webAddressOf(read.text) ? read : { problem: 'noLink' };
	return isHeader && read.text.length > LONGEST_HEADER_TEXT ? { problem: 'tooLong' } : read;
}

/**
 * The values to send, as text, for exactly the fields that the template has.
 * @throws InputProblem that names the fields which are missing, empty, unknown or no text; never their values
 */
export function fieldValuesOf(
	template: NamedTemplate,
	{ by, values }: EnteredFields,
): Record<string, string> {
	const fields = formFieldsOf(template);
	const title = titleOf(template);

	const known = new Set(fields.map(({ name }) => name));
	const isEmpty = (value: unknown) => {
		const read = textOf(value);
		return 'problem' in read && read.problem === 'empty';
	};
	const unknown = Object.keys(values).filter((name) => !known.has(name) && !isEmpty(values[name]));
	if (unknown.length > 0) {
		throw new InputProblem(
			`${title} has no field called ${allQuoted(unknown)}.`,
			fields.length > 0
				? `Its fields are called: ${allQuoted([...known])}. Reload the form, or correct the names.`
				: 'This template has no fields to fill in: remove them.',
		);
	}

	const read = fields.map((field) => ({
		field,
		...readField(field, ownValue(values, field.name)),
	}));
	for (const [problem, message, help = FILL_IN[by]] of PROBLEMS) {
		const some = read.filter((one) => 'problem' in one && one.problem === problem);
		if (some.length === 0) continue;
		// The form shows labels; elsewhere the user has to write the names.
		const names = some.map(({ field: { name, label } }) => (by === 'form' ? label : name));
		throw new InputProblem(`${title} ${message(allQuoted(names))}`, help);
	}
	return Object.fromEntries(
		read.flatMap((one) => ('text' in one ? [[one.field.name, one.text]] : [])),
	);
}

/** A value under a name that may also be one that every object inherits, such as `constructor`. */
const ownValue = (values: IDataObject, name: string): unknown =>
	Object.hasOwn(values, name) ? values[name] : undefined;
