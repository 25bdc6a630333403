import type { RecipientDigits, SenderDigits } from '../phone/PhoneDigits';
import type { Transport } from '../transport/request';
import { conversationsWith, messagePages } from './lists';
import { isInbound } from './messages';
import { PagingProblem } from './PagingProblem';
import type { Message } from './rows';
import { timeOf } from './times';

/** How many pages of messages are read with one patient, of a hundred each. */
const MAX_PAGES = 10;

/** A message of the clinic, and what the patient wrote first after it. */
export interface FoundInHistory {
	message: Message;
	reply?: Message;
}

/** All that was written with a patient, newest first; a conversation that has ended goes on in the one before it. */
async function* pagesWith(
	transport: Transport,
	sender: SenderDigits,
	recipient: RecipientDigits,
): AsyncGenerator<Message[], void> {
	let pages = 0;
	for (const { conversation_id: id } of await conversationsWith(transport, sender, recipient)) {
		try {
			for await (const page of messagePages(transport, sender, id, {}, Infinity)) {
				yield page;
				if (++pages >= MAX_PAGES) return;
			}
		} catch (error) {
			// Its own advice is for whoever reads a list.
			throw error instanceof PagingProblem ? new PagingProblem('notSoFarBack') : error;
		}
	}
}

/** What the patient wrote first after a message, of messages that are newest first. */
function firstReply(messages: readonly Message[], place: number): Message | undefined {
	const sentAt = timeOf(messages[place]?.timestamp);
	const isAfter = (at: number | undefined, index: number) =>
		at === undefined || sentAt === undefined || at === sentAt ? index < place : at > sentAt;
	return messages
		.map((message, index) => ({ message, index, at: timeOf(message.timestamp) }))
		.filter(({ message, index, at }) => isInbound(message) && isAfter(at, index))
		.reverse()
		.sort((a, b) => (a.at === undefined || b.at === undefined ? 0 : a.at - b.at))[0]?.message;
}

/**
 * The conversation with a patient as a look-up: Scrubs gives no single message, so its pages are read, newest first, until
 * the message is found. Each page is read once, however many messages are looked for, also at the same time.
 */
export class History {
	private readonly pages: AsyncGenerator<Message[], void>;
	private readonly read: Array<Promise<IteratorResult<Message[], void>>> = [];

	constructor(transport: Transport, sender: SenderDigits, recipient: RecipientDigits) {
		this.pages = pagesWith(transport, sender, recipient);
	}

	/**
	 * Looks for a message of the clinic.
	 * @returns undefined when it is not on the newest {@link MAX_PAGES} pages
	 * @throws ScrubsApiError, PagingProblem
	 */
	async find(messageId: string): Promise<FoundInHistory | undefined> {
		const messages: Message[] = [];
		for (let page = 0; ; page++) {
			this.read[page] ??= this.pages.next();
			const { value, done } = await this.read[page]!;
			if (done) return undefined;
			messages.push(...value);
			const place = messages.findIndex(
				(message) => message.message_id === messageId && !isInbound(message),
			);
			const message = messages[place];
			if (message) return { message, reply: firstReply(messages, place) };
		}
	}
}
