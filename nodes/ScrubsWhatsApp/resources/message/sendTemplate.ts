import type { IDataObject, IExecuteFunctions, ResourceMapperValue } from 'n8n-workflow';

import type { RecipientDigits, SenderDigits } from '../../phone/PhoneDigits';
import { MAX_IN_FLIGHT } from '../../transport/Pace';
import { InputProblem } from '../../words/InputProblem';
import { isPlain } from '../../words/isPlain';
import { recipientOf } from '../numbers';
import type { OncePer, Run, SendOperation } from '../operation';
import { requireConnected, senderOf } from '../senders';
import { switchOf } from '../switches';
import { collectionOf, countOf, isSimplified, locatorText, locatorValueOf } from '../values';
import { chooseTemplate, wantedTemplateFrom, type NamedTemplate } from '../template/templateChoice';
import { fieldValuesOf, formFieldsOf, type EnteredFields } from '../template/templateFields';
import { HISTORY_SIZE, sendTemplateFields } from './sendTemplateFields';

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
	const count = countOf(value, 'Max Concurrency', undefined);
	return count === undefined ? undefined : Math.min(count, MAX_IN_FLIGHT);
}

/** Digests of this many keys are read and written with each few messages. */
const MAX_HISTORY = 1_000_000;

/**
 * What the message is sent only once for, if the user has said so.
 * @param items how many the run has: of a list longer than the history, the first ones would be forgotten and go out again
 */
function oncePerOf(options: IDataObject, items: number): OncePer | undefined {
	if (!('sendOncePer' in options)) return undefined;
	const value = options.sendOncePer;
	const key = isPlain(value) ? String(value).trim() : '';
	if (key === '') {
		throw new InputProblem(
			'"Send Only Once Per" is empty for this item, or is no single value.',
			'Give it what the message is about, such as the ID of the appointment, or remove the option.',
		);
	}
	const size = countOf(options.sendOnceHistory, 'Send Only Once: History Size', HISTORY_SIZE);
	return {
		key,
		historySize: Math.min(Math.max(size, items), MAX_HISTORY),
		forget: switchOf(options.sendOnceForget, 'Send Only Once: Forget'),
	};
}

/**
 * To whom the message goes while the workflow is only tried, if the user has said so.
 * @throws InputProblem where that is no number, or n8n does not tell whether it is only tried
 */
function testRecipientOf(
	run: Run,
	sender: SenderDigits,
	options: IDataObject,
): RecipientDigits | undefined {
	if (!('testRecipient' in options)) return undefined;
	const isTest = run.isTestRun();
	if (isTest === undefined) {
		throw new InputProblem(
			'The option "Test Recipient" does not work in a sub-workflow: n8n does not say whether the workflow that calls it is only being tried.',
			'Remove the option. To try this workflow with it, run it by itself from the editor.',
		);
	}
	return isTest
		? recipientOf(options.testRecipient, sender, options, 'The test recipient’s phone number')
		: undefined;
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
		const sender = await senderOf(run, itemIndex);
		const recipient = recipientOf(
			context.getNodeParameter('recipientPhoneNumber', itemIndex, ''),
			sender,
			options,
		);
		const wanted = wantedTemplateFrom(
			locatorValueOf(context, 'template', itemIndex),
			options.templateLanguage,
		);
		// Where the numbers cannot be read, what is asked next says why.
		const [numbers, templates] = await Promise.all([
			run.phoneNumbers().catch(() => []),
			run.templatesOf(sender),
		]);
		requireConnected(sender, numbers);
		const template = chooseTemplate(templates, wanted);
		const testRecipient = testRecipientOf(run, sender, options);
		const oncePer = oncePerOf(options, context.getInputData().length);
		return {
			sender,
			request: {
				recipient_phone_number: testRecipient ?? recipient,
				template_name: template.template_name,
				language: template.language,
				fields: fieldValuesOf(template, enteredFieldsOf(context, template, itemIndex)),
			},
			insteadOf: testRecipient && recipient,
			isDryRun: switchOf(options.dryRun, 'Dry Run'),
			sendAgainIfNotKnown: switchOf(options.sendAgainIfNotKnown, 'Send Again If Not Known'),
			// A test is no message about the appointment: the real one is still to come.
			oncePer: testRecipient ? undefined : oncePer,
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
