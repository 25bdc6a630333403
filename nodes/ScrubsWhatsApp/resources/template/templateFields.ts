import type { IDataObject } from 'n8n-workflow';

import { MEDIA_PARAMETER_TYPES } from '../../inferred';
import type { DynamicField, Template } from '../../api/schema';
import { webAddressOf } from '../../transport/webAddress';
import { sentenceCase } from '../../words/humanise';
import { InputProblem } from '../../words/InputProblem';

/** A field of the form: one name, and all places of the template that its value goes to. */
export interface FormField {
	name: string;
	/** Where the value stands in the message, e.g. `Body 1`. */
	label: string;
	/** A sample value, if the template has one. */
	example?: string;
	isMedia: boolean;
}

/** `Body 1`, `Patient name`, `Header image link`: what a human needs to know to fill it in, in few letters. */
function labelOf({ component, field, parameter_type: type }: DynamicField): string {
	const part = sentenceCase(component);
	if (MEDIA_PARAMETER_TYPES.includes(type)) return `${part} ${type} link`;
	const words = field.replace(/[_\s]+/g, ' ').trim();
	if (/^\d+$/.test(words)) return `${part} ${words}`;
	const isNamed = part === 'Body' || words.toLowerCase().startsWith(component.toLowerCase());
	return isNamed ? sentenceCase(words) : `${part} ${words}`;
}

/**
 * A template's dynamic fields in its own order. The API takes one value for each name, so a name that stands in two
 * components becomes one field whose label says both.
 */
export function formFieldsOf({ dynamic_fields: dynamicFields }: Template): FormField[] {
	const byName = new Map<string, DynamicField[]>();
	for (const field of dynamicFields ?? []) {
		byName.set(field.field, [...(byName.get(field.field) ?? []), field]);
	}
	return [...byName].map(([name, places]) => {
		return {
			name,
			label: places.map(labelOf).join(' and '),
			example: places.find((place) => place.example)?.example ?? undefined,
			isMedia: places.some((place) => MEDIA_PARAMETER_TYPES.includes(place.parameter_type)),
		};
	});
}

/** What was entered for a template's fields, and in which way: in the form, as JSON, or by the input item's own fields. */
export interface EnteredFields {
	by: 'form' | 'json' | 'input';
	values: IDataObject;
}

const quoted = (names: string[]) => names.map((name) => `"${name}"`).join(', ');

/** Where to mend what was entered. */
const MEND: Readonly<Record<EnteredFields['by'], string>> = {
	form: 'Fill it in under "Values to Send". If an expression stands there, check what it gives for this item.',
	json: 'Add it to "Template Fields (JSON)" under exactly this name.',
	input:
		'Give the incoming item a field of exactly this name, or choose "Map Each Column Manually".',
};

/** How n8n writes a date object as text, e.g. `2026-06-10T09:30:00.000+08:00`: not what a patient should read. */
const DATE_OBJECT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}(Z|[+-]\d{2}:\d{2})$/;

/** What was entered as text: empty when nothing is to be seen, undefined when it is a list, a date object or the like. */
function textOf(value: unknown): string | undefined {
	if (value === undefined || value === null) return '';
	if (typeof value === 'object') return undefined;
	const text = `${value as string | number | boolean}`.trim();
	if (DATE_OBJECT.test(text)) return undefined;
	return /^[\s\p{Cf}]*$/u.test(text) ? '' : text;
}

/**
 * The values to send, as text, for exactly the fields that the template has.
 * @throws InputProblem that names the fields which are missing, empty, unknown or no text; never their values
 */
export function fieldValuesOf(
	template: Template,
	{ by, values }: EnteredFields,
): Record<string, string> {
	const fields = formFieldsOf(template);
	// The form shows labels; elsewhere the user has to write the names.
	const named = (some: FormField[]) =>
		quoted(some.map(({ name, label }) => (by === 'form' ? label : name)));
	const title = `The template "${template.template_name}" (${template.language})`;

	const texts = new Map(Object.entries(values).map(([name, value]) => [name, textOf(value)]));
	const isEmpty = (name: string) => (texts.has(name) ? texts.get(name) === '' : true);

	const known = new Set(fields.map(({ name }) => name));
	const unknown = [...texts.keys()].filter((name) => !known.has(name) && !isEmpty(name));
	if (unknown.length > 0) {
		throw new InputProblem(
			`${title} has no field called ${quoted(unknown)}.`,
			fields.length > 0
				? `Its fields are called: ${quoted(fields.map(({ name }) => name))}. Reload the form, or correct the names.`
				: 'This template has no fields to fill in: remove them.',
		);
	}
	const missing = fields.filter(({ name }) => isEmpty(name));
	if (missing.length > 0) {
		throw new InputProblem(`${title} needs a value for ${named(missing)}.`, MEND[by]);
	}
	const notText = fields.filter(({ name }) => texts.get(name) === undefined);
	if (notText.length > 0) {
		throw new InputProblem(
			`${title} needs plain text for ${named(notText)}, but got a list, a date object or other structured data.`,
			'Pick a single text for it; write a date with .toFormat(…), e.g. {{ $json.date.toDateTime().toFormat("d MMM yyyy") }}.',
		);
	}
	const noLink = fields.filter(
		({ name, isMedia }) => isMedia && !webAddressOf(texts.get(name) ?? ''),
	);
	if (noLink.length > 0) {
		throw new InputProblem(
			`${title} needs the web address of a file for ${named(noLink)}.`,
			'Enter a full address that WhatsApp can open without a login, e.g. https://example.com/x-ray.png.',
		);
	}
	return Object.fromEntries(fields.map(({ name }) => [name, texts.get(name) ?? '']));
}
