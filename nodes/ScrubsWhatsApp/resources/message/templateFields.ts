import type { IDataObject } from 'n8n-workflow';

import { MEDIA_PARAMETER_TYPES } from '../../api/inferred';
import type { DynamicField, Template } from '../../api/types';
import { parseUrl } from '../../transport/credentials';
import { InputProblem } from '../../transport/InputProblem';

/** A field of the form: one name, and all places of the template that its value goes to. */
export interface FormField {
	name: string;
	label: string;
	isMedia: boolean;
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();

/** `Body 1`, `Header · Image`, `Body · Patient Name`: what a human needs to know to fill it in. */
function labelOf({ component, field, parameter_type: type }: DynamicField): string {
	const words = field.replace(/[_\s]+/g, ' ').trim();
	const isNumber = /^\d+$/.test(words);
	const part = capitalised(component);
	const alreadyNamed = words.toLowerCase().startsWith(component.toLowerCase());
	const place = isNumber
		? `${part} ${words}`
		: alreadyNamed
			? capitalised(words)
			: `${part} · ${capitalised(words)}`;
	return MEDIA_PARAMETER_TYPES.includes(type) ? `${place} (${type} link)` : place;
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
		const example = places.map((place) => place.example).find((text) => text);
		return {
			name,
			label: `${places.map(labelOf).join(' and ')}${example ? `, e.g. ${example}` : ''}`,
			isMedia: places.some((place) => MEDIA_PARAMETER_TYPES.includes(place.parameter_type)),
		};
	});
}

const named = (fields: FormField[]) =>
	fields.map(({ label }) => `“${label.replace(/, e\.g\..*$/su, '')}”`).join(', ');

const isEmpty = (value: unknown) =>
	value === undefined || value === null || String(value).trim() === '';

/**
 * The values to send, as text, for exactly the fields that the template has.
 * @param values what the user entered, by field name
 * @throws InputProblem that names the fields which are missing, empty, unknown or no text; never their values
 */
export function fieldValuesOf(template: Template, values: IDataObject): Record<string, string> {
	const fields = formFieldsOf(template);
	const title = `The template “${template.template_name}” (${template.language})`;

	const unknown = Object.keys(values).filter(
		(name) => !isEmpty(values[name]) && !fields.some((field) => field.name === name),
	);
	if (unknown.length > 0) {
		throw new InputProblem(
			`${title} has no field called ${unknown.map((name) => `“${name}”`).join(', ')}.`,
			fields.length > 0
				? `Its fields are called: ${fields.map(({ name }) => `“${name}”`).join(', ')}. Reload the form, or correct the names.`
				: 'This template has no fields to fill in: remove them.',
		);
	}
	const missing = fields.filter(({ name }) => isEmpty(values[name]));
	if (missing.length > 0) {
		throw new InputProblem(
			`${title} needs a value for ${named(missing)}.`,
			'Fill it in under “Template Fields”. If an expression stands there, check what it gives for this item.',
		);
	}
	const notText = fields.filter(({ name }) => typeof values[name] === 'object');
	if (notText.length > 0) {
		throw new InputProblem(
			`${title} needs plain text for ${named(notText)}, but got a list, a date object or other structured data.`,
			'Pick a single text for it; write a date with .toFormat(…), e.g. {{ $json.date.toDateTime().toFormat("d MMM yyyy") }}.',
		);
	}
	const noLink = fields.filter(
		({ name, isMedia }) =>
			isMedia && !/^https?:$/.test(parseUrl(String(values[name]).trim())?.protocol ?? ''),
	);
	if (noLink.length > 0) {
		throw new InputProblem(
			`${title} needs the web address of a file for ${named(noLink)}.`,
			'Enter a full address that WhatsApp can open without a login, e.g. https://example.com/x-ray.png.',
		);
	}
	return Object.fromEntries(fields.map(({ name }) => [name, String(values[name]).trim()]));
}
