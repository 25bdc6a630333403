import type { INodeProperties } from 'n8n-workflow';

import { rawOf } from '../../api/rows';
import { TEMPLATE_CATEGORIES, TEMPLATE_STATUSES } from '../../inferred';
import { titleCase } from '../../words/humanise';
import { pagingFields, senderField, simplifyField } from '../fields';
import type { Operation } from '../operation';
import { senderOf } from '../senders';
import { simplifyTemplate, toJsonOf } from '../simplify';
import { collectionOf, filterTextOf, isSimplified, limitOf } from '../values';
import { sameLanguage } from './templateChoice';

const optionsOf = (values: readonly string[]) =>
	values.map((value) => ({ name: titleCase(value), value }));

const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Category',
			name: 'category',
			type: 'options',
			options: optionsOf(TEMPLATE_CATEGORIES),
			default: 'UTILITY',
			description: 'What WhatsApp classes the template as. Reminders are usually Utility.',
		},
		{
			displayName: 'Language',
			name: 'language',
			type: 'string',
			default: '',
			placeholder: 'e.g. en_US',
			description: 'Language code as WhatsApp writes it',
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: optionsOf(TEMPLATE_STATUSES),
			default: 'APPROVED',
			description: 'What WhatsApp’s review came to. Only approved templates can be sent.',
		},
	],
};

const sameWord = (value: string | null | undefined, wanted: string | undefined) =>
	wanted === undefined || value?.toUpperCase() === wanted.toUpperCase();

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many templates with their fields',
	description: 'Get the message templates of a sender with the fields that each one needs',
	isRead: true,
	properties: [senderField, ...pagingFields, simplifyField, filtersField],
	async execute(run, itemIndex) {
		const { context } = run;
		const limit = limitOf(context, itemIndex);
		const toJson = toJsonOf(context, isSimplified(context, itemIndex), simplifyTemplate, rawOf);
		const filters = collectionOf(context, 'filters', itemIndex);
		const status = filterTextOf(filters, 'status', 'Status');
		const category = filterTextOf(filters, 'category', 'Category');
		const language = filterTextOf(filters, 'language', 'Language');
		const templates = await run.templatesOf(await senderOf(run, itemIndex));
		return templates
			.filter(
				(template) => sameWord(template.status, status) && sameWord(template.category, category),
			)
			.filter(
				(template) => language === undefined || sameLanguage(template.language ?? '', language),
			)
			.slice(0, limit)
			.map(toJson);
	},
};
