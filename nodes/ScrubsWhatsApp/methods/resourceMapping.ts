import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { listTemplates } from '../api/endpoints';
import { chooseTemplate, wantedTemplateFrom } from '../resources/message/templateChoice';
import { formFieldsOf, type FormField } from '../resources/message/templateFields';
import { forEditor, locatorInEditor, senderInEditor } from './editor';

const toMapperField = ({ name, label, example, isMedia }: FormField): ResourceMapperField => ({
	id: name,
	displayName: example ? `${label}, e.g. ${example}` : label,
	required: true,
	display: true,
	defaultMatch: false,
	canBeUsedToMatch: false,
	type: isMedia ? 'url' : 'string',
});

/** The form for the chosen template: one entry a dynamic field, in the template's order, all required. */
export async function getTemplateFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	return await forEditor(this, async (transport) => {
		const language = this.getNodeParameter('options.templateLanguage', '');
		const wanted = wantedTemplateFrom(locatorInEditor(this, 'template'), language);
		const template = chooseTemplate(await listTemplates(transport, senderInEditor(this)), wanted);
		const fields = formFieldsOf(template).map(toMapperField);
		return fields.length > 0
			? { fields }
			: {
					fields,
					emptyFieldsNotice: 'This template has no fields to fill in: it is sent as it stands.',
				};
	});
}
