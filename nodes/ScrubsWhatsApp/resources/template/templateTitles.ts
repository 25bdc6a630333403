import { MARKETING } from '../../inferred';
import { joinParts, plainWord, sentenceCase } from '../../words/humanise';
import { isApproved, type NamedTemplate } from './templateChoice';
import { formFieldsOf } from './templateFields';

/** `English` for `en`, `English (United States)` for `en_US`; the code itself where it is no language. */
function languageName(code: string): string {
	try {
		const names = new Intl.DisplayNames(['en'], { type: 'language', languageDisplay: 'standard' });
		return names.of(code.replace(/_/g, '-')) ?? code;
	} catch {
		return code;
	}
}

const readable = ({ template_name: name }: NamedTemplate) => sentenceCase(name) || name;

const baseOf = ({ language }: NamedTemplate) => language.split(/[-_]/)[0]!;

function fieldCount(template: NamedTemplate): string | undefined {
	try {
		const { length } = formFieldsOf(template);
		return length === 0 ? 'no fields' : `${length} field${length === 1 ? '' : 's'}`;
	} catch {
		// Whoever chooses it is told what is the matter with its fields.
		return undefined;
	}
}

/** Which different values there are under each key. */
function valuesBy<T>(all: readonly T[], keyOf: (one: T) => string, valueOf: (one: T) => string) {
	const values = new Map<string, Set<string>>();
	for (const one of all) {
		values.set(keyOf(one), (values.get(keyOf(one)) ?? new Set()).add(valueOf(one)));
	}
	return (one: T) => values.get(keyOf(one))?.size ?? 0;
}

/**
 * What users call the templates of a sender, e.g. `Appointment confirmation · English · 2 fields`. The exact name, and the
 * country of the language, stand there only where two would read the same.
 */
export function titlesOf(templates: readonly NamedTemplate[]): (template: NamedTemplate) => string {
	const namesLike = valuesBy(templates, readable, (one) => one.template_name);
	const variantsOf = valuesBy(
		templates,
		(one) => `${one.template_name} ${baseOf(one)}`,
		(one) => one.language,
	);
	return (template) =>
		joinParts(
			// The editor cuts long labels: what keeps a template from being sent comes first.
			!isApproved(template) && `Cannot be sent (${plainWord(template.status) || 'status unknown'})`,
			namesLike(template) > 1 ? template.template_name : readable(template),
			languageName(variantsOf(template) > 1 ? template.language : baseOf(template)),
			fieldCount(template),
			template.category?.toUpperCase() === MARKETING && sentenceCase(MARKETING),
		);
}
