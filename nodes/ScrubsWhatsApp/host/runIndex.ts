import type { IExecuteFunctions } from 'n8n-workflow';

/** Which run of the node in this execution it is, from 0: a loop or several connections run it again. The same over retries. */
export const runIndexOf = (context: IExecuteFunctions): number =>
	context.evaluateExpression('{{ $runIndex }}', 0) as number;
