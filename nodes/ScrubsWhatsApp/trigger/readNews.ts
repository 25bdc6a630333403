import { readRows } from '../api/rows';
import type { KnownConversation } from '../api/lists';
import { mapConcurrently, settle } from '../transport/concurrency';
import type { Transport } from '../transport/request';
import { ScrubsApiError } from '../transport/ScrubsApiError';
import { KnownProblem } from '../words/KnownProblem';
import { shortDigest } from './digest';
import type { Memory } from './Memory';
import { MAX_OWED, type Owed } from './Owed';
import { readConversation } from './readConversation';
import type { MessageWatch } from './watch';

/** How many conversations are read at once. */
const READ_AT_ONCE = 8;

/** A conversation to read, and since when. */
export interface ToRead {
	/** The digest of its ID. */
	place: string;
	conversation: KnownConversation;
	/** Unix milliseconds. */
	from: number;
	/** Whether it could not be read before: such ones come first, and have no place among the others. */
	isOwed: boolean;
}

/** What came of reading. */
export interface News {
	/** Time of the newest message read, in Unix milliseconds; -Infinity without one. */
	newest: number;
	/** The first conversation, in the order of digests, that was not read; undefined when all were. */
	unreadFrom?: string;
	/** Why not, if it was not for the time. */
	error?: Error;
}

/** Failures after which no other conversation can be read either. */
const concernsAll = (error: unknown) =>
	error instanceof ScrubsApiError
		? error.failure.kind === 'cancelled' || [401, 429].includes(error.failure.status ?? 0)
		: !(error instanceof KnownProblem);

/** Failures that are a conversation's own, whatever comes of the others: its pages, its ID, or what is in it. */
export const concernsOne = (error: unknown): boolean =>
	error instanceof KnownProblem ||
	(error instanceof ScrubsApiError &&
		(['unreadable', 'tooLarge'].includes(error.failure.kind) ||
			[400, 404, 410, 422].includes(error.failure.status ?? 0)));

/** A conversation of which nothing but its ID is known. */
export function conversationOf(id: string): KnownConversation {
	const [row] = readRows('Conversation', [{ conversation_id: id }]);
	return row as KnownConversation;
}

/**
 * Reads conversations into the memory, in the order of their digests, until one of them shows that none can be read, or it
 * is enough. What was read stays in the memory, so that the next poll goes on from it. One that cannot be read while others
 * can is owed: it does not hold them back.
 * @param isEnough asked before each conversation, with the number of messages found so far
 */
export async function readNews(
	transport: Transport,
	watch: MessageWatch,
	memory: Memory,
	owed: Owed,
	queue: readonly ToRead[],
	isEnough: (found: number) => boolean,
): Promise<News> {
	let found = 0;
	let stopped: Error | undefined;
	const results = await mapConcurrently(queue.length, READ_AT_ONCE, async (index) => {
		const { conversation, from } = queue[index]!;
		if (stopped || isEnough(found)) return undefined;
		const result = await settle(readConversation(transport, watch, conversation, from));
		if ('error' in result) {
			if (concernsAll(result.error)) stopped ??= result.error;
			return result;
		}
		found += result.value.found.length;
		memory.noteRead(conversation, result.value.found, result.value.mayChange);
		owed.noteRead(conversation.conversation_id);
		return result;
	});

	const failed = results.flatMap((result) => (result && 'error' in result ? [result.error] : []));
	const read = results.flatMap((result) => (result && 'value' in result ? [result.value] : []));
	const newest = read.reduce((latest, { newest: one }) => Math.max(latest, one), -Infinity);
	const isOdd = (error: Error) => !concernsAll(error) && (concernsOne(error) || read.length > 0);
	const trouble = stopped ?? failed.find((error) => !isOdd(error));
	if (!trouble) {
		for (const [index, result] of results.entries()) {
			if (!result || !('error' in result)) continue;
			const { conversation, from } = queue[index]!;
			tellOf(transport, owed.noteUnread(conversation.conversation_id, from));
		}
	}
	const isTooMuch = owed.size > MAX_OWED;
	const isUnread = (index: number) => {
		const result = results[index];
		return result === undefined || ('error' in result && (trouble !== undefined || isTooMuch));
	};
	const first = queue.findIndex(({ isOwed }, index) => !isOwed && isUnread(index));
	const error = trouble ?? (isTooMuch ? failed[0] : undefined);
	return { newest, unreadFrom: queue[first]?.place, error };
}

const tellOf = (transport: Transport, isGivenUp: boolean) =>
	transport.tell(
		isGivenUp
			? 'A conversation could not be read for a whole day. The trigger goes on without what is new in it.'
			: 'A conversation cannot be read at the moment. The trigger goes on with the others and tries it again later.',
	);

/** The place of a conversation among the others. */
export const placeOf = ({ conversation_id: id }: KnownConversation): string => shortDigest(id);
