import type { PhoneDigits, RecipientDigits, SenderDigits } from '../phone/PhoneDigits';
import type { Transport } from '../transport/request';
import { call, type Input, type OperationId } from './operations';
import { readList, readObject, readPage, readSendResult, type Rows } from './readers';
import type { OnboardingLinkRequest, TemplateMessageRequest } from './schema';

/** One function an endpoint of the Scrubs WhatsApp API, in the order of the vendor's page. */

/** A template message whose recipient is a number of the right form. */
export type TemplateMessage = TemplateMessageRequest & { recipient_phone_number: RecipientDigits };

/** Which page of a list to read, and of which rows. */
export type PageOf<Id extends OperationId> = Pick<Input<Id>, 'query' | 'page'>;

/** Says how many rows of an answer could not be read, where there are such. */
function telling<L extends Rows<unknown>>(transport: Transport, list: L): L {
	const { leftOut } = list;
	if (leftOut > 0) {
		transport.tell(
			`${leftOut === 1 ? 'One row' : `${leftOut} rows`} of Scrubs’ answer could not be read and ${leftOut === 1 ? 'was' : 'were'} left out.`,
		);
	}
	return list;
}

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
export async function listPhoneNumbers(transport: Transport) {
	const list = await call(transport, 'listPhoneNumbers', {}, readList('PhoneNumber'));
	return telling(transport, list).rows;
}

/** All templates of a sender, sendable or not; the API does not page them. */
export async function listTemplates(transport: Transport, sender: SenderDigits) {
	const path = { sender_phone_number: sender };
	const list = await call(transport, 'listTemplates', { path }, readList('Template'));
	return telling(transport, list).rows;
}

/**
 * Sends a template message. There is no idempotency key: after a failure with `mayHaveTakenEffect` the message may be on
 * its way, so this is never tried again here.
 * @param before comes right before it is sent; where it throws, it is not
 */
export async function sendTemplateMessage(
	transport: Transport,
	sender: SenderDigits,
	body: TemplateMessage,
	before?: () => Promise<void>,
) {
	const path = { sender_phone_number: sender };
	return await call(transport, 'sendTemplateMessage', { path, body, before }, readSendResult);
}

/** One page of a sender's conversations, latest activity first (inferred). */
export async function listConversations(
	transport: Transport,
	sender: SenderDigits,
	page: PageOf<'listConversations'>,
) {
	const path = { sender_phone_number: sender };
	const read = readPage('Conversation');
	return telling(transport, await call(transport, 'listConversations', { path, ...page }, read));
}

/** One page of a conversation's messages, newest first (inferred). */
export async function listMessages(
	transport: Transport,
	sender: SenderDigits,
	conversationId: string,
	page: PageOf<'listMessages'>,
) {
	const path = { sender_phone_number: sender, conversation_id: conversationId };
	return telling(
		transport,
		await call(transport, 'listMessages', { path, ...page }, readPage('Message')),
	);
}
