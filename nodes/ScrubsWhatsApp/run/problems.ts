import type {
	IDataObject,
	IExecuteFunctions,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';

import { toNodeError } from '../host/nodeError';
import { isTool } from '../host/tool';
import type { Operation } from '../resources/operation';
import { withOwnColumns } from './output';
import type { Result, SendResult } from './result';

/** What went wrong with an item, in n8n's form. */
export interface ItemProblem {
	itemIndex: number;
	error: NodeApiError | NodeOperationError;
	/** What is known of the item's message, where it was to become one. */
	state?: SendResult['state'];
}

/** The problem of an item as n8n and its users read it. */
export const problemOf = (
	context: IExecuteFunctions,
	operation: Operation,
	itemIndex: number,
	result: Extract<Result | SendResult, { error: unknown }>,
): ItemProblem => {
	const notDone = 'prepare' in operation ? operation.notDone : undefined;
	const error = toNodeError(context.getNode(), result.error, 'step', { itemIndex, notDone });
	return { itemIndex, error, state: 'state' in result ? result.state : undefined };
};

/**
 * What stands for an item that could not be done, where the workflow goes on: what happened, what to do, and the item's own
 * columns, so that one sees whom it is about. A message's begins with the columns of one that was sent.
 *
 * With an error output n8n looks at the names: up to 1.122 an item goes there that has `error` alone or with `message`, on
 * 2.41 also with `details`. One more name and it stays among what was done. So these two say it there, and n8n adds the own
 * columns itself. Everywhere else the help is called `what_to_do`. An AI agent's tool has no columns to add: its item is
 * what the agent was asked.
 */
export function problemRow(
	context: IExecuteFunctions,
	operation: Operation,
	{ itemIndex, error: { message: error, description }, state }: ItemProblem,
): IDataObject {
	if (context.getNode().onError === 'continueErrorOutput') {
		return { error, ...(description && { message: description }) };
	}
	const about = 'outlineOf' in operation ? operation.outlineOf(context, itemIndex) : undefined;
	const status = 'statusUnlessRead' in operation ? operation.statusUnlessRead : state;
	const row = {
		...(status && { status }),
		...(about?.recipient && { recipient_phone_number: about.recipient }),
		...(about?.template && { template_name: about.template }),
		error,
		...(description && { what_to_do: description }),
	};
	return isTool(context) ? row : withOwnColumns(row, context.getInputData()[itemIndex]?.json);
}

/** How many spans of rows, and different problems, are named. */
const MAX_NAMED = 10;

/** `Row 2`, `Rows 2, 4–60 and 3 more`; counted from 1, as people do. */
function rowsNamed(rows: readonly number[]): string {
	const spans: Array<[first: number, last: number]> = [];
	for (const row of rows) {
		const span = spans.at(-1);
		if (span?.[1] === row - 1) span[1] = row;
		else spans.push([row, row]);
	}
	const named = spans.slice(0, MAX_NAMED);
	const more = rows.filter((row) => row > named.at(-1)![1]).length;
	const list = named
		.map(([first, last]) => (first === last ? first : `${first}–${last}`))
		.join(', ');
	return `${rows.length === 1 ? 'Row' : 'Rows'} ${list}${more > 0 ? ` and ${more} more` : ''}`;
}

/**
 * The error that stops the workflow: all problems, each once with the rows that have it. Where there are several items it
 * carries no index of its own: n8n would put that behind the message, counted from 0, beside our rows that are counted from 1.
 * @param problems at least one, in the order of the items
 * @param total how many items there are
 * @param summary what to say first of them together; a single one speaks for itself
 */
export function stopError(
	problems: readonly ItemProblem[],
	total: number,
	summary?: string,
): NodeApiError | NodeOperationError {
	const [{ error, itemIndex }] = problems as [ItemProblem];
	if (total === 1) return error;
	const byMessage = new Map<string, number[]>();
	for (const one of problems) {
		const rows = byMessage.get(one.error.message) ?? [];
		rows.push(one.itemIndex + 1);
		byMessage.set(one.error.message, rows);
	}
	const sentences = [...byMessage].map(([message, rows]) =>
		rows.length === total ? message : `${rowsNamed(rows)}: ${message}`,
	);
	const [first] = sentences;
	if (sentences.length > 1) {
		const others = [...byMessage.values()].slice(MAX_NAMED).flat().length;
		error.description = [
			...sentences.slice(0, MAX_NAMED),
			others > 0 && `And ${others} more.`,
			error.description && `For row ${itemIndex + 1}: ${error.description}`,
		]
			.filter(Boolean)
			.join(' ');
	}
	delete error.context.itemIndex;
	const said = sentences.length > 1 ? `${problems.length} rows need attention.` : first;
	error.message = [summary, said].filter(Boolean).join(' ');
	return error;
}
