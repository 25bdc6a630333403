import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { inTrigger } from '../api/places';
import { toNodeError } from '../host/nodeError';
import { CREDENTIAL_TYPE, pollTransportOf } from '../host/transport';
import { latestMessage, latestNumber } from './latest';
import { newMemory, type Memory } from './memory';
import { toJson } from './output';
import { pollMessages, type MessageState } from './pollMessages';
import { pollNumbers, type NumberState } from './pollNumbers';
import { watchKeyOf, watchOf, type Watch } from './watch';

/** Where n8n keeps the trigger's state between polls, and from one start of n8n to the next. */
const STORE = 'scrubsTrigger';

/** What n8n stores: up to where things were handed over, and for what. */
interface Stored {
	/** What is watched; with anything else watched the rest does not apply. */
	watch: string;
	/** Rises with each change, so that a memory is told from one that n8n never stored. */
	stamp: number;
	state: MessageState | NumberState;
}

/** By workflow and node. n8n makes a new context for each poll, and in some set-ups a new workflow, too. */
const memories = new Map<string, Memory>();
const underWay = new Set<string>();

interface Polled {
	state: Stored['state'];
	items: IDataObject[];
}

async function pollFor(
	context: IPollFunctions,
	watch: Watch,
	memory: Memory,
	state: Stored['state'] | undefined,
): Promise<Polled> {
	const transport = await pollTransportOf(context);
	if (watch.event === 'numberConnected') {
		const polled = await pollNumbers(transport, state as NumberState | undefined);
		return { state: polled.state, items: polled.numbers.map((number) => ({ ...number })) };
	}
	const simplify = context.getNodeParameter('simplify', true) === true;
	const polled = await pollMessages(transport, watch, memory, state as MessageState | undefined);
	return { state: polled.state, items: polled.messages.map((one) => toJson(one, simplify)) };
}

/** Looks for what is new and notes in n8n's store up to where it was handed over, as the very last thing. */
async function pollForNews(context: IPollFunctions, key: string): Promise<IDataObject[]> {
	const watch = watchOf(context);
	const watchKey = watchKeyOf(watch, await context.getCredentials(CREDENTIAL_TYPE));
	const store = context.getWorkflowStaticData('node');
	const kept = store[STORE] as Stored | undefined;
	const stored = kept?.watch === watchKey ? kept : undefined;
	const before = JSON.stringify(stored?.state);

	const remembered = memories.get(key);
	const isFitting = stored && remembered?.watch === watchKey && remembered.stamp === stored.stamp;
	const memory = isFitting ? remembered : newMemory(watchKey, stored?.stamp ?? 0);
	memories.set(key, memory);

	const { state, items } = await pollFor(context, watch, memory, stored?.state);
	if (items.length > 0 || JSON.stringify(state) !== before) {
		memory.stamp += 1;
		store[STORE] = { watch: watchKey, stamp: memory.stamp, state };
	}
	return items;
}

/** The latest of what is watched for, whether it is new or not. */
async function latestOf(context: IPollFunctions): Promise<IDataObject[]> {
	const watch = watchOf(context);
	const transport = await pollTransportOf(context);
	if (watch.event === 'numberConnected') return [{ ...(await latestNumber(transport)) }];
	const simplify = context.getNodeParameter('simplify', true) === true;
	return [toJson(await latestMessage(transport, watch), simplify)];
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
		const nodeError = toNodeError(context.getNode(), error);
		if (!isTest && nodeError.description) nodeError.description = inTrigger(nodeError.description);
		throw nodeError;
	} finally {
		if (!isTest) underWay.delete(key);
	}
}
