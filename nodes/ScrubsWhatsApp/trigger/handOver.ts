import { ALWAYS_KEPT_MS, type Edge } from './Edge';
import type { FoundMessage } from './Memory';
import type { Owed } from './Owed';

/** How many messages start the workflow at once, at most; the rest follows at the next polls. */
export const MAX_HANDED_OVER = 500;

/** How many messages are remembered while catching up, at most. */
const MAX_MARKED = 1_000;

/** How far the trigger has come with more than one poll can read. All times in Unix milliseconds. */
export interface CatchUp {
	/** Up to when everything is to be handed over. */
	upTo: number;
	/** Conversations with digests below this one have been handed over up to then, the others up to the floor. */
	next: string;
	/** Since when what was handed over is remembered message by message, so that late ones are still noticed. */
	markedFrom: number;
}

/** What is ready to be handed over. */
interface Batch {
	/** All that is new, the oldest first. */
	found: FoundMessage[];
	/** By the server's clock. */
	now: number;
	/** For how long messages may come late. */
	lateMs: number;
	owed: Owed;
}

interface HandedOver {
	messages: FoundMessage[];
	/** Whether nothing new is left behind. */
	isComplete: boolean;
	catchUp?: CatchUp;
}

/**
 * All news are known: they are handed over in the order of time, as many as one execution takes.
 * @param batch.newest time of the newest message that was read, whether it is watched for or not
 */
export function handOverAll(
	edge: Edge,
	{ found, newest, now, lateMs, owed }: Batch & { newest: number },
): HandedOver {
	const messages = found.slice(0, MAX_HANDED_OVER);
	const isComplete = messages.length === found.length;
	const last = messages.at(-1)?.at ?? -Infinity;
	const upTo = Math.min(isComplete ? Math.max(newest, last) : last, now);
	edge.advance(messages, upTo, lateMs, owed.from);
	return { messages, isComplete };
}

/**
 * Not all conversations were read: what is in those that come first is handed over, up to when the catching up began.
 * @param batch.unreadFrom the digest of the first conversation that was not read; undefined when the rest was
 * @param batch.paid conversations that were owed and have been read now
 */
export function handOverPart(
	edge: Edge,
	{
		found,
		now,
		lateMs,
		owed,
		catchUp,
		unreadFrom,
		paid,
	}: Batch & {
		catchUp?: CatchUp;
		unreadFrom?: string;
		paid: ReadonlyMap<string, number>;
	},
): HandedOver {
	const upTo = catchUp?.upTo ?? Math.max(edge.from, now - ALWAYS_KEPT_MS);
	const wasOwed = ({ conversation }: FoundMessage) => paid.has(conversation.conversation_id);
	const messages = found.filter(
		(message) =>
			message.at <= upTo &&
			(unreadFrom === undefined || message.place < unreadFrom || wasOwed(message)),
	);

	let markedFrom = catchUp?.markedFrom ?? Math.max(edge.from, upTo - lateMs);
	const late = messages.filter(({ at }) => at >= markedFrom);
	if (edge.count + late.length > MAX_MARKED) markedFrom = upTo + 1;
	else edge.add(late);
	// Their place says nothing of them.
	edge.add(messages.filter(wasOwed));

	if (unreadFrom !== undefined) {
		return { messages, isComplete: false, catchUp: { upTo, next: unreadFrom, markedFrom } };
	}
	edge.raiseTo(markedFrom, owed.from);
	edge.advance([], upTo, lateMs, owed.from);
	return { messages, isComplete: false };
}
