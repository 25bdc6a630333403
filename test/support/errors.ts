import type { INodeParameters } from 'n8n-workflow';

import { CLINIC, type Fault } from '../../sandbox/api';
import { useStandIn } from './clinic';
import { runNode, type NodeRun } from './engine';
import { OPERATIONS, type OperationId } from './operations';

/** The error that a user reads. */
export type NodeFailure = NonNullable<NodeRun['error']>;

/** Lets operations fail at a stand-in. */
export function useErrors() {
	const standIn = useStandIn();
	return {
		standIn,
		/** What a user reads when an operation meets a fault, or has parameters that Scrubs refuses. */
		errorOf: async (
			authentication: 'apiKey' | 'hciCode',
			operationId: OperationId,
			{
				parameters,
				credentials,
				fault,
			}: { parameters?: INodeParameters; credentials?: Record<string, string>; fault?: Fault },
		): Promise<NodeFailure> => {
			if (fault) await standIn.control.fault({ operationIds: [operationId], times: 0, ...fault });
			const { error } = await runNode({
				parameters: { ...OPERATIONS[operationId], ...parameters },
				credentials: standIn[authentication](credentials),
			});
			if (!error) throw new Error('Expected the node to fail');
			return error;
		},
	};
}

/** An answer that gives a reason, as Scrubs does. */
export const says = (status: number, error: string): Fault => ({
	kind: 'status',
	status,
	body: { error },
});

/** What holds for every error of a single item, whatever it is about. */
export function expectPlainWords({ message, description, context }: NodeFailure) {
	expect(message).toMatch(/^[A-Z].*\.$/);
	expect(message).not.toMatch(/undefined|null|NaN|failed|invalid|error|[<>{}]/i);
	expect(description).toMatch(/^[A-Z].{15,}/);
	expect(description).not.toMatch(/undefined|null|NaN|[<>{}]/);
	expect(`${message} ${description}`).not.toContain(CLINIC.apiKey);
	expect(context?.itemIndex).toBe(0);
}
