import {
	NodeOperationError,
	type NodeApiError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { listTemplates } from '../api/endpoints';
import type { Template } from '../api/schema';
import { collectionOf } from '../resources/fields';
import type { Operation, PlainOperation, Run } from '../resources/operation';
import { findOperation } from '../resources/registry';
import { settle, type Settled } from '../transport/concurrency';
import { SendLedger } from './ledger';
import { toNodeError } from '../host/nodeError';
import { HeldBack, sendMessages } from './sendMessages';
import { summaryOf } from './summary';
import { isTool } from '../host/tool';
import { outputOfTry } from './tries';
import { pacedTransportOf } from '../host/transport';

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
	const { maxConcurrency } = collectionOf(context, 'options', 0);
	const transport = await pacedTransportOf(context, Number(maxConcurrency) || undefined);
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

/** Does an operation for one item after the other; stops at the first problem if the workflow is to stop. */
async function executeInTurn(
	run: Run,
	operation: PlainOperation,
	continues: boolean,
): Promise<Array<Settled<IDataObject[]>>> {
	const { context } = run;
	const results: Array<Settled<IDataObject[]>> = [];
	for (const itemIndex of context.getInputData().keys()) {
		const result = await settle(operation.execute(run, itemIndex));
		results.push(result);
		if ('error' in result && !continues) break;
	}
	return results;
}

/** Exactly the keys by which n8n tells an item for the error output. */
const errorRow = ({ message, description }: NodeApiError | NodeOperationError): IDataObject => ({
	error: message,
	...(description && { message: description }),
});

/**
 * Whether a problem is to be handed on as data. A tool of an AI agent does so unless it is told to stop: of an error that
 * is thrown n8n's agent gives the model the message alone (version 3) or an empty answer (version 2), which reads as if all
 * had gone well.
 */
function continuesOnProblem(context: IExecuteFunctions): boolean {
	return (
		context.continueOnFail() || (isTool(context) && context.getNode().onError !== 'stopWorkflow')
	);
}

/**
 * Runs the chosen operation for all input items and links what comes out to the item it came from. With Continue On Fail
 * an item that could not be done becomes `{ error, message }`, what happened and what to do: each version of n8n routes exactly
 * these keys to the error output, with the item's own fields beside them.
 * @throws NodeApiError or NodeOperationError with the item's index, when the workflow is to stop
 */
export async function runItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const operation = operationOf(context);
	const isSend = 'prepare' in operation;
	const node = context.getNode();
	const continues = continuesOnProblem(context);
	// Before anything can go wrong: a ledger that is there tells that nothing of it was lost.
	if (isSend) SendLedger.of(context);
	const notDone = isSend ? operation.notDone : undefined;

	// A credential that cannot be used is a problem of each item, like any other.
	const run = await settle(startRun(context));
	const results =
		'error' in run
			? context.getInputData().map(() => run)
			: await (isSend
					? sendMessages(run.value, operation, continues)
					: executeInTurn(run.value, operation, continues));

	const nodeErrorOf = (error: unknown, itemIndex: number) =>
		toNodeError(node, error, { itemIndex, notDone });
	const summary = isSend && results.length > 1 ? summaryOf(results) : undefined;

	if (!continues) {
		for (const [itemIndex, result] of results.entries()) {
			if ('value' in result || result.error instanceof HeldBack) continue;
			const error = nodeErrorOf(result.error, itemIndex);
			if (summary) error.message = `${summary} ${error.message}`;
			throw error;
		}
	}
	if (summary) context.addExecutionHints({ message: summary, location: 'outputPane' });

	const items = results.flatMap((result, itemIndex) => {
		const rows =
			'value' in result ? result.value : [errorRow(nodeErrorOf(result.error, itemIndex))];
		return rows.map((json) => ({ json, pairedItem: { item: itemIndex } }));
	});
	return outputOfTry(context, items);
}
