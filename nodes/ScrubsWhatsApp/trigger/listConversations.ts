import { activityOf, conversationPages, type KnownConversation } from '../api/lists';
import { PagingProblem } from '../api/PagingProblem';
import { isKnown } from '../api/rows';
import { settle } from '../transport/concurrency';
import type { Transport } from '../transport/request';
import { isUnchanged, type Memory, type Pass } from './Memory';
import type { MessageWatch } from './watch';

/** How many pages are read at first, whether or not they hold news, to see that the list is in the order of activity. */
const PAGES_TO_CHECK_ORDER = 10;

/** How often the top of the list is read anew because conversations moved there while the rest was read. */
const MAX_PASSES = 6;

/** For how long after an activity others of the same time may still appear beside it in the list. */
const SETTLED_MS = 120_000;

interface Listing {
	conversations: KnownConversation[];
	/** The latest activity, in Unix milliseconds; -Infinity without conversations. */
	latest: number;
	/** Whether the time did not do for all of them: the next listing goes on from there. */
	isCut: boolean;
}

const newPass = (): Pass => ({ byId: new Map(), latest: -Infinity, pages: 0, place: {} });

/**
 * Reads down to a time; notes in the memory when the list turns out not to be in order, and then reads all of it.
 * Conversations without a readable time say nothing about the order, and those without an ID cannot be read.
 */
async function readPass(
	transport: Transport,
	{ sender, recipient }: MessageWatch,
	memory: Memory,
	since: number,
	pass = newPass(),
	until = Infinity,
): Promise<Pass> {
	const minPages = memory.isEmpty ? PAGES_TO_CHECK_ORDER : 1;
	const settled = memory.listedAt - SETTLED_MS;

	let previous = Infinity;
	const { place } = pass;
	for await (const page of conversationPages(transport, sender, recipient, Infinity, place)) {
		pass.pages += 1;
		const known = page.filter((one) => isKnown(one, 'conversation_id'));
		if (known.length < page.length) {
			transport.tell('The list of conversations has some without an ID, which cannot be read.');
		}
		for (const conversation of known) {
			pass.byId.set(conversation.conversation_id, conversation);
			const activity = activityOf(conversation);
			if (activity === -Infinity) continue;
			memory.isOrdered &&= activity <= previous;
			previous = activity;
			pass.latest = Math.max(pass.latest, activity);
		}
		// News moves a conversation above those without.
		const last = known.at(-1);
		const isBelowNews = previous < since || (previous < settled && last && memory.isAsListed(last));
		if (memory.isOrdered && isBelowNews && pass.pages >= minPages) return pass;
		if (Date.now() >= until && place.cursor !== undefined) {
			memory.unfinished = pass;
			return pass;
		}
	}
	return pass;
}

/** The first pass, or the rest of one that a listing before has begun; a place where nothing can be read is given up. */
async function readFirstPass(
	transport: Transport,
	watch: MessageWatch,
	memory: Memory,
	since: number,
	until: number,
): Promise<Pass> {
	const pass = memory.unfinished ?? newPass();
	const { pages } = pass;
	memory.unfinished = undefined;
	const result = await settle(readPass(transport, watch, memory, since, pass, until));
	if ('value' in result) return result.value;
	if (pass.pages > pages) memory.unfinished = pass;
	throw result.error;
}

/**
 * The conversations with activity since a time, but not all of those that are known already; and those that share a page
 * with them. That the list begins with the latest activity is inferred: it is verified on each page, and where it
 * does not hold, the whole list is read.
 *
 * A conversation that moves to the top while later pages are read would be missed. So after more than one page the top is
 * read again, down to where the pass before began, until nothing has changed. That finds as well what has moved between
 * two polls that share a list which is too long for one.
 * @param since Unix milliseconds
 * @param until when to read no further, by our clock (Unix milliseconds)
 * @throws PagingProblem when the list does not come to rest
 */
export async function listActiveConversations(
	transport: Transport,
	watch: MessageWatch,
	memory: Memory,
	since: number,
	until = Infinity,
): Promise<Listing> {
	let pass = await readFirstPass(transport, watch, memory, since, until);
	if (memory.unfinished) {
		transport.tell(
			'More conversations have news than one poll has time to list. The trigger goes on at the next poll.',
		);
		return { conversations: [], latest: pass.latest, isCut: true };
	}
	const found = new Map(pass.byId);
	let { latest } = pass;
	const hasChanged = (conversation: KnownConversation) =>
		!isUnchanged(conversation, found.get(conversation.conversation_id));
	for (let passes = 1; pass.pages > 1 && memory.isOrdered; passes++) {
		if (passes === MAX_PASSES) throw new PagingProblem('listMoves');
		pass = await readPass(transport, watch, memory, latest);
		const changed = [...pass.byId.values()].filter(hasChanged);
		if (changed.length === 0) break;
		for (const conversation of changed) found.set(conversation.conversation_id, conversation);
		latest = Math.max(latest, pass.latest);
	}
	return { conversations: [...found.values()], latest, isCut: false };
}
