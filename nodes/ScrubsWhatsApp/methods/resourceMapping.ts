import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { listTemplates } from '../api/endpoints';
import { chooseTemplate, wantedTemplateFrom } from '../resources/template/templateChoice';
import { formFieldsOf, type FormField } from '../resources/template/templateFields';
import { explainError } from '../host/nodeError';
import type { Transport } from '../transport/request';
import { InputProblem } from '../words/InputProblem';
import { outside } from '../words/outside';
import { forEditor, connectedSenderInEditor, locatorInEditor } from './editor';

const toMapperField = ({ name, label, isMedia }: FormField): ResourceMapperField => ({
	id: name,
	displayName: label,
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

async function formOf(
	context: ILoadOptionsFunctions,
	transport: Transport,
	chosen: string,
): Promise<ResourceMapperFields> {
	const sender = await connectedSenderInEditor(context, transport);
	const templates = await listTemplates(transport, sender);
	const language = context.getNodeParameter('options.templateLanguage', '');
	const fields = formFieldsOf(chooseTemplate(templates, wantedTemplateFrom(chosen, language)));
	return { fields: fields.map(toMapperField), emptyFieldsNotice: noticeOf(fields) };
}

const noForm = (emptyFieldsNotice: string): ResourceMapperFields => ({
	fields: [],
	emptyFieldsNotice,
});

/**
 * The form for the chosen template: one entry a dynamic field, in the template's order, all required. A choice that cannot
 * be used gives its reason in place of the form: an error would leave an earlier template's form standing.
 */
export async function getTemplateFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const chosen = locatorInEditor(this, 'template');
	if (chosen === '') return noForm('Choose a template: its fields appear here.');
	return await forEditor(this, async (transport) =>
		formOf(this, transport, chosen).catch((error: unknown) => {
			if (!(error instanceof InputProblem)) throw error;
			const { message, description } = explainError(error, 'editor');
			return noForm(`${message} ${description}`);
		}),
	);
}
