import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { getAll as getConversations } from './conversation/getAll';
import { getAll as getMessages } from './message/getAll';
import { getDeliveryStatus } from './message/getDeliveryStatus';
import { sendTemplate } from './message/sendTemplate';
import { create as createOnboardingLink } from './onboardingLink/create';
import type { Operation, Resource } from './operation';
import { claim } from './phoneNumber/claim';
import { getAll as getPhoneNumbers } from './phoneNumber/getAll';
import { getAll as getTemplates } from './template/getAll';

/**
 * Every operation of the node: dropdowns, display conditions, n8n's panel and dispatch come from this list. What a clinic
 * wants first stands first.
 */
export const RESOURCES: readonly Resource[] = [
	{ name: 'Message', value: 'message', operations: [sendTemplate, getDeliveryStatus, getMessages] },
	{ name: 'Conversation', value: 'conversation', operations: [getConversations] },
	{ name: 'Onboarding Link', value: 'onboardingLink', operations: [createOnboardingLink] },
	{ name: 'Phone Number', value: 'phoneNumber', operations: [claim, getPhoneNumbers] },
	{ name: 'Template', value: 'template', operations: [getTemplates] },
];

/** The operation behind a resource and an operation value, if there is one. */
export const findOperation = (resource: string, operation: string): Operation | undefined =>
	RESOURCES.find(({ value }) => value === resource)?.operations.find(
		({ value }) => value === operation,
	);

/** What stands below the node on the canvas, e.g. `Message → Send Template`. */
export const nodeSubtitle = `={{ ${JSON.stringify(
	Object.fromEntries(
		RESOURCES.flatMap((resource) =>
			resource.operations.map((operation) => [
				`${resource.value}.${operation.value}`,
				`${resource.name} → ${operation.name}`,
			]),
		),
	),
)}[$parameter["resource"] + "." + $parameter["operation"]] }}`;

const toOption = ({ name, value, action, description }: Operation): INodePropertyOptions => ({
	name,
	value,
	action,
	description,
});

/** Shows a property only for its operation, beside its own conditions. */
const shownFor =
	(resource: Resource, operation: Operation) =>
	(property: INodeProperties): INodeProperties => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: {
				resource: [resource.value],
				operation: [operation.value],
				...property.displayOptions?.show,
			},
		},
	});

/** What a dropdown starts with. */
const firstOf = ([first]: ReadonlyArray<{ value: string }>) => first?.value ?? '';

const operationField = (resource: Resource): INodeProperties => ({
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: [resource.value] } },
	options: resource.operations.map(toOption),
	default: firstOf(resource.operations),
});

/** All properties of the node, in the order in which the editor shows them. */
export const nodeProperties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: RESOURCES.map(({ name, value }) => ({ name, value })),
		default: firstOf(RESOURCES),
	},
	...RESOURCES.map(operationField),
	...RESOURCES.flatMap((resource) =>
		resource.operations.flatMap((operation) =>
			operation.properties.map(shownFor(resource, operation)),
		),
	),
];
