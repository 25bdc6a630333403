import { randomUUID } from 'node:crypto';
import { insert, latestFirst, remove, type ConversationRow, type MessageRow } from './rows';

/** The conversations of a number, each of which is found by its ID or its patient without going through the others. */
export class Conversations {
	/** Latest activity first. */
	rows: ConversationRow[] = [];

	private readonly byId = new Map<string, ConversationRow>();

	private readonly byRecipient = new Map<string | null, ConversationRow[]>();

	constructor(rows: readonly ConversationRow[] = []) {
		this.addAll(rows);
	}

	get(id: string): ConversationRow | undefined {
		return this.byId.get(id);
	}

	/** Those with a recipient, latest activity first. */
	with(recipient: string): readonly ConversationRow[] {
		return this.byRecipient.get(recipient) ?? [];
	}

	/** Adds conversations that are not among these, in any order. */
	addAll(rows: readonly ConversationRow[]): void {
		this.rows = [...this.rows, ...rows].sort(latestFirst);
		for (const row of rows) {
			this.byId.set(row.id, row);
			insert(this.listOf(row), row);
		}
	}

	/**
	 * Adds a message to one of these conversations, or to one that begins with it. The conversation becomes active, and
	 * every list stays sorted.
	 *
	 * @param activeAt when the conversation becomes active, in Unix milliseconds
	 */
	addMessage(conversation: ConversationRow, row: MessageRow, activeAt: number): void {
		const lists = [this.rows, this.listOf(conversation)];
		for (const list of lists) remove(list, conversation);
		grow(conversation, row, activeAt);
		for (const list of lists) insert(list, conversation);
		this.byId.set(conversation.id, conversation);
	}

	private listOf({ recipient }: ConversationRow): ConversationRow[] {
		const list = this.byRecipient.get(recipient) ?? [];
		this.byRecipient.set(recipient, list);
		return list;
	}
}

/** Adds a message to a conversation, which becomes active, and so may belong to another place in its lists. */
export function grow(conversation: ConversationRow, row: MessageRow, activeAt: number): void {
	insert(conversation.messages, row);
	conversation.status = 'active';
	conversation.at = activeAt;
	conversation.order = row.order;
}

/**
 * A conversation that begins.
 *
 * @param recipient digits, or null for a patient known by user name alone
 * @param createdAt Unix milliseconds
 */
export function newConversation(
	recipient: string | null,
	createdAt: number,
	id: string = randomUUID(),
): ConversationRow {
	return {
		id,
		at: createdAt,
		order: 0,
		recipient,
		contactName: null,
		status: 'active',
		createdAt,
		offset: -240,
		messages: [],
	};
}

/** A message ID of the kind that WhatsApp gives. */
export function newMessageId(): string {
	return `wamid.${Buffer.from(randomUUID()).toString('base64url')}`;
}
