import type { Conversation, Message } from '../api/schema';
import type { Mark } from './Edge';

/** A message to hand over, with the conversation that it is part of. */
export interface FoundMessage extends Mark {
	message: Message;
	conversation: Conversation;
}

/** What is known of a conversation since it was last read. */
interface Known {
	/** As the list showed it then: as long as it does, there is nothing new in it. */
	conversation: Conversation;
	/** Messages found in it and not handed over yet. */
	pending: FoundMessage[];
	/** How often it was read again since one of its messages has no final status, and when to do so next (Unix ms). */
	looks: number;
	lookAgainAt?: number;
}

/** Conversations with a message of no final status are read again after this, and each time after twice as long. */
const FIRST_LOOK_MS = 60_000;
const MAX_LOOKS = 7;
const MAX_LOOKS_A_POLL = 20;

/** What changes in the list when a message comes. */
const signOf = (conversation: Conversation): string =>
	JSON.stringify([
		conversation.messages_count,
		conversation.last_active_at,
		conversation.updated_at,
		conversation.last_message_timestamp,
		conversation.last_message_type,
		conversation.last_inbound_at,
		conversation.last_outbound_at,
	]);

/** Whether the list shows a conversation as it did before. */
export const isUnchanged = (now: Conversation, before: Conversation | undefined): boolean =>
	before !== undefined && signOf(now) === signOf(before);

/**
 * What the trigger remembers from one poll to the next in this process, to ask for little. Nothing rests on it: without it,
 * or when it does not fit the stored state, conversations are read once more.
 */
export class Memory {
	/** Whether the list of conversations has so far been in the order of their activity. */
	isOrdered = true;

	/** When all news were last known, by the server's clock (Unix ms); undefined while they are being read. */
	completeAt?: number;

	private readonly known = new Map<string, Known>();

	/** Whether it is as at the start. */
	get isEmpty(): boolean {
		return this.known.size === 0;
	}

	/** Whether a conversation was read, or passed over, since the list began to show it so. */
	hasNothingNewIn(conversation: Conversation): boolean {
		return isUnchanged(conversation, this.known.get(conversation.conversation_id)?.conversation);
	}

	/** Whether a conversation was read or passed over before. */
	knows({ conversation_id: id }: Conversation): boolean {
		return this.known.has(id);
	}

	/** Notes a conversation that need not be read as the list shows it now; what is pending in it stays. */
	passOver(conversation: Conversation): void {
		const known = this.known.get(conversation.conversation_id);
		this.known.set(conversation.conversation_id, { pending: [], looks: 0, ...known, conversation });
	}

	/**
	 * Notes what was found in a conversation that was read.
	 * @param mayChange whether to look again after a while, though the list may show no change
	 */
	noteRead(conversation: Conversation, pending: FoundMessage[], mayChange: boolean): void {
		const looks = this.known.get(conversation.conversation_id)?.looks ?? 0;
		const again = mayChange && looks < MAX_LOOKS;
		this.known.set(conversation.conversation_id, {
			conversation,
			pending,
			looks: again ? looks + 1 : 0,
			lookAgainAt: again ? Date.now() + FIRST_LOOK_MS * 2 ** looks : undefined,
		});
	}

	/** Conversations that are due to be looked at again, those that have waited longest first. */
	dueAgain(): Conversation[] {
		return [...this.known.values()]
			.filter(({ lookAgainAt = Infinity }) => lookAgainAt <= Date.now())
			.sort((a, b) => (a.lookAgainAt ?? 0) - (b.lookAgainAt ?? 0))
			.slice(0, MAX_LOOKS_A_POLL)
			.map(({ conversation }) => conversation);
	}

	/** All that was found and not handed over yet, the oldest first. */
	pending(): FoundMessage[] {
		return [...this.known.values()].flatMap(({ pending }) => pending).sort((a, b) => a.at - b.at);
	}

	/** Keeps of what is pending only what is still new, and forgets conversations that nobody will ask for. */
	tidy(
		isNew: (message: FoundMessage) => boolean,
		isWanted: (conversation: Conversation) => boolean,
	): void {
		for (const [id, known] of this.known) {
			known.pending = known.pending.filter(isNew);
			if (known.pending.length === 0 && !isWanted(known.conversation)) this.known.delete(id);
		}
	}
}
