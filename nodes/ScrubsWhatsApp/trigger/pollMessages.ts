import { activityOf } from '../api/lists';
import type { Conversation } from '../api/schema';
import { timeOf } from '../api/times';
import { mapConcurrently, settle } from '../transport/concurrency';
import type { Transport } from '../transport/request';
import { Edge } from './edge';
import { listActiveConversations } from './listConversations';
import { isUnchanged, type FoundMessage, type Memory } from './memory';
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

/**
 * For how long a message may come late, and how far behind the latest activity conversations are looked at: a status
 * changes without any sign in the list of conversations, so far as is known.
 */
const LATE_MS = { messageReceived: 3_600_000, messageNotDelivered: 7_200_000 };
const LIST_MARGIN_MS = { messageReceived: 120_000, messageNotDelivered: 7_200_000 };

/** Conversations with a message of no final status are read again after this, and each time after twice as long. */
const FIRST_LOOK_MS = 60_000;
const MAX_LOOKS = 7;
const MAX_LOOKS_A_POLL = 20;

/** Time of the newest message that the list knows of. */
const newestListed = (conversations: Conversation[]): number =>
	conversations.reduce(
		(newest, one) => Math.max(newest, timeOf(one.last_message_timestamp) ?? activityOf(one)),
		0,
	);

/** Known conversations that are due to be read again, for a message that had no final status. */
const dueAgain = (memory: Memory): Conversation[] =>
	[...memory.known.values()]
		.filter(({ lookAgainAt = Infinity }) => lookAgainAt <= Date.now())
		.sort((a, b) => (a.lookAgainAt ?? 0) - (b.lookAgainAt ?? 0))
		.slice(0, MAX_LOOKS_A_POLL)
		.map(({ conversation }) => conversation);

/** Reads a conversation into the memory. @returns time of the newest message read, in Unix milliseconds */
async function readInto(
	memory: Memory,
	transport: Transport,
	watch: MessageWatch,
	conversation: Conversation,
	from: number,
): Promise<number> {
	const { conversation_id: id } = conversation;
	const looks = memory.known.get(id)?.looks ?? 0;
	const { found, newest, isUnsettled } = await readConversation(
		transport,
		watch,
		conversation,
		from,
	);
	const again = watch.event === 'messageNotDelivered' && isUnsettled && looks < MAX_LOOKS;
	memory.known.set(id, {
		conversation,
		pending: found,
		looks: again ? looks + 1 : 0,
		lookAgainAt: again ? Date.now() + FIRST_LOOK_MS * 2 ** looks : undefined,
	});
	return newest;
}

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
	const toRead = new Map(dueAgain(memory).map((one) => [one.conversation_id, one]));
	const isOld = (conversation: Conversation) =>
		memory.isOrdered && activityOf(conversation) < since;
	for (const conversation of listed) {
		const { conversation_id: id } = conversation;
		const known = memory.known.get(id);
		if (isUnchanged(conversation, known?.conversation)) continue;
		const hasNews = known || !isOld(conversation);
		if (hasNews && canHold(conversation, watch, from)) toRead.set(id, conversation);
		else memory.known.set(id, { pending: [], looks: 0, ...known, conversation });
	}
	const all = [...toRead.values()];
	const results = await mapConcurrently(
		all.length,
		READ_AT_ONCE,
		async (index) => await settle(readInto(memory, transport, watch, all[index]!, from)),
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
	const margin = LIST_MARGIN_MS[watch.event];
	const horizon = state ? state.horizon - margin : Infinity;
	const { conversations, latest } = await listActiveConversations(
		transport,
		watch,
		memory,
		horizon,
	);
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

	const found = [...memory.known.values()]
		.flatMap(({ pending }) => pending)
		.filter((message) => edge.isNew(message))
		.sort((a, b) => a.at - b.at);
	const messages = state ? found.slice(0, MAX_HANDED_OVER) : found;
	const isComplete = messages.length === found.length;
	const last = messages.at(-1)?.at ?? -Infinity;
	edge.advance(
		messages,
		Math.min(isComplete ? Math.max(newest, last) : last, now),
		LATE_MS[watch.event],
	);

	const upTo = Math.max(state?.horizon ?? 0, isComplete ? Math.min(latest, now) : 0);
	const listed = new Set(conversations.map(({ conversation_id: id }) => id));
	for (const [id, known] of memory.known) {
		known.pending = known.pending.filter((message) => edge.isNew(message));
		const isOld = activityOf(known.conversation) < upTo - margin;
		if (isOld && !listed.has(id) && known.pending.length === 0) memory.known.delete(id);
	}
	return { state: { horizon: upTo, ...edge.toJson() }, messages: state ? messages : [] };
}
