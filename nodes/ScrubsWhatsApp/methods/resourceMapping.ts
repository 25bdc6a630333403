import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { listTemplates } from '../api/endpoints';
import { chooseTemplate, wantedTemplateFrom } from '../resources/template/templateChoice';
import { formFieldsOf, type FormField } from '../resources/template/templateFields';
import { explainError } from '../host/nodeError';
import { outside } from '../words/outside';
import { forEditor, locatorInEditor, senderInEditor } from './editor';

const toMapperField = ({ name, label, example, isMedia }: FormField): ResourceMapperField => ({
	id: name,
	displayName: example ? `${label}: ${example}` : label,
	required: true,
	display: true,
	defaultMatch: false,
	canBeUsedToMatch: false,
	type: isMedia ? 'url' : 'string',
});

/** What the editor shows in place of the form; never empty, since n8n keeps an earlier notice otherwise. */
const noticeOf = (fields: FormField[]): string =>
	fields.length === 0
		? 'This template has no fields to fill in: it is sent as it stands.'
		: `The incoming items must have these fields: ${fields.map(({ name }) => outside(name)).join(', ')}.`;

/**
 * The form for the chosen template: one entry a dynamic field, in the template's order, all required. A choice that cannot
 * be used gives its reason in place of the form: an error would leave an earlier template's form standing.
 */
export async function getTemplateFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const noForm = (emptyFieldsNotice: string) => ({ fields: [], emptyFieldsNotice });
	const sender = locatorInEditor(this, 'senderPhoneNumber');
	const chosen = locatorInEditor(this, 'template');
	if (sender === '' || chosen === '') {
		return noForm('Choose a sender and a template: the template’s fields appear here.');
	}
	return await forEditor(this, async (transport) => {
		const templates = await listTemplates(transport, senderInEditor(this));
		try {
			const language = this.getNodeParameter('options.templateLanguage', '');
			const template = chooseTemplate(templates, wantedTemplateFrom(chosen, language));
			const fields = formFieldsOf(template);
			return { fields: fields.map(toMapperField), emptyFieldsNotice: noticeOf(fields) };
		} catch (error) {
			const { message, description } = explainError(error, 'editor');
			return noForm(`${message} ${description}`);
		}
	});
}
