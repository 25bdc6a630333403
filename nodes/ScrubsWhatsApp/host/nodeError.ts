import { ExpressionError, NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { problemOf } from '../api/failures';
import { ScrubsApiError } from '../transport/ScrubsApiError';
import { KnownProblem } from '../words/KnownProblem';
import { explain, type Explanation, type Place } from '../words/places';
import type { Problem } from '../words/remedies';
import { failureCauseOf } from './failureCause';

const UNEXPECTED: Problem = {
	message: 'Something happened that this node is not made for.',
	advice: [
		{ do: 'tryAgain' },
		'If it happens again, tell the maintainers of n8n-nodes-scrubs-whatsapp what was to be done, without patients’ data.',
	],
};

/** What n8n says of an expression that it cannot evaluate at all; the class of the error depends on n8n's version. */
const OF_EXPRESSIONS: readonly string[] = ['invalid syntax', 'this is a function, please add ()'];

const UNREADABLE_EXPRESSION: Problem = {
	message: 'One of the expressions is written in a way that n8n cannot read.',
	advice: [{ do: 'checkFields' }, 'n8n shows below each expression what it gives.'],
};

/** The problem behind whatever was thrown. An error of another origin may carry anything, so its text is not repeated. */
function problemBehind(error: unknown): Problem {
	if (error instanceof ScrubsApiError) return problemOf(error.failure);
	if (error instanceof KnownProblem) return error;
	// n8n's words about an expression: they name nodes and fields, and say what to do.
	if (error instanceof ExpressionError) {
		return { message: error.message, advice: [error.description || { do: 'checkFields' }] };
	}
	if (error instanceof Error && OF_EXPRESSIONS.includes(error.message))
		return UNREADABLE_EXPRESSION;
	return UNEXPECTED;
}

/** The words for whatever was thrown, where they are read. */
export const explainError = (error: unknown, place: Place): Explanation =>
	explain(problemBehind(error), place);

/**
 * The error that n8n shows. It is built anew and never carries the caught one: n8n stores an error's cause, with it the
 * request's headers and body.
 * @param place where it is read
 * @param about.notDone what to add when the API cannot have acted
 */
export function toNodeError(
	node: INode,
	error: unknown,
	place: Place,
	{ itemIndex, notDone }: { itemIndex?: number; notDone?: string } = {},
): NodeApiError | NodeOperationError {
	// n8n's own, e.g. about a credential that is not chosen.
	if (error instanceof NodeOperationError) return error;
	const { message: what, description } = explainError(error, place);
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
