import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { listPhoneNumbers, listTemplates } from '../api/endpoints';
import { History } from '../api/History';
import { withQuickParameters } from '../host/quickParameters';
import { isTestRun } from '../host/testRun';
import { isTool } from '../host/tool';
import { pacedTransportOf, type RunTransport } from '../host/transport';
import type { RecipientDigits, SenderDigits } from '../phone/PhoneDigits';
import type { Operation, PlainOperation, Run, SendOperation } from '../resources/operation';
import { findOperation } from '../resources/registry';
import { mapConcurrently, settle } from '../transport/concurrency';
import type { Transport } from '../transport/request';
import { SendLedger } from './ledger';
import { problemOf, problemRow, stopError } from './problems';
import type { Result, SendResult } from './result';
import { notPrepared, sendMessages } from './sendMessages';
import { summaryOf } from './summary';
import { outputOfTry } from './tries';

/** Asks once for the same, however many items need it; a refusal is remembered too. */
function once<Key extends string[], T>(ask: (...key: Key) => T): (...key: Key) => T {
	const asked = new Map<string, T>();
	return (...key) => {
		const text = key.join(' ');
		const answer = asked.has(text) ? asked.get(text)! : ask(...key);
		asked.set(text, answer);
		return answer;
	};
}

async function startRun(
	context: IExecuteFunctions,
	operation: Operation,
	tell: Transport['tell'],
): Promise<Run & { transport: RunTransport }> {
	const maxInFlight = 'maxInFlightOf' in operation ? operation.maxInFlightOf(context) : undefined;
	const transport = await pacedTransportOf(context, maxInFlight, tell);
	return {
		context: withQuickParameters(context),
		transport,
		phoneNumbers: once(async () => await listPhoneNumbers(transport)),
		isTestRun: () => isTestRun(context),
		templatesOf: once(async (sender: SenderDigits) => await listTemplates(transport, sender)),
		historyWith: once(
			(sender: SenderDigits, recipient: RecipientDigits) =>
				new History(transport, sender, recipient),
		),
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

/** How many items are read for at once: more than may be in flight, since one may wait for what another reads. */
const MAX_ITEMS_AT_ONCE = 128;

/**
 * Does an operation for each item: side by side where it only reads, otherwise one after the other. If the workflow is to
 * stop at a problem, those before the first one come to their end, and of those behind it nothing more is asked.
 * @returns one result an item, up to the one that stops the workflow
 */
async function executeItems(
	context: IExecuteFunctions,
	operation: PlainOperation,
	continues: boolean,
	tell: Transport['tell'],
): Promise<Result[]> {
	const run = await settle(startRun(context, operation, tell));
	// A credential that cannot be used is a problem of each item, like any other.
	if ('error' in run) return context.getInputData().map(() => run);
	const { transport } = run.value;
	const count = context.getInputData().length;
	const results: Array<Result | undefined> = [];
	let last = count - 1;
	await mapConcurrently(count, operation.isRead ? MAX_ITEMS_AT_ONCE : 1, async (itemIndex) => {
		if (itemIndex > last) return;
		const result = await settle(operation.execute(run.value, itemIndex));
		results[itemIndex] = 'error' in result ? result : { rows: result.value };
		if ('error' in result && !continues) last = Math.min(last, itemIndex);
		if (last < count - 1 && !results.slice(0, last).includes(undefined)) transport.stop();
	});
	transport.close();
	return results.slice(0, last + 1) as Result[];
}

/** Sends the messages of all items. */
async function sendItems(
	context: IExecuteFunctions,
	operation: SendOperation,
	continues: boolean,
	tell: Transport['tell'],
): Promise<SendResult[]> {
	// Before anything can go wrong: a ledger that is there tells that nothing of it was lost.
	const ledger = SendLedger.of(context);
	const run = await settle(startRun(context, operation, tell));
	if ('error' in run) {
		const { error } = run;
		return context.getInputData().map((_, at) => notPrepared(context, operation, at, error));
	}
	return await sendMessages(run.value, ledger, operation, continues).finally(() =>
		run.value.transport.close(),
	);
}

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
 * an item that could not be done becomes one that says what happened and what to do.
 * @throws NodeApiError or NodeOperationError when the workflow is to stop: of one item with its index, of several with their rows
 */
export async function runItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const operation = operationOf(context);
	const continues = continuesOnProblem(context);
	const notices = new Set<string>();
	const tell = (notice: string) => void notices.add(notice);
	const { results, summary } =
		'prepare' in operation
			? await sendItems(context, operation, continues, tell).then(summarised)
			: { results: await executeItems(context, operation, continues, tell) };
	const problems = results.flatMap((result, itemIndex) =>
		'error' in result ? [problemOf(context, operation, itemIndex, result)] : [],
	);

	if (problems.length > 0 && !continues) {
		throw stopError(problems, context.getInputData().length, summary);
	}
	for (const message of summary ? [summary, ...notices] : notices) {
		context.addExecutionHints({ message, location: 'outputPane' });
	}

	const rowOf = new Map(
		problems.map((one) => [one.itemIndex, problemRow(context, operation, one)]),
	);
	const items = results.flatMap((result, itemIndex) => {
		const row = rowOf.get(itemIndex);
		const rows = 'rows' in result ? result.rows : row ? [row] : [];
		return rows.map((json) => ({ json, pairedItem: { item: itemIndex } }));
	});
	return outputOfTry(context, items);
}

/** Results of a send with what to say of them together. */
const summarised = (results: SendResult[]) => ({ results, summary: summaryOf(results) });
