import { DELIVERY_FIELDS } from '../nodes/ScrubsWhatsApp/resources/message/delivery';
import {
	CONVERSATION_FIELDS,
	MESSAGE_FIELDS,
	ONBOARDING_LINK_FIELDS,
	PHONE_NUMBER_FIELDS,
	SENT_FIELDS,
	TEMPLATE_FIELDS,
} from '../nodes/ScrubsWhatsApp/resources/simplify';
import type { Schema } from '../openapi/description';

/** What one output item of an operation looks like: a component schema, or some of its fields, and those of the node's own. */
export interface Output {
	component: string;
	fields?: readonly string[];
	own?: Readonly<Record<string, Schema>>;
}

const TEXT: Schema = { type: 'string' };

/** The output of each `resource/operation` of the node: the simplified item. */
export const OUTPUT_SCHEMAS: Readonly<Record<string, Output>> = {
	'conversation/getAll': { component: 'Conversation', fields: CONVERSATION_FIELDS },
	'message/getAll': {
		component: 'Message',
		fields: MESSAGE_FIELDS,
		own: { recipient_phone_number: TEXT },
	},
	'message/getDeliveryStatus': {
		component: 'Message',
		fields: DELIVERY_FIELDS,
		own: {
			...Object.fromEntries(DELIVERY_FIELDS.map((field) => [field, TEXT])),
			replied: { type: 'boolean' },
		},
	},
	'message/sendTemplate': {
		component: 'TemplateMessageRequest',
		fields: SENT_FIELDS,
		own: { status: TEXT, message_id: TEXT, confirmation: TEXT },
	},
	'onboardingLink/create': { component: 'OnboardingLink', fields: ONBOARDING_LINK_FIELDS },
	'phoneNumber/claim': { component: 'PhoneNumber', fields: PHONE_NUMBER_FIELDS },
	'phoneNumber/getAll': { component: 'PhoneNumber', fields: PHONE_NUMBER_FIELDS },
	'template/getAll': {
		component: 'Template',
		fields: TEMPLATE_FIELDS,
		own: { fields: { type: 'object' } },
	},
};

/**
 * A component schema in the form of n8n's own output schemas: `type`, `properties` and `items` only, references
 * inlined, and a nullable value shown as the type it has when it is there.
 *
 * @param schemas the component schemas of the description, by name
 */
export function outputSchema(
	schemas: Readonly<Record<string, Schema>>,
	{ component, fields, own }: Output,
): Schema & { version: number } {
	const inline = (schema: Schema): Schema => {
		const { type, properties, items } = schema.$ref
			? named(schemas, schema.$ref.replace('#/components/schemas/', ''))
			: schema;
		return {
			type: Array.isArray(type) ? type.find((one) => one !== 'null') : type,
			...(properties && { properties: mapValues(properties, inline) }),
			...(items && { items: inline(items) }),
		};
	};
	const whole = named(schemas, component);
	const properties = { ...whole.properties, ...own };
	const chosen = fields
		? Object.fromEntries(fields.map((field) => [field, named(properties, field)]))
		: properties;
	return { ...inline({ ...whole, properties: chosen }), version: 1 };
}

function named(schemas: Readonly<Record<string, Schema>>, name: string): Schema {
	const schema = schemas[name];
	if (!schema) throw new Error(`openapi.yaml has no ${name}`);
	return schema;
}

function mapValues<T, U>(record: Record<string, T>, change: (value: T) => U): Record<string, U> {
	return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
