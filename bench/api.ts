import { CLINIC, SENDERS } from '../sandbox/api/seed';

const numbers = `/api/v1/whatsapp/numbers/${SENDERS.main}`;

/** Where a template message is posted. */
export const SEND_PATH = `${numbers}/messages/template`;

/** The name and the language of the template that all send. */
export const TEMPLATE = { template_name: 'appointment_confirmation', language: 'en_US' } as const;

/** What tells Scrubs who asks. */
export const HEADERS = {
	'x-scrubs-clinic-provider': CLINIC.providerId,
	'x-scrubs-clinic-api-key': CLINIC.apiKey,
} as const;

/** The largest page that Scrubs gives. */
export const PAGE_SIZE = 100;

/** The recipient of the item with this index: digits with the country code. */
export const recipientOf = (index: number): string => String(13_015_550_000 + index);

/** Where a conversation's messages are. */
export const messagesPath = (conversationId: string): string =>
	`${numbers}/conversations/${conversationId}/messages`;

/** Where the conversations are. */
export const CONVERSATIONS_PATH = `${numbers}/conversations`;
