import { activityOf } from '../api/lists';
import type { Conversation } from '../api/schema';
import { timeOf } from '../api/times';
import { mapConcurrently, settle } from '../transport/concurrency';
import type { Transport } from '../transport/request';
import { Edge } from './Edge';
import { listActiveConversations } from './listConversations';
import type { FoundMessage, Memory } from './Memory';
import { canHold, readConversation } from './readConversation';
import type { MessageWatch } from './watch';

/** Up to where messages have been handed over; what n8n stores of the trigger, all times in Unix milliseconds. */
export interface MessageState {
	/** Conversations without activity since then hold no news. */
	horizon: number;
	floor: number;
	seen: string[];
}

/** How many messages start the workflow at once, at most; the rest follows at the next polls. */
const MAX_HANDED_OVER = 500;

/** How many conversations are read at once. */
const READ_AT_ONCE = 8;

/** How far before the newest message the trigger begins when it is first switched on, for others of the same seconds. */
const FIRST_MARGIN_MS = 5_000;

/** Time of the newest message that the list knows of. */
const newestListed = (conversations: Conversation[]): number =>
	conversations.reduce(
		(newest, one) => Math.max(newest, timeOf(one.last_message_timestamp) ?? activityOf(one)),
		0,
	);

/**
 * Reads every conversation in which there may be news into the memory. What was read before something goes wrong stays
 * there, so that the next poll goes on from it.
 * @param times.since activity from before then is no news, in Unix milliseconds
 * @param times.from messages from before then are not read, in Unix milliseconds
 * @returns time of the newest message read, in Unix milliseconds
 */
async function readNews(
	memory: Memory,
	transport: Transport,
	watch: MessageWatch,
	listed: Conversation[],
	{ since, from }: { since: number; from: number },
): Promise<number> {
	const toRead = new Map(memory.dueAgain().map((one) => [one.conversation_id, one]));
	for (const conversation of listed) {
		if (memory.hasNothingNewIn(conversation)) continue;
		const isOld = memory.isOrdered && activityOf(conversation) < since;
		const hasNews = memory.knows(conversation) || !isOld;
		if (hasNews && canHold(conversation, watch, from)) {
			toRead.set(conversation.conversation_id, conversation);
		} else {
			memory.passOver(conversation);
		}
	}
	const read = async (conversation: Conversation) => {
		const reading = await readConversation(transport, watch, conversation, from);
		memory.noteRead(conversation, reading.found, reading.mayChange);
		return reading.newest;
	};
	const all = [...toRead.values()];
	const results = await mapConcurrently(
		all.length,
		READ_AT_ONCE,
		async (index) => await settle(read(all[index]!)),
	);
	return results.reduce((newest, result) => {
		if ('error' in result) throw result.error;
		return Math.max(newest, result.value);
	}, -Infinity);
}

/**
 * Looks for messages that are new since a state, and gives the state after them. The first time there is none: then all
 * that is there already counts as handed over.
 *
 * Messages come oldest first, and no more at once than {@link MAX_HANDED_OVER}; what is left stays in the memory and, since
 * the state does not go beyond what was handed over, is found again without it.
 * @throws ScrubsApiError, PagingProblem; the state is then unchanged
 */
export async function pollMessages(
	transport: Transport,
	watch: MessageWatch,
	memory: Memory,
	state: MessageState | undefined,
): Promise<{ state: MessageState; messages: FoundMessage[] }> {
	const { lateMs, listMarginMs } = watch.event;
	const horizon = state ? state.horizon - listMarginMs : Infinity;
	const listing = await listActiveConversations(transport, watch, memory, horizon);
	const { conversations, latest } = listing;
	// A time ahead of the server's clock says nothing about others.
	const now = transport.serverTime();
	const edge = state
		? new Edge(state.floor, state.seen)
		: new Edge(Math.min(newestListed(conversations), now) - FIRST_MARGIN_MS);

	memory.completeAt = undefined;
	const since = state ? horizon : latest - FIRST_MARGIN_MS;
	const times = { since, from: edge.from };
	const newest = await readNews(memory, transport, watch, conversations, times);
	memory.completeAt = now;

	const found = memory.pending().filter((message) => edge.isNew(message));
	const messages = state ? found.slice(0, MAX_HANDED_OVER) : found;
	const isComplete = messages.length === found.length;
	const last = messages.at(-1)?.at ?? -Infinity;
	edge.advance(messages, Math.min(isComplete ? Math.max(newest, last) : last, now), lateMs);

	const upTo = Math.max(state?.horizon ?? 0, isComplete ? Math.min(latest, now) : 0);
	const listed = new Set(conversations.map(({ conversation_id: id }) => id));
	memory.tidy(
		(message) => edge.isNew(message),
		(one) => listed.has(one.conversation_id) || activityOf(one) >= upTo - listMarginMs,
	);
	return { state: { horizon: upTo, ...edge.toJson() }, messages: state ? messages : [] };
}
