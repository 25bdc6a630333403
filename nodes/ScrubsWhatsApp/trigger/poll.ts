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

/** What n8n stores: up to where things were handed over, and for what. */
interface Stored {
	/** What is watched; with anything else watched the rest does not apply. */
	watch: string;
	/** Rises with each change, so that a memory is told from one that n8n never stored. */
	stamp: number;
	state: object;
}

/** What a process remembers of a trigger, and the stored state that it fits. */
interface Remembered extends Pick<Stored, 'watch' | 'stamp'> {
	memory: Memory;
}

/** By workflow and node. n8n makes a new context for each poll, and in some set-ups a new workflow, too. */
const remembered = new Map<string, Remembered>();
const underWay = new Set<string>();

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

/** Looks for what is new and notes in n8n's store up to where it was handed over, as the very last thing. */
async function pollForNews(context: IPollFunctions, key: string): Promise<IDataObject[]> {
	const opened = openEvent(context);
	const credentials = await context.getCredentials(CREDENTIAL_TYPE);
	const watch = watchOf(String(context.getNodeParameter('event')), opened.watch, credentials);
	const store = context.getWorkflowStaticData('node');
	const kept = store[STATE_STORE] as Stored | undefined;
	const stored = kept?.watch === watch ? kept : undefined;
	const before = JSON.stringify(stored?.state);

	const last = remembered.get(key);
	const isFitting = stored && last?.watch === watch && last.stamp === stored.stamp;
	const now = isFitting ? last : { watch, stamp: stored?.stamp ?? 0, memory: new Memory() };
	remembered.set(key, now);

	const transport = await pollTransportOf(context);
	const { state, items } = await opened.poll(transport, now.memory, stored?.state);
	if (items.length > 0 || JSON.stringify(state) !== before) {
		now.stamp += 1;
		store[STATE_STORE] = { watch, stamp: now.stamp, state };
	}
	return items;
}

/** The latest of what is watched for, whether it is new or not. */
const latestOf = async (context: IPollFunctions): Promise<IDataObject[]> => [
	{ ...(await openEvent(context).latest(await pollTransportOf(context))) },
];

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
