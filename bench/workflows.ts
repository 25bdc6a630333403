import type { IDataObject, INode } from 'n8n-workflow';
import { SENDERS } from '../sandbox/api/seed';
import { credentialType, nodeType } from '../sandbox/n8n/N8n';
import type { WorkflowJson } from '../sandbox/n8n/workflow';
import { HEADERS, messagesPath, PAGE_SIZE, SEND_PATH, TEMPLATE } from './api';

/** The node that starts each workflow. */
export const TRIGGER = 'When clicking ‘Execute workflow’';

/** The nodes that are measured; what comes before them prepares the items. */
export const MEASURED = ['Measured', 'Rows'];

type Step = Pick<INode, 'name' | 'type' | 'typeVersion' | 'credentials'> & {
	parameters: IDataObject;
};

const sender = { __rl: true, mode: 'phoneNumber', value: SENDERS.main };

/** One item a message, made by expressions so that the workflow, which n8n stores with each execution, stays small. */
const items = (count: number, from = 0, ids: readonly string[] = []): Step[] => [
	{
		name: 'List',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: {
			mode: 'raw',
			jsonOutput: `={{ ((ids) => ({ items: Array.from({ length: ${count} }, (value, index) => ({ id: ids[index], name: 'Patient ' + index, phone: '+' + (13015550000 + ${from} + index) })) }))(${JSON.stringify(ids)}) }}`,
		},
	},
	{
		name: 'Items',
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		parameters: { fieldToSplitOut: 'items' },
	},
];

const scrubs = (parameters: IDataObject): Step => ({
	name: 'Measured',
	type: nodeType,
	typeVersion: 1,
	parameters,
	credentials: { [credentialType]: { id: null, name: '' } },
});

const http = (parameters: IDataObject): Step => ({
	name: 'Measured',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		sendHeaders: true,
		headerParameters: {
			parameters: Object.entries(HEADERS).map(([name, value]) => ({ name, value })),
		},
		...parameters,
	},
});

/** Our node sends a message for each item, as it comes. @param from the first of its recipients */
export const sendWithScrubs = (count: number, from = 0, options: IDataObject = {}): WorkflowJson =>
	workflow([
		...items(count, from),
		scrubs({
			resource: 'message',
			operation: 'sendTemplate',
			senderPhoneNumber: sender,
			recipientPhoneNumber: '={{ $json.phone }}',
			template: {
				__rl: true,
				mode: 'list',
				value: `${TEMPLATE.template_name}:${TEMPLATE.language}`,
			},
			specifyFields: 'json',
			templateFieldsJson: '={{ { "1": $json.name, "2": "10 June" } }}',
			options,
		}),
	]);

/** The measured node's place in n8n's memory is filled with so many entries, by the node that n8n has for it. */
export const fillMemory = (count: number): WorkflowJson =>
	workflow([
		...items(count),
		{
			name: 'Measured',
			type: 'n8n-nodes-base.removeDuplicates',
			typeVersion: 2,
			parameters: {
				operation: 'removeItemsSeenInPreviousExecutions',
				dedupeValue: '={{ $json.name }}',
				options: { historySize: 10 * count },
			},
		},
	]);

/** The HTTP Request node posts a message for each item. @param options the node's options, e.g. its batching */
export const sendWithHttp = (count: number, url: string, options: IDataObject): WorkflowJson =>
	workflow([
		...items(count),
		http({
			method: 'POST',
			url: url + SEND_PATH,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ { recipient_phone_number: $json.phone.slice(1), template_name: '${TEMPLATE.template_name}', language: '${TEMPLATE.language}', fields: { '1': $json.name, '2': '10 June' } } }}`,
			options,
		}),
	]);

/** The HTTP Request node does the same with our credential, as a user would build it. */
export function sendWithHttpAndCredential(count: number, url: string): WorkflowJson {
	const built = sendWithHttp(count, url, {});
	const measured = built.nodes.find(({ name }) => MEASURED.includes(name))!;
	const { parameters } = measured;
	measured.parameters = {
		...parameters,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: credentialType,
		sendHeaders: false,
	};
	measured.credentials = { [credentialType]: { id: null, name: '' } };
	return built;
}

/** Our node looks up a message to each recipient. @param ids of the messages, in the order of their recipients */
export const lookUpWithScrubs = (ids: string[]): WorkflowJson =>
	workflow([
		...items(ids.length, 0, ids),
		scrubs({
			resource: 'message',
			operation: 'getDeliveryStatus',
			senderPhoneNumber: sender,
			recipientPhoneNumber: '={{ $json.phone }}',
			messageId: '={{ $json.id }}',
		}),
	]);

/** Our node reads a whole conversation. */
export const readWithScrubs = (conversationId: string): WorkflowJson =>
	workflow([
		scrubs({
			resource: 'message',
			operation: 'getAll',
			senderPhoneNumber: sender,
			conversation: { __rl: true, mode: 'id', value: conversationId },
			returnAll: true,
			simplify: false,
		}),
	]);

/** The HTTP Request node reads a whole conversation with its own paging, and its pages are split into messages. */
export const readWithHttp = (conversationId: string, url: string): WorkflowJson =>
	workflow([
		http({
			url: url + messagesPath(conversationId),
			sendQuery: true,
			queryParameters: { parameters: [{ name: 'limit', value: String(PAGE_SIZE) }] },
			options: {
				pagination: {
					pagination: {
						paginationMode: 'updateAParameterInEachRequest',
						parameters: {
							parameters: [
								{ type: 'qs', name: 'after', value: '={{ $response.body.paging.next }}' },
							],
						},
						paginationCompleteWhen: 'other',
						completeExpression: '={{ !$response.body.paging.next }}',
					},
				},
			},
		}),
		{
			name: 'Rows',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: 'data' },
		},
	]);

function workflow(steps: Step[]): WorkflowJson {
	const start: Step = {
		name: TRIGGER,
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		parameters: {},
	};
	const all = [start, ...steps];
	return {
		name: 'Benchmark',
		nodes: all.map((step, index) => ({
			...step,
			id: step.name,
			position: [index * 220, 0],
			parameters: step.parameters as INode['parameters'],
		})),
		connections: Object.fromEntries(
			steps.map(({ name }, index) => [
				all[index]!.name,
				{ main: [[{ node: name, type: 'main', index: 0 }]] },
			]),
		),
		settings: { executionOrder: 'v1' },
	};
}
