import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { TemplateMessageRequest } from '../../nodes/ScrubsWhatsApp/api/schema';
import { list, sendParameters, useStandIn } from './clinic';
import { runNode } from './engine';

/** Sends templates with the node, and shows what arrived at the stand-in. */
export function useSending() {
	const standIn = useStandIn();
	return {
		standIn,
		/** Runs the node with complete parameters, of which some are replaced. */
		send: async (parameters: INodeParameters = {}, items?: IDataObject[]) =>
			await runNode({
				items,
				parameters: sendParameters(parameters),
				credentials: standIn.apiKey(),
			}),
		/** The messages that arrived, in order. */
		sent: async () =>
			(await standIn.control.requests('sendTemplateMessage')).map(
				({ body }) => body as TemplateMessageRequest,
			),
		/** Lets the API answer the next question for templates with these instead. */
		offer: async (templates: object[]) =>
			await standIn.control.fault({
				kind: 'status',
				status: 200,
				operationIds: ['listTemplates'],
				body: { data: templates },
			}),
	};
}

/** Parameters for a template chosen from the list, with its fields as JSON. */
export const withJson = (template: string, fields: unknown): INodeParameters => ({
	template: list(template),
	specifyFields: 'json',
	templateFieldsJson: typeof fields === 'string' ? fields : JSON.stringify(fields),
});

/** Parameters for a template chosen from the list, with its form filled in as the editor stores it. */
export const withForm = (
	template: string,
	value: IDataObject,
	schema: Array<{ id: string; removed?: boolean }> = [],
): INodeParameters => ({
	template: list(template),
	specifyFields: 'mapper',
	templateFields: { mappingMode: 'defineBelow', value, schema } as unknown as INodeParameters,
});

/** Parameters for a template chosen from the list, whose fields come from the input items by name. */
export const withAutoMap = (template: string): INodeParameters => ({
	template: list(template),
	specifyFields: 'mapper',
	templateFields: { mappingMode: 'autoMapInputData', value: null },
});

/** Parameters with which each item becomes a message to its `phone`, with its `name` in it. */
export const sendToEachItem = (options: INodeParameters = {}): INodeParameters =>
	sendParameters({
		...withForm('appointment_confirmation:en_US', { '1': '={{ $json.name }}', '2': '10 June' }),
		recipientPhoneNumber: '={{ $json.phone }}',
		options,
	});
