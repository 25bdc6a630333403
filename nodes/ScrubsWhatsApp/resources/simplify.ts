import type { IDataObject } from 'n8n-workflow';

import { patientNumberOf } from '../api/messages';
import {
	isKnown,
	type Conversation,
	type Message,
	type PhoneNumber,
	type Template,
} from '../api/rows';
import type { OnboardingLink } from '../api/schema';
import { timeOf, zonedTime } from '../api/times';
import { readableNumber } from '../phone/PhoneDigits';

/**
 * What simplified rows have: who, what, and when or whether in the first three columns, IDs in the last. The output schemas
 * are made from these lists, too.
 */
export const CONVERSATION_FIELDS = [
	'contact_name',
	'status',
	'last_active_at',
	'recipient_phone_number',
	'last_message_type',
	'messages_count',
	'last_inbound_at',
	'last_outbound_at',
	'created_at',
	'conversation_id',
] as const satisfies ReadonlyArray<keyof Conversation>;

/** `recipient_phone_number` is the patient's number, whichever way the message went. */
export const MESSAGE_FIELDS = [
	'contact_name',
	'content',
	'timestamp',
	'recipient_phone_number',
	'direction',
	'type',
	'status',
	'from_phone_number',
	'to_phone_number',
	'message_id',
] as const;

/** `fields` are named and written as those of a message that was sent: each with its example. */
export const TEMPLATE_FIELDS = [
	'template_name',
	'language',
	'status',
	'category',
	'fields',
] as const;

export const PHONE_NUMBER_FIELDS = [
	'display_name',
	'phone_number',
	'status',
	'quality_rating',
	'claimed_at',
	'last_synced_at',
] as const satisfies ReadonlyArray<keyof PhoneNumber>;

export const ONBOARDING_LINK_FIELDS = [
	'url',
	'status',
	'expires_at',
	'whatsapp_setup_status',
	'whatsapp_setup_error',
	'onboarding_link_id',
] as const satisfies ReadonlyArray<keyof OnboardingLink>;

/** What the simplified output of a send has; the last one where its answer was lost and the message found. */
export const SENT_FIELDS = [
	'status',
	'recipient_phone_number',
	'template_name',
	'language',
	'fields',
	'message_id',
	'confirmation',
] as const;

const TIMES: ReadonlySet<string> = new Set([
	'last_active_at',
	'last_inbound_at',
	'last_outbound_at',
	'created_at',
	'timestamp',
	'claimed_at',
	'last_synced_at',
	'expires_at',
]);

/** Written with +, so that whoever reads the number next knows its country. */
const NUMBERS: ReadonlySet<string> = new Set([
	'phone_number',
	'recipient_phone_number',
	'from_phone_number',
	'to_phone_number',
]);

function simplify(key: string, value: unknown, timeZone: string): unknown {
	if (!TIMES.has(key)) return NUMBERS.has(key) ? readableNumber(value) : value;
	const time = timeOf(value);
	return time === undefined ? value : zonedTime(time, timeZone);
}

/**
 * Makes the `json` of an output item from what the API gave: of some fields, with null where there is nothing, times in the
 * workflow's zone and numbers with +.
 */
export type Simplifier<T extends object> = (whole: T, timeZone: string) => IDataObject;

/** A simplifier that keeps these fields in this order. */
export const picking =
	<Key extends string>(keys: readonly Key[]): Simplifier<{ [K in Key]?: unknown }> =>
	(whole, timeZone) =>
		Object.fromEntries(keys.map((key) => [key, simplify(key, whole[key], timeZone) ?? null]));

/** How what the API gave becomes the `json` of an item: simplified, or as it is. */
export const toJsonOf = <T extends object>(
	context: { getTimezone(): string },
	isSimplified: boolean,
	simplifier: Simplifier<T>,
	whole: (one: T) => IDataObject,
): ((one: T) => IDataObject) => {
	const timeZone = context.getTimezone();
	return isSimplified ? (one) => simplifier(one, timeZone) : whole;
};

export const simplifyConversation: Simplifier<Conversation> = picking(CONVERSATION_FIELDS);
export const simplifyPhoneNumber = picking(PHONE_NUMBER_FIELDS);
export const simplifyOnboardingLink = picking(ONBOARDING_LINK_FIELDS);

const pickMessage = picking(MESSAGE_FIELDS);

export const simplifyMessage: Simplifier<Message> = (message, timeZone) =>
	pickMessage({ ...message, recipient_phone_number: patientNumberOf(message) }, timeZone);

const pickTemplate = picking(TEMPLATE_FIELDS);

export const simplifyTemplate: Simplifier<Template> = (template, timeZone) => {
	const named = (template.dynamic_fields ?? []).filter((one) => isKnown(one, 'field'));
	const fields = Object.fromEntries(named.map(({ field, example }) => [field, example ?? '']));
	return pickTemplate({ ...template, fields }, timeZone);
};
