import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { runIndexOf } from '../host/runIndex';
import { isTool } from '../host/tool';

/** The first try's output, by the node's context, which is the same over the tries of Retry On Fail, and by run index. */
const outputs = new WeakMap<object, Map<number, INodeExecutionData[]>>();

/**
 * The output of a try of Retry On Fail. With Continue, n8n 1.82 goes on with the array that the first try returned, whatever
 * later tries return: so that what it shows is true, they put their output into that one. Later versions take either.
 */
export function outputOfTry(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
): INodeExecutionData[] {
	// The calls of an AI agent share a context, and may be several at once.
	if (!context.getNode().retryOnFail || isTool(context)) return items;
	const store = context.getContext('node');
	const runs = outputs.get(store) ?? new Map<number, INodeExecutionData[]>();
	outputs.set(store, runs);
	const runIndex = runIndexOf(context);
	const first = runs.get(runIndex);
	if (!first) {
		runs.set(runIndex, items);
		return items;
	}
	first.splice(0, first.length, ...items);
	return first;
}
