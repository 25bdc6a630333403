import type { Conversation, Message } from '../api/schema';
import type { Mark } from './edge';

/** A message to hand over, with the conversation that it is part of. */
export interface FoundMessage extends Mark {
	message: Message;
	conversation: Conversation;
}

/** What is known of a conversation since it was last read. */
export interface Known {
	/** As the list showed it then: as long as it does, there is nothing new in it. */
	conversation: Conversation;
	/** Messages found in it and not handed over yet. */
	pending: FoundMessage[];
	/** How often it was read again since one of its messages has no final status, and when to do so next (Unix ms). */
	looks: number;
	lookAgainAt?: number;
}

/**
 * What the trigger remembers from one poll to the next in this process, to ask for little. Nothing rests on it: without it,
 * or when it does not fit the stored state, conversations are read once more.
 */
export interface Memory {
	/** The state that it fits. */
	watch: string;
	stamp: number;
	/** Whether the list of conversations has so far been in the order of their activity. */
	isOrdered: boolean;
	/** When all news were last known, by the server's clock (Unix ms); undefined while they are being read. */
	completeAt?: number;
	/** By conversation ID. */
	known: Map<string, Known>;
}

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

export const newMemory = (watch: string, stamp: number): Memory => ({
	watch,
	stamp,
	isOrdered: true,
	known: new Map(),
});
