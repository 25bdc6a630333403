import { activityOf, type KnownConversation } from '../api/lists';
import type { Transport } from '../transport/request';
import { ScrubsApiError } from '../transport/ScrubsApiError';
import { activateNow, judgedAgain, type Activation } from './activation';
import { ALWAYS_KEPT_MS, Edge } from './Edge';
import { handOverAll, handOverPart, MAX_HANDED_OVER, type CatchUp } from './handOver';
import { listActiveConversations } from './listConversations';
import type { FoundMessage, Memory } from './Memory';
import { Owed, type OwedConversation } from './Owed';
import { canHold } from './readConversation';
import { conversationOf, placeOf, readNews, type ToRead } from './readNews';
import type { MessageWatch } from './watch';

/** Up to where messages have been handed over; what n8n stores of the trigger, all times in Unix milliseconds. */
export interface MessageState {
	activation: Activation;
	/** Conversations without activity since then hold no news. */
	horizon: number;
	floor: number;
	seen: string[];
	/** While more has come in than one poll can read. */
	catchUp?: CatchUp;
	owed?: OwedConversation[];
}

/** Messages are dated in whole seconds. */
const wholeSecond = (time: number) => Math.floor(time / 1_000) * 1_000;

/** The floor of a state; one that is the activation's moves with it, as long as that is judged again. */
const floorOf = ({ floor, activation: before }: MessageState, activation: Activation) =>
	floor === wholeSecond(before.at)
		? wholeSecond(activation.at)
		: Math.max(floor, wholeSecond(activation.at));

/** A server that asks to come later. */
const isThrottle = (error: unknown) =>
	error instanceof ScrubsApiError &&
	error.failure.status === 429 &&
	error.failure.retryAfterMs !== undefined;

/** What comes out of a poll. */
interface PolledMessages {
	state: MessageState;
	messages: FoundMessage[];
}

/**
 * The first poll: all that is there counts as handed over, and so does all from before now that may show later. Only messages
 * of the last seconds, or dated ahead, have to be remembered one by one.
 */
async function begin(
	transport: Transport,
	watch: MessageWatch,
	memory: Memory,
): Promise<PolledMessages> {
	const listing = await listActiveConversations(transport, watch, memory, Infinity);
	const { conversations, latest } = listing;
	const activation = activateNow(transport);
	const edge = new Edge(wholeSecond(activation.at));
	const isRecent = (conversation: KnownConversation) =>
		activityOf(conversation) >= edge.from - ALWAYS_KEPT_MS &&
		canHold(conversation, watch, edge.from);
	for (const conversation of conversations) memory.list(conversation);
	const queue = conversations.filter(isRecent).map((conversation) => ({
		place: placeOf(conversation),
		conversation,
		from: edge.from,
		isOwed: false,
	}));
	const { error } = await readNews(transport, watch, memory, new Owed(), queue, () => false);
	if (error !== undefined) throw error;
	for (const conversation of conversations) memory.passOver(conversation);
	edge.add(memory.pending());
	memory.tidy(
		() => false,
		() => true,
	);
	memory.listedAt = activation.at;
	const horizon = Math.max(0, Math.min(latest, activation.at));
	return { state: { activation, horizon, ...edge.toJson() }, messages: [] };
}

/** Conversations in which there may be news, each with the time since when: owed ones first, then by their digests. */
function queueOf(
	memory: Memory,
	owed: Owed,
	catchUp: MessageState['catchUp'],
	floor: number,
): ToRead[] {
	const listed = memory
		.toRead()
		.map(({ digest, conversation }) => ({ place: digest, conversation }));
	const seen = new Set(listed.map(({ conversation }) => conversation.conversation_id));
	const others = owed
		.due()
		.filter((id) => !seen.has(id))
		.map((id) => memory.find(id) ?? conversationOf(id))
		.map((conversation) => ({ place: placeOf(conversation), conversation }));
	return [...listed, ...others]
		.filter(({ conversation: { conversation_id: id } }) => !owed.isWaiting(id))
		.map((one): ToRead => {
			const owedFrom = owed.fromOf(one.conversation.conversation_id);
			return { ...one, from: owedFrom ?? floor, isOwed: owedFrom !== undefined };
		})
		.filter(({ isOwed, place }) => isOwed || catchUp === undefined || place >= catchUp.next)
		.sort((a, b) => Number(b.isOwed) - Number(a.isOwed) || (a.place < b.place ? -1 : 1));
}

