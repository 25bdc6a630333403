import type { Query, Transport } from '../transport/request';
import type { Page } from './paging';
import type {
	Conversation,
	Message,
	OnboardingLink,
	OnboardingLinkRequest,
	Paging,
	PhoneNumber,
	Template,
	TemplateMessageRequest,
	TemplateMessageResult,
} from './schema';

/** One function an endpoint of the Scrubs WhatsApp API, in the order of the vendor's page. */

const ROOT = ['api', 'v1', 'whatsapp'] as const;

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const dataOf = (json: unknown): unknown => (isObject(json) ? json.data : undefined);

/** `{ "data": {...} }`, as single answers come. */
const readObject = <T>(json: unknown): T | undefined => {
	const data = dataOf(json);
	return isObject(data) ? (data as T) : undefined;
};

/** `{ "data": [...] }`, as lists come. */
const readList = <T>(json: unknown): T[] | undefined => {
	const data = dataOf(json);
	return Array.isArray(data) && data.every(isObject) ? (data as T[]) : undefined;
};

/** A list with its cursors; an answer without `paging` has none. */
const readPage = <T>(json: unknown): Page<T> | undefined => {
	const rows = readList<T>(json);
	const paging = (json as { paging?: Partial<Paging> | null }).paging;
	return rows && { rows, next: paging ? (paging.next ?? null) : undefined };
};

/** The bare answer of a send. Without a message ID it is not known that the message was accepted. */
const readSendResult = (json: unknown): TemplateMessageResult | undefined => {
	const { messages } = json as Partial<TemplateMessageResult>;
	const id = Array.isArray(messages) ? messages[0]?.id : undefined;
	return typeof id === 'string' && id !== '' ? (json as TemplateMessageResult) : undefined;
};

/** Makes a link with which a clinic connects its WhatsApp number. */
export const createOnboardingLink = (transport: Transport, body: OnboardingLinkRequest) =>
	transport.request<OnboardingLink>({
		operationId: 'createOnboardingLink',
		method: 'POST',
		path: [...ROOT, 'onboarding-links'],
		body,
		read: readObject,
	});

/** Makes an onboarded number a sender of this provider. @param phoneNumber digits only */
export const claimPhoneNumber = (transport: Transport, phoneNumber: string) =>
	transport.request<PhoneNumber>({
		operationId: 'claimPhoneNumber',
		method: 'POST',
		path: [...ROOT, 'numbers', 'claim'],
		body: { phone_number: phoneNumber },
		read: readObject,
	});

/** All sender numbers of the provider; the API does not page them. */
export const listPhoneNumbers = (transport: Transport) =>
	transport.request<PhoneNumber[]>({
		operationId: 'listPhoneNumbers',
		method: 'GET',
		path: [...ROOT, 'numbers'],
		read: readList,
	});

/** All templates of a sender, sendable or not; the API does not page them. @param sender digits only */
export const listTemplates = (transport: Transport, sender: string) =>
	transport.request<Template[]>({
		operationId: 'listTemplates',
		method: 'GET',
		path: [...ROOT, 'numbers', sender, 'templates'],
		read: readList,
	});

/**
 * Sends a template message. There is no idempotency key: after a failure with `mayHaveTakenEffect` the message may be on
 * its way, so this is never tried again here.
 */
export const sendTemplateMessage = (
	transport: Transport,
	sender: string,
	body: TemplateMessageRequest,
) =>
	transport.request<TemplateMessageResult>({
		operationId: 'sendTemplateMessage',
		method: 'POST',
		path: [...ROOT, 'numbers', sender, 'messages', 'template'],
		body,
		read: readSendResult,
	});

/** One page of a sender's conversations, latest activity first (inferred). */
export const listConversations = (transport: Transport, sender: string, query: Query) =>
	transport.request<Page<Conversation>>({
		operationId: 'listConversations',
		method: 'GET',
		path: [...ROOT, 'numbers', sender, 'conversations'],
		query,
		read: readPage,
	});

/** One page of a conversation's messages, newest first (inferred). */
export const listMessages = (
	transport: Transport,
	sender: string,
	conversationId: string,
	query: Query,
) =>
	transport.request<Page<Message>>({
		operationId: 'listMessages',
		method: 'GET',
		path: [...ROOT, 'numbers', sender, 'conversations', conversationId, 'messages'],
		query,
		read: readPage,
	});
