import type { IDataObject, IExecuteFunctions, ResourceMapperValue } from 'n8n-workflow';

import { MAX_IN_FLIGHT } from '../../transport/Pacer';
import { InputProblem } from '../../words/InputProblem';
import { recipientOf, senderOf } from '../numbers';
import type { SendOperation } from '../operation';
import { switchOf } from '../switches';
import { collectionOf, isSimplified, locatorText, locatorValueOf } from '../values';
import { chooseTemplate, wantedTemplateFrom, type NamedTemplate } from '../template/templateChoice';
import { fieldValuesOf, formFieldsOf, type EnteredFields } from '../template/templateFields';
import { sendTemplateFields } from './sendTemplateFields';

function parseJsonFields(value: unknown): IDataObject {
	const parsed = typeof value === 'string' ? parseJson(value.trim() || '{}') : value;
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
		throw new InputProblem(
			'"Template Fields (JSON)" is not a JSON object.',
			'Write it like { "1": "Ana Lee", "2": "Wednesday, 10 June" }: names and texts in double quotes, a comma between entries.',
		);
	}
	return parsed as IDataObject;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/**
 * What the user entered for the template's fields, by field name, and in which way. The mapper is read as a whole: read by
 * its path, n8n would turn lists and dates into text, and trip over the null that stands there in auto-map.
 */
function enteredFieldsOf(
	context: IExecuteFunctions,
	template: NamedTemplate,
	itemIndex: number,
): EnteredFields {
	if (context.getNodeParameter('specifyFields', itemIndex, 'mapper') === 'json') {
		const values = parseJsonFields(context.getNodeParameter('templateFieldsJson', itemIndex, '{}'));
		return { by: 'json', values };
	}
	const mapper = context.getNodeParameter(
		'templateFields',
		itemIndex,
		{},
	) as Partial<ResourceMapperValue>;
	if (mapper.mappingMode === 'autoMapInputData') {
		const json = context.getInputData()[itemIndex]?.json ?? {};
		const known = new Set(formFieldsOf(template).map(({ name }) => name));
		const entries = Object.entries(json).filter(([name]) => known.has(name));
		return { by: 'input', values: Object.fromEntries(entries) };
	}
	// Values of a template that was chosen before stay behind without an entry in the form: the user cannot see them.
	const shown = new Set(
		(mapper.schema ?? []).filter(({ removed }) => !removed).map(({ id }) => id),
	);
	const entries = Object.entries(mapper.value ?? {});
	const visible = shown.size > 0 ? entries.filter(([name]) => shown.has(name)) : entries;
	return { by: 'form', values: Object.fromEntries(visible) };
}

/** How many requests may be under way at once; more than {@link MAX_IN_FLIGHT} never are. */
function concurrencyOf(value: unknown): number | undefined {
	if (value === undefined) return undefined;
	const count = typeof value === 'boolean' || value === '' ? NaN : Number(value);
	if (!Number.isInteger(count) || count < 1) {
		throw new InputProblem(
			'"Max Concurrency" is not a whole number of at least 1.',
			'Enter how many requests may be under way at once, or remove the option.',
		);
	}
	return Math.min(count, MAX_IN_FLIGHT);
}

/** What is read of an item, or what stands for it where n8n or a check refuses it. */
function readOr<T>(read: () => T, otherwise: T): T {
	try {
		return read();
	} catch {
		return otherwise;
	}
}

export const sendTemplate: SendOperation = {
	name: 'Send Template',
	value: 'sendTemplate',
	action: 'Send template message to patient',
	description: 'Send a message from an approved template to one recipient an item',
	properties: sendTemplateFields,
	notDone: 'The message was not sent.',
	maxInFlightOf: (context) => concurrencyOf(collectionOf(context, 'options', 0).maxConcurrency),
	async prepare(run, itemIndex) {
		const { context } = run;
		const options = collectionOf(context, 'options', itemIndex);
		const sender = senderOf(context, itemIndex);
		const recipient = recipientOf(
			context.getNodeParameter('recipientPhoneNumber', itemIndex, ''),
			sender,
			options,
		);
		const wanted = wantedTemplateFrom(
			locatorValueOf(context, 'template', itemIndex),
			options.templateLanguage,
		);
		const template = chooseTemplate(await run.templatesOf(sender), wanted);
		return {
			sender,
			request: {
				recipient_phone_number: recipient,
				template_name: template.template_name,
				language: template.language,
				fields: fieldValuesOf(template, enteredFieldsOf(context, template, itemIndex)),
			},
			isDryRun: switchOf(options.dryRun, 'Dry Run'),
			sendAgainIfNotKnown: switchOf(options.sendAgainIfNotKnown, 'Send Again If Not Known'),
			isSimplified: isSimplified(context, itemIndex),
			ownColumns: switchOf(options.includeInputFields, 'Include Input Fields')
				? context.getInputData()[itemIndex]?.json
				: undefined,
		};
	},
	outlineOf: (context, itemIndex) => ({
		recipient: readOr(
			() => locatorText(context.getNodeParameter('recipientPhoneNumber', itemIndex, '')),
			'',
		),
		template: readOr(
			() => wantedTemplateFrom(locatorValueOf(context, 'template', itemIndex), undefined).name,
			'',
		),
		isDryRun: readOr(
			() => switchOf(collectionOf(context, 'options', itemIndex).dryRun, 'Dry Run'),
			false,
		),
	}),
};
