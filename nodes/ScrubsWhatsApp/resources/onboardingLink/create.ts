import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { createOnboardingLink } from '../../api/endpoints';
import type { OnboardingLink, OnboardingLinkRequest } from '../../api/schema';
import { webAddressOf } from '../../transport/webAddress';
import { InputProblem } from '../../words/InputProblem';
import { simplifyField } from '../fields';
import type { Operation } from '../operation';
import { simplifyOnboardingLink, toJsonOf } from '../simplify';
import { collectionOf, isSimplified, locatorText } from '../values';

type Option<T extends string> = { name: string; value: T; description?: string };

/** Languages of the onboarding page (API page). */
const LANGUAGES = [
	{ name: 'Arabic', value: 'ar' },
	{ name: 'English', value: 'en' },
	{ name: 'Hindi', value: 'hi' },
	{ name: 'Indonesian', value: 'id' },
	{ name: 'Portuguese', value: 'pt' },
	{ name: 'Spanish', value: 'es' },
] satisfies Option<Required<OnboardingLinkRequest>['language']>[];

const CONNECTION_TYPES = [
	{
		name: 'Coexistence',
		value: 'coexistence',
		description: 'The clinic keeps using the WhatsApp Business app on its phone as well',
	},
	{
		name: 'Dedicated',
		value: 'dedicated',
		description: 'The number is used through Scrubs alone',
	},
] satisfies Option<Required<OnboardingLinkRequest>['allowed_connection_types'][number]>[];

const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			displayName: 'Connection Types',
			name: 'allowedConnectionTypes',
			type: 'multiOptions',
			options: CONNECTION_TYPES,
			default: [],
			description: 'How the clinic may connect its number. One alone is preselected on the page.',
		},
		{
			displayName: 'Failure Redirect URL',
			name: 'failureRedirectUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/whatsapp/failed',
			description: 'Page to open when the number could not be connected',
		},
		{
			displayName: 'Language',
			name: 'language',
			type: 'options',
			options: LANGUAGES,
			default: 'en',
			description: 'Language of the onboarding page',
		},
		{
			displayName: 'Success Redirect URL',
			name: 'successRedirectUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/whatsapp/success',
			description: 'Page to open once the number is connected',
		},
	],
};

function redirectUrlOf(value: unknown, label: string): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const url = typeof value === 'string' ? webAddressOf(value.trim()) : undefined;
	if (!url) {
		throw new InputProblem(
			`"${label}" is not a full web address.`,
			'Enter it with https:// in front, e.g. https://example.com/whatsapp, or leave it empty.',
		);
	}
	return url.href;
}

function oneOf<T extends string>(
	value: unknown,
	options: ReadonlyArray<{ value: T }>,
	label: string,
): T {
	const known = options.find((option) => option.value === value);
	if (known) return known.value;
	throw new InputProblem(
		`"${label}" has a value that Scrubs does not know.`,
		`Choose from the list. An expression may give: ${options.map((option) => option.value).join(', ')}.`,
	);
}

/** Absent fields stay undefined, and JSON leaves those out. */
function requestOf(customerName: unknown, fields: IDataObject): OnboardingLinkRequest {
	const types = fields.allowedConnectionTypes ?? [];
	// Also of a place in a list with nothing in it, which map() passes over and JSON makes null.
	const allowed = Array.from(Array.isArray(types) ? types : [types], (type) =>
		oneOf(type, CONNECTION_TYPES, 'Connection Types'),
	);
	return {
		customer_name: locatorText(customerName) || undefined,
		success_redirect_url: redirectUrlOf(fields.successRedirectUrl, 'Success Redirect URL'),
		failure_redirect_url: redirectUrlOf(fields.failureRedirectUrl, 'Failure Redirect URL'),
		allowed_connection_types: allowed.length > 0 ? allowed : undefined,
		language: fields.language ? oneOf(fields.language, LANGUAGES, 'Language') : undefined,
	};
}

export const create: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create onboarding link',
	description: 'Create a link with which a clinic connects its WhatsApp number',
	isRead: false,
	properties: [
		{
			displayName: 'Customer Name',
			name: 'customerName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Bright Smile Dental',
			description: 'Name of the clinic that will open the link. May stay empty.',
		},
		simplifyField,
		additionalFields,
	],
	async execute({ context, transport }, itemIndex) {
		const toJson = toJsonOf<OnboardingLink>(
			context,
			isSimplified(context, itemIndex),
			simplifyOnboardingLink,
			(one) => one,
		);
		const request = requestOf(
			context.getNodeParameter('customerName', itemIndex, ''),
			collectionOf(context, 'additionalFields', itemIndex),
		);
		return [toJson(await createOnboardingLink(transport, request))];
	},
};
