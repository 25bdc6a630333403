import { APPROVED } from '../../inferred';
import { isKnown, type Known, type Template } from '../../api/rows';
import { plainWord } from '../../words/humanise';
import { InputProblem } from '../../words/InputProblem';
import { listed, outside, quoted } from '../../words/outside';
import { locatorText } from '../values';

/** Longer than any language code, in characters. */
const LONGEST_LANGUAGE = 100;

const languageKey = (language: string) =>
	language.slice(0, LONGEST_LANGUAGE).trim().replace(/-/g, '_').toLowerCase();

/** `en_US`, `en-us` and `EN_us` name the same language. */
export const sameLanguage = (a: string, b: string) => languageKey(a) === languageKey(b);

/** A template that can be told from others. */
export type NamedTemplate = Known<Template, 'template_name' | 'language'>;

export const isNamed = (template: Template): template is NamedTemplate =>
	isKnown(template, 'template_name', 'language');

export const isApproved = (template: Template) => template.status?.toUpperCase() === APPROVED;

/** A template's identity in lists and saved workflows; names have no colon (Meta allows a–z, 0–9 and _). */
export const templateKeyOf = ({ template_name: name, language }: NamedTemplate) =>
	`${name}:${language}`;

/** Templates that can be sent before the others, each by name and language. */
export const sendableFirst = (a: NamedTemplate, b: NamedTemplate): number =>
	Number(isApproved(b)) - Number(isApproved(a)) || templateKeyOf(a).localeCompare(templateKeyOf(b));

/** Splits what the template locator holds: `name:language` from the list, or a name alone. */
function parseTemplateKey(value: string): { name: string; language?: string } {
	const [name = '', language] = value.split(':').map((part) => part.trim());
	return { name, language: language || undefined };
}

/**
 * The template that a locator's value and the option "Template Language" mean together.
 * @throws InputProblem when none is chosen, or the two name different languages
 */
export function wantedTemplateFrom(
	value: string,
	templateLanguage: unknown,
): { name: string; language?: string } {
	const wanted = parseTemplateKey(value);
	if (wanted.name === '') {
		throw new InputProblem('No template is chosen.', 'Choose one under "Template".');
	}
	const language = locatorText(templateLanguage);
	if (language && wanted.language && !sameLanguage(language, wanted.language)) {
		throw new InputProblem(
			`Two languages are given: the chosen template is in ${outside(wanted.language)}, the option "Template Language" says ${outside(language)}.`,
			'Remove the option "Template Language", or choose the template in that language.',
		);
	}
	return { name: wanted.name, language: wanted.language ?? (language || undefined) };
}

/** What to do about a template that cannot be sent, by Meta's review status (inferred). */
const STATUS_HELP: Readonly<Record<string, string>> = {
	PENDING:
		'WhatsApp is still reviewing it, which takes up to a day. Choose another template meanwhile.',
	IN_APPEAL: 'WhatsApp is reviewing it again. Choose another template meanwhile.',
	REJECTED:
		'WhatsApp did not approve it. Choose another template, or have Scrubs submit a changed one.',
	PAUSED: 'WhatsApp paused it because patients did not like it. Choose another template.',
};

function unsendable({ template_name: name, language, status }: NamedTemplate): InputProblem {
	return new InputProblem(
		`The template ${quoted(name)} (${outside(language)}) cannot be sent: its status is ${outside(plainWord(status ?? 'unknown'))}.`,
		STATUS_HELP[status?.toUpperCase() ?? ''] ??
			'Only templates that WhatsApp has approved can be sent. Choose another one.',
	);
}

/**
 * The template that is meant, approved and in one language.
 * @param templates all templates of the sender
 * @param wanted name, and the language if one is given
 * @throws InputProblem when none, several or only unsendable ones fit
 */
export function chooseTemplate(
	templates: Template[],
	wanted: { name: string; language?: string },
): NamedTemplate {
	const { name, language } = wanted;
	const known = templates.filter(isNamed);
	const named = known.filter((template) => template.template_name === name);
	if (named.length === 0) {
		const sendable = known.filter(isApproved).map((template) => template.template_name);
		throw new InputProblem(
			`This sender has no template called ${quoted(name)}.`,
			sendable.length > 0
				? `Choose one from the list under "Template". Ready to send: ${listed(sendable)}.`
				: 'This sender has no approved template yet. Ask Scrubs to set one up.',
		);
	}
	const fitting =
		language === undefined
			? named
			: named.filter((template) => sameLanguage(template.language, language));
	if (fitting.length === 0) {
		throw new InputProblem(
			`The template ${quoted(name)} does not exist in the language ${quoted(language)}.`,
			`It exists in: ${listed(named.map((template) => template.language))}.`,
		);
	}
	const approved = fitting.filter(isApproved);
	if (approved.length > 1) {
		throw new InputProblem(
			`The template ${quoted(name)} exists in several languages.`,
			`Choose one from the list, or add the option "Template Language" with one of: ${listed(approved.map((template) => template.language))}.`,
		);
	}
	const [chosen] = approved;
	if (chosen) return chosen;
	throw unsendable(fitting[0]!);
}
