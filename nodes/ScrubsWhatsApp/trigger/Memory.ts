import type { KnownConversation } from '../api/lists';
import type { ListPlace } from '../api/paging';
import type { Known, Message } from '../api/rows';
import { shortDigest } from './digest';
import type { Mark } from './Edge';

/** A message to hand over, with the conversation that it is part of. */
export interface FoundMessage extends Mark {
	/** The digest of the conversation's ID. */
	place: string;
	message: Known<Message, 'message_id'>;
	conversation: KnownConversation;
}

/** The list of conversations, as far as it has been read from its top. */
export interface Pass {
	byId: Map<string, KnownConversation>;
	/** The latest activity, in Unix milliseconds; -Infinity without conversations. */
	latest: number;
	pages: number;
	place: ListPlace;
}

/** What is known of a conversation since it was last read. */
interface Remembered {
	/** As the list showed it last. */
	conversation: KnownConversation;
	/** Orders conversations in a way that nothing changes. */
	digest: string;
	/** Whether it was read, or need not be, since the list began to show it so. */
	isDone: boolean;
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
const signOf = (conversation: KnownConversation): string =>
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
export const isUnchanged = (
	now: KnownConversation,
	before: KnownConversation | undefined,
): boolean => before !== undefined && signOf(now) === signOf(before);

/**
 * What the trigger remembers from one poll to the next in this process, to ask for little. Nothing rests on it: without it,
 * or when it does not fit the stored state, conversations are read once more.
 */
export class Memory {
	/** Whether the list of conversations has so far been in the order of their activity. */
	isOrdered = true;

	/** When the list was last read down to what was known, by the server's clock (Unix ms). */
	listedAt = -Infinity;

	/** A list that was too long for one poll. */
	unfinished?: Pass;

	private readonly byId = new Map<string, Remembered>();

	/** Whether it is as at the start. */
	get isEmpty(): boolean {
		return this.byId.size === 0;
	}

	/** Whether the list shows a conversation as it did when it was last listed. */
	isAsListed(conversation: KnownConversation): boolean {
		return isUnchanged(conversation, this.byId.get(conversation.conversation_id)?.conversation);
	}

	/** Notes a conversation as the list shows it now. */
	list(conversation: KnownConversation): void {
		if (this.isAsListed(conversation)) return;
		const { conversation_id: id } = conversation;
		const before = this.byId.get(id);
		const digest = before?.digest ?? shortDigest(id);
		this.byId.set(id, { pending: [], looks: 0, ...before, conversation, digest, isDone: false });
	}

	/** Notes that a conversation need not be read as the list shows it now. */
	passOver({ conversation_id: id }: KnownConversation): void {
		const remembered = this.byId.get(id);
		if (remembered) remembered.isDone = true;
	}

	/**
	 * Notes what was found in a conversation that was read.
	 * @param mayChange whether to look again after a while, though the list may show no change
	 */
	noteRead(conversation: KnownConversation, pending: FoundMessage[], mayChange: boolean): void {
		const { conversation_id: id } = conversation;
		const { looks = 0, digest = shortDigest(id) } = this.byId.get(id) ?? {};
		const again = mayChange && looks < MAX_LOOKS;
		this.byId.set(id, {
			conversation,
			digest,
			isDone: true,
			pending,
			looks: again ? looks + 1 : 0,
			lookAgainAt: again ? Date.now() + FIRST_LOOK_MS * 2 ** looks : undefined,
		});
	}

	/** A conversation as it was listed before. */
	find(id: string): KnownConversation | undefined {
		return this.byId.get(id)?.conversation;
	}

	/** Conversations that were listed and not read since, or are due for another look; in the order of their digests. */
	toRead(): Array<{ digest: string; conversation: KnownConversation }> {
		const now = Date.now();
		const all = [...this.byId.values()];
		const due = all
			.filter(({ isDone, lookAgainAt = Infinity }) => isDone && lookAgainAt <= now)
			.sort((a, b) => (a.lookAgainAt ?? 0) - (b.lookAgainAt ?? 0))
			.slice(0, MAX_LOOKS_A_POLL);
		return [...all.filter(({ isDone }) => !isDone), ...due].sort((a, b) =>
			a.digest < b.digest ? -1 : 1,
		);
	}

	/** All that was found and not handed over yet, the oldest first. */
	pending(): FoundMessage[] {
		return [...this.byId.values()].flatMap(({ pending }) => pending).sort((a, b) => a.at - b.at);
	}

	/** Keeps of what is pending only what is still new, and forgets conversations that nobody will ask for. */
	tidy(
		isNew: (message: FoundMessage) => boolean,
		isWanted: (conversation: KnownConversation) => boolean,
	): void {
		for (const [id, remembered] of this.byId) {
			const { pending, isDone, conversation } = remembered;
			remembered.pending = pending.filter(isNew);
			if (remembered.pending.length === 0 && isDone && !isWanted(conversation))
				this.byId.delete(id);
		}
	}
}
