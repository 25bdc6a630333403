import type { IExecuteFunctions } from 'n8n-workflow';

/** Whether the node is a tool of an AI agent: n8n makes a type of its own of it, with this at its end. */
export const isTool = (context: IExecuteFunctions): boolean =>
	context.getNode().type.endsWith('Tool');
