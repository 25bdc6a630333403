import { ExpressionError, NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { explainFailure, type Explanation } from '../api/errorTable';
import { PagingProblem } from '../api/paging';
import { explainPaging } from '../api/pagingTable';
import { InputProblem } from '../words/InputProblem';
import { ScrubsApiError } from '../transport/ScrubsApiError';
import { failureCauseOf } from './failureCause';

const UNEXPECTED: Explanation = {
	message: 'This step could not be carried out.',
	description:
		'Check the expressions in its fields for this item. If it stays so, please report it to the maintainers.',
};

/** The words for whatever was thrown. An error of another origin may carry anything, so its text is not repeated. */
export function explain(error: unknown): Explanation {
	if (error instanceof InputProblem)
		return { message: error.message, description: error.description };
	if (error instanceof ScrubsApiError) return explainFailure(error.failure);
	if (error instanceof PagingProblem) return explainPaging(error);
	// n8n's words about an expression: they name nodes and fields, and say what to do.
	if (error instanceof ExpressionError)
		return { message: error.message, description: error.description ?? '' };
	return UNEXPECTED;
}

/**
 * The error that n8n shows for a failed item. It is built anew and never carries the caught one: n8n stores an error's
 * cause, with it the request's headers and body.
 * @param place.notDone what to add when the API cannot have acted
 */
export function toNodeError(
	node: INode,
	error: unknown,
	{ itemIndex, notDone }: { itemIndex?: number; notDone?: string } = {},
): NodeApiError | NodeOperationError {
	// n8n's own, e.g. about a credential that is not chosen.
	if (error instanceof NodeOperationError) return error;
	const { message: what, description } = explain(error);
	const failure = error instanceof ScrubsApiError ? error.failure : undefined;
	const message = notDone && failure && !failure.mayHaveTakenEffect ? `${what} ${notDone}` : what;
	const result = failure
		? new NodeApiError(
				node,
				{ message },
				{ message, description, httpCode: failure.status?.toString(), itemIndex },
			)
		: new NodeOperationError(node, message, { description, itemIndex });
	// n8n replaces a message that happens to contain one of Node.js' codes by stock text.
	result.message = message;
	const cause = failureCauseOf(error);
	if (cause) result.failure = cause;
	return result;
}
