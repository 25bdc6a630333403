import type { RecipientDigits, PhoneDigits, SenderDigits } from '../phone/digits';
import type { Transport } from '../transport/request';
import { call, type Input, type OperationId } from './operations';
import { readList, readObject, readPage, readSendResult } from './readers';
import type { OnboardingLinkRequest, TemplateMessageRequest } from './schema';

/** One function an endpoint of the Scrubs WhatsApp API, in the order of the vendor's page. */

/** A template message whose recipient is a number of the right form. */
export type TemplateMessage = TemplateMessageRequest & { recipient_phone_number: RecipientDigits };

/** Which page of a list to read, and of which rows. */
export type PageOf<Id extends OperationId> = Pick<Input<Id>, 'query' | 'page'>;

/** Makes a link with which a clinic connects its WhatsApp number. */
export const createOnboardingLink = async (transport: Transport, body: OnboardingLinkRequest) =>
	await call(transport, 'createOnboardingLink', { body }, readObject<'createOnboardingLink'>);

/** Makes an onboarded number a sender of this provider. */
export const claimPhoneNumber = async (transport: Transport, number: PhoneDigits) =>
	await call(
		transport,
		'claimPhoneNumber',
		{ body: { phone_number: number } },
		readObject<'claimPhoneNumber'>,
	);

/** All sender numbers of the provider; the API does not page them. */
export const listPhoneNumbers = async (transport: Transport) =>
	await call(transport, 'listPhoneNumbers', {}, readList<'listPhoneNumbers'>);

/** All templates of a sender, sendable or not; the API does not page them. */
export const listTemplates = async (transport: Transport, sender: SenderDigits) =>
	await call(
		transport,
		'listTemplates',
		{ path: { sender_phone_number: sender } },
		readList<'listTemplates'>,
	);

/**
 * Sends a template message. There is no idempotency key: after a failure with `mayHaveTakenEffect` the message may be on
 * its way, so this is never tried again here.
 */
export const sendTemplateMessage = async (
	transport: Transport,
	sender: SenderDigits,
	body: TemplateMessage,
) =>
	await call(
		transport,
		'sendTemplateMessage',
		{ path: { sender_phone_number: sender }, body },
		readSendResult,
	);

/** One page of a sender's conversations, latest activity first (inferred). */
export const listConversations = async (
	transport: Transport,
	sender: SenderDigits,
	page: PageOf<'listConversations'>,
) =>
	await call(
		transport,
		'listConversations',
		{ path: { sender_phone_number: sender }, ...page },
		readPage<'listConversations'>,
	);

/** One page of a conversation's messages, newest first (inferred). */
export const listMessages = async (
	transport: Transport,
	sender: SenderDigits,
	conversationId: string,
	page: PageOf<'listMessages'>,
) =>
	await call(
		transport,
		'listMessages',
		{ path: { sender_phone_number: sender, conversation_id: conversationId }, ...page },
		readPage<'listMessages'>,
	);
