import { fromScrubs, type RecipientDigits, type SenderDigits } from '../phone/PhoneDigits';
import { isSameNumber } from '../phone/spellings';
import type { Transport } from '../transport/request';
import { listConversations, listMessages } from './endpoints';
import type { QueryOf } from './operations';
import { collect, readPages, type ListPlace } from './paging';
import { PagingProblem } from './PagingProblem';
import { isKnown, type Conversation, type Known, type Message } from './rows';
import { timeOf } from './times';

/**
 * A sender's conversations, latest activity first (inferred), in pages as far as they are taken.
 * @param recipient the conversations with this patient alone; undefined for those with anyone
 * @param limit how many are wanted; Infinity for all
 * @param place where to begin, if not at the top; see {@link ListPlace}
 * @throws PagingProblem when the API does not keep to the recipient: another patient's messages would be read
 */
export async function* conversationPages(
	transport: Transport,
	sender: SenderDigits,
	recipient: RecipientDigits | undefined,
	limit: number,
	place?: ListPlace,
): AsyncGenerator<Conversation[], void> {
	const pages = readPages<Conversation>({
		fetchPage: async (pageSize, page) =>
			await listConversations(transport, sender, {
				query: { recipient_phone_number: recipient, limit: pageSize },
				page,
			}),
		idOf: (conversation) => conversation.conversation_id,
		origin: transport.origin,
		limit,
		place,
	});
	const isOther = ({ recipient_phone_number }: Conversation) => {
		const number = fromScrubs(recipient_phone_number);
		return recipient !== undefined && number !== undefined && !isSameNumber(number, recipient);
	};
	for await (const page of pages) {
		if (page.some(isOther)) throw new PagingProblem('filterIgnored');
		yield page;
	}
}

/**
 * A conversation's messages, newest first (inferred), in pages as far as they are taken.
 * @param filters which messages
 * @param limit how many are wanted; Infinity for all
 */
export const messagePages = (
	transport: Transport,
	sender: SenderDigits,
	conversationId: string,
	filters: Pick<QueryOf<'listMessages'>, 'has_media'>,
	limit: number,
): AsyncGenerator<Message[], void> =>
	readPages<Message>({
		fetchPage: async (pageSize, page) =>
			await listMessages(transport, sender, conversationId, {
				query: { ...filters, limit: pageSize },
				page,
			}),
		idOf: (message) => message.message_id,
		origin: transport.origin,
		limit,
	});

/** When anything last happened in a conversation, in Unix milliseconds; -Infinity when its times cannot be read. */
export const activityOf = (conversation: Conversation): number =>
	timeOf(conversation.last_active_at) ??
	timeOf(conversation.last_message_timestamp) ??
	timeOf(conversation.updated_at) ??
	-Infinity;

/** How many conversations with one patient are looked at, the latest first: nobody has so many. */
const MAX_OF_PATIENT = 500;

/** A conversation that can be told from others. */
export type KnownConversation = Known<Conversation, 'conversation_id'>;

/** The conversations with a patient, the one with the latest activity first. */
export async function conversationsWith(
	transport: Transport,
	sender: SenderDigits,
	recipient: RecipientDigits,
): Promise<KnownConversation[]> {
	const rows = await collect(conversationPages(transport, sender, recipient, MAX_OF_PATIENT));
	return (
		rows
			.filter((row): row is KnownConversation => isKnown(row, 'conversation_id'))
			// One without a number cannot be told to be this patient's.
			.filter((row) => fromScrubs(row.recipient_phone_number) !== undefined)
			.sort((a, b) => latestFirst(activityOf(a), activityOf(b)))
	);
}

/** Compares times, of which some cannot be read. */
const latestFirst = (a: number, b: number) => (a === b ? 0 : b - a);

/** The patient's conversation with the latest activity, or undefined when there is none. */
export const findLatestConversation = async (
	transport: Transport,
	sender: SenderDigits,
	recipient: RecipientDigits,
): Promise<KnownConversation | undefined> =>
	(await conversationsWith(transport, sender, recipient))[0];