/** Notes what the list shows, and which of it cannot hold news. */
function noteListed(
	memory: Memory,
	watch: MessageWatch,
	conversations: KnownConversation[],
	since: number,
	fromOf: (conversation: KnownConversation) => number,
): void {
	for (const conversation of conversations) {
		const isFirstTime = memory.find(conversation.conversation_id) === undefined;
		memory.list(conversation);
		const isOld = isFirstTime && memory.isOrdered && isBefore(activityOf(conversation), since);
		if (isOld || !canHold(conversation, watch, fromOf(conversation))) memory.passOver(conversation);
	}
}

/** A conversation without a readable time may be of any. */
const isBefore = (activity: number, since: number) => activity !== -Infinity && activity < since;

/**
 * Looks for messages that are new since a state, and gives the state after them. The first time there is none: then all
 * that is there already counts as handed over.
 *
 * Messages come oldest first, and no more at once than {@link MAX_HANDED_OVER}; what is left stays in the memory and, since
 * the state does not go beyond what was handed over, is found again without it. When there is more than a poll has time to
 * read, conversations are handed over one after the other in an order that never changes, so that a single place in it
 * says how far the trigger has come, wherever the next poll runs.
 * @param until when to read no further, by our clock (Unix milliseconds)
 * @throws ScrubsApiError, PagingProblem; the state is then unchanged
 */
export async function pollMessages(
	transport: Transport,
	watch: MessageWatch,
	memory: Memory,
	state: MessageState | undefined,
	until: number,
): Promise<PolledMessages> {
	if (!state) return await begin(transport, watch, memory);
	const { lateMs, listMarginMs } = watch.event;
	const { catchUp } = state;
	const owed = new Owed(state.owed);
	const since = state.horizon - listMarginMs;
	const listing = await listActiveConversations(transport, watch, memory, since, until);
	if (listing.isCut) return { state, messages: [] };
	const { conversations, latest } = listing;
	// A time ahead of the server's clock says nothing about others.
	const now = transport.serverTime();
	const activation = judgedAgain(state.activation, transport);
	const edge = new Edge(floorOf(state, activation), state.seen);
	/** Since when messages of a conversation are new, unless they are remembered. */
	const fromAt = (place: string, id: string) =>
		owed.fromOf(id) ?? (catchUp && place < catchUp.next ? catchUp.upTo + 1 : edge.from);

	noteListed(memory, watch, conversations, since, (one) =>
		fromAt(placeOf(one), one.conversation_id),
	);
	memory.listedAt = now;
	const queue = queueOf(memory, owed, catchUp, edge.from);
	const isEnough = (count: number) =>
		Date.now() >= until || (catchUp !== undefined && count >= MAX_HANDED_OVER);
	const paid = new Map(
		queue
			.filter(({ isOwed }) => isOwed)
			.map(({ conversation, from }) => [conversation.conversation_id, from]),
	);
	const news = await readNews(transport, watch, memory, owed, queue, isEnough);
	const isNew = (message: FoundMessage) => {
		const { conversation_id: id } = message.conversation;
		return edge.isNew(message, paid.get(id) ?? fromAt(message.place, id));
	};
	const found = memory.pending().filter(isNew);
	const isPartial = news.unreadFrom !== undefined || catchUp !== undefined;

	// What a later poll can read in the same way is left to it, unless it is a matter of time.
	if (news.error !== undefined && !isThrottle(news.error)) throw news.error;
	const batch = { found, now, lateMs, owed };
	const next = isPartial
		? handOverPart(edge, { ...batch, catchUp, unreadFrom: news.unreadFrom, paid })
		: handOverAll(edge, { ...batch, newest: news.newest });
	if (news.error !== undefined && next.messages.length === 0) throw news.error;

	const horizon = next.isComplete ? Math.max(state.horizon, Math.min(latest, now)) : state.horizon;
	const handedOver = new Set(next.messages);
	const listed = new Set(conversations.map(({ conversation_id: id }) => id));
	memory.tidy(
		(message) => !handedOver.has(message) && isNew(message),
		(one) => listed.has(one.conversation_id) || !isBefore(activityOf(one), horizon - listMarginMs),
	);
	return {
		state: {
			activation,
			horizon,
			...edge.toJson(),
			...(next.catchUp && { catchUp: next.catchUp }),
			...(owed.size > 0 && { owed: owed.toJson() }),
		},
		messages: next.messages,
	};
}
