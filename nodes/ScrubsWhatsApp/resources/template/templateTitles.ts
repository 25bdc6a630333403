import { MARKETING } from '../../inferred';
import { joinParts, plainWord, sentenceCase } from '../../words/humanise';
import { isApproved, templateKeyOf, type NamedTemplate } from './templateChoice';
import { formFieldsOf } from './templateFields';

/**
 * How long a title can be for n8n to show what it says where it is chosen, in a window of 1280 pixels; in characters. The last
 * letters of the longest ones are cut there.
 */
const ROOM = 45;

/** `English` for `en`, `English (United States)` for `en_US`; the code itself where it is no language. */
function languageName(code: string): string {
	try {
		const names = new Intl.DisplayNames(['en'], { type: 'language', languageDisplay: 'standard' });
		return names.of(code.replace(/_/g, '-')) ?? code;
	} catch {
		return code;
	}
}

const baseOf = ({ language }: NamedTemplate) => language.split(/[-_]/)[0]!;

/** The name in words, without the language that many names end in: it stands beside it. */
function readable(template: NamedTemplate): string {
	const { template_name: name } = template;
	const inWords = sentenceCase(name) || name;
	const ending = ` ${baseOf(template).toLowerCase()}`;
	return inWords.endsWith(ending) ? inWords.slice(0, -ending.length) : inWords;
}

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

/** What else a template is found by, beside its title: its exact name, and its language in a code and in words. */
export const aliasOf = (template: NamedTemplate): string =>
	`${templateKeyOf(template)} ${languageName(baseOf(template))}`;

/**
 * What users call the templates of a sender, e.g. `Appointment reminder · English · 7 fields`. The exact name, and the
 * country of the language, stand there only where two would read the same. The language is its code where n8n would cut
 * the title otherwise.
 */
export function titlesOf(templates: readonly NamedTemplate[]): (template: NamedTemplate) => string {
	const namesLike = valuesBy(
		templates,
		(one) => `${readable(one)} ${baseOf(one)}`,
		(one) => one.template_name,
	);
	const variantsOf = valuesBy(
		templates,
		(one) => `${one.template_name} ${baseOf(one)}`,
		(one) => one.language,
	);
	return (template) => {
		const language = variantsOf(template) > 1 ? template.language : baseOf(template);
		const titleWith = (shown: string) =>
			joinParts(
				// The editor cuts long labels: what keeps a template from being sent comes first.
				!isApproved(template) &&
					`Cannot be sent (${plainWord(template.status) || 'status unknown'})`,
				namesLike(template) > 1 ? template.template_name : readable(template),
				shown,
				fieldCount(template),
				template.category?.toUpperCase() === MARKETING && sentenceCase(MARKETING),
			);
		const [title, shorter] = [titleWith(languageName(language)), titleWith(language)];
		return title.length > ROOM && shorter.length <= ROOM ? shorter : title;
	};
}
