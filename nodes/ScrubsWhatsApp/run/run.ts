import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { listTemplates } from '../api/endpoints';
import type { Template } from '../api/schema';
import type { Operation, Run } from '../resources/operation';
import { findOperation } from '../resources/registry';
import { toNodeError } from './nodeError';
import { transportOf } from './transport';

/** Asks for each key once, however many items need it; a refusal is remembered too. */
function once<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
	const asked = new Map<string, Promise<T>>();
	return (key) => {
		const answer = asked.get(key) ?? ask(key);
		asked.set(key, answer);
		return answer;
	};
}

async function startRun(context: IExecuteFunctions): Promise<Run> {
	const transport = await transportOf(context);
	return {
		context,
		transport,
		templatesOf: once<Template[]>((sender) => listTemplates(transport, sender)),
	};
}

/** The chosen operation; n8n lets no expression choose it, so it is the same for all items. */
function operationOf(context: IExecuteFunctions): Operation {
	const resource = String(context.getNodeParameter('resource', 0, ''));
	const operation = String(context.getNodeParameter('operation', 0, ''));
	const found = findOperation(resource, operation);
	if (!found) {
		throw new NodeOperationError(
			context.getNode(),
			'This step has a resource or operation that this version of the node does not know.',
			{
				description: 'Choose both again from their lists, or update n8n-nodes-scrubs-whatsapp.',
			},
		);
	}
	return found;
}

/**
 * Runs the chosen operation for each input item, one after the other, and links what comes out to the item it came from.
 * With Continue On Fail an item that could not be done becomes `{ error, details }`: n8n routes exactly these keys to the
 * error output, with the item's own fields beside them.
 * @throws NodeApiError or NodeOperationError with the item's index, when the workflow is to stop
 */
export async function runItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const output: INodeExecutionData[] = [];
	const operation = operationOf(context);
	// Begun once, and only awaited for each item, so that a credential that cannot be used is told like any other problem.
	const started = startRun(context);

	for (const itemIndex of items.keys()) {
		try {
			const rows = await operation.execute(await started, itemIndex);
			output.push(...rows.map((json) => ({ json, pairedItem: { item: itemIndex } })));
		} catch (error) {
			const nodeError = toNodeError(context.getNode(), error, {
				itemIndex,
				notDone: operation.notDone,
			});
			if (!context.continueOnFail()) throw nodeError;
			output.push({
				json: { error: nodeError.message, details: nodeError.description ?? '' },
				pairedItem: { item: itemIndex },
			});
		}
	}
	return output;
}
