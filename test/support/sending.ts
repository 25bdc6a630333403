import type {
	IDataObject,
	INode,
	INodeParameters,
	OnError,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import type { Fault } from '../../sandbox/api';
import { useStandIn } from './clinic';
import { runNode } from './engine';
import { sendParameters, sendToEachItem } from './parameters';
import { bodyOf, delivered, recipientOf } from './patients';

/** How each item is sent, beside what its message says. */
interface SendSettings {
	options?: INodeParameters;
	parameters?: INodeParameters;
	settings?: Partial<INode>;
	onError?: OnError;
	runs?: number;
	executionId?: string;
	/** How the execution was started; from the editor by default. */
	mode?: WorkflowExecuteMode;
	/** Fields of the credential that are not the clinic's. */
	wrong?: Record<string, string>;
}

/** Sends with the node, and shows what arrived at the stand-in. */
export function useSending() {
	const standIn = useStandIn();
	const attempts = async () => await standIn.control.requests('sendTemplateMessage');
	return {
		standIn,
		/** Sends with complete parameters, of which some are replaced. */
		send: async (parameters: INodeParameters = {}, items?: IDataObject[]) =>
			await runNode({
				items,
				parameters: sendParameters(parameters),
				credentials: standIn.apiKey(),
			}),
		/** Sends one message an item. */
		run: async (
			items: IDataObject[],
			{ options, parameters, wrong, ...others }: SendSettings = {},
		) =>
			await runNode({
				items,
				parameters: { ...sendToEachItem(options), ...parameters },
				credentials: standIn.apiKey(wrong),
				...others,
			}),
		/** Lets something go wrong with sends. */
		failSend: async (fault: Fault) =>
			await standIn.control.fault({ operationIds: ['sendTemplateMessage'], ...fault }),
		/** Lets the API answer reads of conversations with 404, so that no lost answer can be looked up. */
		hideConversations: async () =>
			await standIn.control.fault({
				kind: 'status',
				status: 404,
				operationIds: ['listConversations'],
				times: 0,
			}),
		/** Lets the API answer the next question for templates with these instead. */
		offer: async (templates: object[]) =>
			await standIn.control.fault({
				kind: 'status',
				status: 200,
				operationIds: ['listTemplates'],
				body: { data: templates },
			}),
		/** The sends that arrived, whatever came of them. */
		attempts,
		/** The messages that arrived. */
		sent: async () => (await attempts()).map(bodyOf),
		/** The messages that went out, in their order. */
		delivered: async () => await delivered(standIn.control),
		/** To whom messages went out, in their order. */
		recipients: async () => (await delivered(standIn.control)).map(recipientOf),
	};
}
