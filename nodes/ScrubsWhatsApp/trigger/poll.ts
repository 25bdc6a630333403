import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeExecutionData,
	IPollFunctions,
} from 'n8n-workflow';

import { toNodeError } from '../host/nodeError';
import { CREDENTIAL_TYPE, pollTransportOf } from '../host/transport';
import { InputProblem } from '../words/InputProblem';
import { shortDigest } from './digest';
import type { OpenEvent } from './events/event';
import { EVENTS } from './events/registry';
import { Memory } from './Memory';

/** Where n8n keeps the trigger's state between polls, and from one start of n8n to the next. */
const STATE_STORE = 'scrubsTrigger';

/** A poll reads no further after this, in milliseconds, and is at its end soon after: n8n gives it 45 seconds at least. */
const READ_FOR_MS = 20_000;
const END_AFTER_MS = 28_000;

/**
 * For how long n8n may take to store what a poll has handed over, in milliseconds. With durable cursors it does so after the
 * poll, and the next ones may have begun with what was stored before; a hand-over that is older was not stored at all.
 */
const STORED_WITHIN_MS = 120_000;

/** What n8n stores: up to where things were handed over, and for what. */
interface Stored {
	/** What is watched; with anything else watched the rest does not apply. */
	watch: string;
	/** Another one with each change, so that a state is told from those before it. */
	stamp: string;
	state: object;
}

/** What a process remembers of a trigger. Nothing rests on it in the next process. */
interface Remembered {
	/** The stored state that the memory fits. */
	watch: string;
	stamp: string;
	memory: Memory;
	/** Stamps of states from which something was handed over here, and when that was (Unix milliseconds). */
	handedOver: Map<string, number>;
	/**
	 * Where it began here, until n8n has stored that or what follows it. With durable cursors it stores nothing of the poll with
	 * which it publishes a workflow (n8n-core's poll-trigger-executor, 2.41).
	 */
	begun?: Stored;
}

/** By workflow and node. n8n makes a new context for each poll, and in some set-ups a new workflow, too. */
const remembered = new Map<string, Remembered>();
const underWay = new Set<string>();

const newStamp = () => Math.random().toString(36).slice(2, 10);

/** The chosen event, with the other fields as they are filled in. */
function openEvent(context: IPollFunctions): OpenEvent {
	const value = context.getNodeParameter('event');
	const event = EVENTS.find((one) => one.value === value);
	if (!event) {
		throw new InputProblem(
			'This trigger has an event that this version of the node does not know.',
			'Choose the event again from its list, or update n8n-nodes-scrubs-whatsapp.',
		);
	}
	return event.open(context);
}

/**
 * Tells what is watched from anything else that could be: with other fields or another account the trigger starts afresh.
 * A new key for the same account changes nothing.
 */
const watchOf = (
	event: string,
	watch: string,
	{ providerId, baseUrl }: ICredentialDataDecryptedObject,
): string => shortDigest(JSON.stringify([event, watch, providerId, baseUrl]));

/** What is remembered of a trigger whose stored state has this stamp; all that does not fit it is left behind. */
function rememberedOf(key: string, watch: string, stamp: string): Remembered {
	const last = remembered.get(key);
	const handedOver = last?.watch === watch ? last.handedOver : new Map<string, number>();
	for (const [one, at] of handedOver) {
		if (Date.now() - at > STORED_WITHIN_MS) handedOver.delete(one);
	}
	const isFitting = last?.watch === watch && last.stamp === stamp;
	const begun = last?.begun?.stamp === stamp ? last.begun : undefined;
	return { watch, stamp, memory: isFitting ? last.memory : new Memory(), handedOver, begun };
}

/** Looks for what is new and notes in n8n's store up to where it was handed over, as the very last thing. */
async function pollForNews(context: IPollFunctions, key: string): Promise<IDataObject[]> {
	const opened = openEvent(context);
	const credentials = await context.getCredentials(CREDENTIAL_TYPE);
	const watch = watchOf(context.getNodeParameter('event') as string, opened.watch, credentials);
	const store = context.getWorkflowStaticData('node');
	const kept = store[STATE_STORE] as Stored | undefined;
	const isKept = kept?.watch === watch;
	const begun = remembered.get(key)?.begun;
	const last = isKept ? kept : begun?.watch === watch ? begun : undefined;
	const { stamp = '', state: before } = last ?? {};

	const now = rememberedOf(key, watch, stamp);
	// From this state something was handed over already, which n8n has yet to store.
	if (now.handedOver.has(stamp)) return [];
	remembered.set(key, now);

	const startedAt = Date.now();
	const budget = Math.min(END_AFTER_MS, budgetOf(context));
	const transport = await pollTransportOf(context, startedAt + budget);
	const until = startedAt + Math.min(READ_FOR_MS, (budget * READ_FOR_MS) / END_AFTER_MS);
	const { state, items } = await opened
		.poll(transport, now.memory, before, until)
		.finally(() => transport.close());
	if (!isKept || items.length > 0 || JSON.stringify(state) !== JSON.stringify(before)) {
		if (items.length > 0) now.handedOver.set(stamp, Date.now());
		now.stamp = newStamp();
		const noted: Stored = { watch, stamp: now.stamp, state };
		store[STATE_STORE] = noted;
		if (!before) now.begun = noted;
	}
	return items;
}

/** How long n8n lets a poll take, in milliseconds, where it says so (2.36 and later). */
function budgetOf(context: IPollFunctions): number {
	const budget = (context as { getPollBudgetMs?: () => unknown }).getPollBudgetMs?.();
	return typeof budget === 'number' && budget > 0 ? budget : Infinity;
}

/** The latest of what is watched for, whether it is new or not. */
async function latestOf(context: IPollFunctions): Promise<IDataObject[]> {
	const event = openEvent(context);
	const transport = await pollTransportOf(context);
	return [{ ...(await event.latest(transport).finally(() => transport.close())) }];
}

/**
 * One poll of the trigger. The first one since it watches this only notes from where to begin. A poll that comes while the
 * one before is still at work does nothing. In the editor, it gives the latest real event to work with.
 * @returns one item an event, the oldest first; null when there is nothing new
 * @throws NodeApiError, NodeOperationError; nothing is lost then, the next poll goes on from the same place
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const key = `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
	const isTest = context.getMode() === 'manual';
	if (!isTest && underWay.has(key)) return null;
	try {
		if (!isTest) underWay.add(key);
		const items = isTest ? await latestOf(context) : await pollForNews(context, key);
		return items.length === 0 ? null : [items.map((json) => ({ json }))];
	} catch (error) {
		throw toNodeError(context.getNode(), error, isTest ? 'triggerTest' : 'trigger');
	} finally {
		if (!isTest) underWay.delete(key);
	}
}
