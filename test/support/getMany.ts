import axios from 'axios';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { CLINIC } from '../../sandbox/api';
import { useStandIn } from './clinic';
import { runNode } from './engine';

/** Runs one of the node's operations, and shows what the API itself answers. */
export function useOperation(resource: string, operation: string) {
	const standIn = useStandIn();
	return {
		standIn,
		run: async (parameters: INodeParameters = {}, items?: IDataObject[]) =>
			await runNode({
				items,
				parameters: { resource, operation, ...parameters },
				credentials: standIn.apiKey(),
			}),
		/** The `data` of the API's answer to the demo clinic, asked without the node. */
		askApi: async (path: string, params: object = {}): Promise<IDataObject[]> => {
			const { data } = await axios.get<{ data: IDataObject[] }>(
				`${standIn.url}/api/v1/whatsapp${path}`,
				{
					params,
					proxy: false,
					headers: {
						'X-Scrubs-Clinic-Provider': CLINIC.providerId,
						'X-Scrubs-Clinic-Api-Key': CLINIC.apiKey,
					},
				},
			);
			return data.data;
		},
		/** Lets the API answer the next request of an operation with this. */
		answer: async (operationId: string, body: object) =>
			await standIn.control.fault({
				kind: 'status',
				status: 200,
				operationIds: [operationId],
				body,
			}),
	};
}

/** One row with every field of a conversation, to vary. */
export const conversationRow = (changes: IDataObject = {}): IDataObject => ({
	conversation_id: '11111111-1111-4111-8111-111111111111',
	recipient_phone_number: '13015550103',
	status: 'active',
	last_active_at: '2025-06-02T12:00:00Z',
	created_at: '2025-06-01T12:00:00Z',
	updated_at: '2025-06-02T12:00:00Z',
	contact_name: 'Kim Placeholder',
	messages_count: 1,
	last_message_type: 'text',
	last_message_timestamp: '2025-06-02T12:00:00Z',
	last_inbound_at: null,
	last_outbound_at: null,
	...changes,
});

/** A row without some of its fields. */
export const without = (row: IDataObject, ...names: string[]): IDataObject =>
	Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

/** Limits that are refused, and by what they are given. */
export const REFUSED_LIMITS: Array<[string, number | string]> = [
	['0', 0],
	['-1', -1],
	['1.5', 1.5],
	['words', '={{ "ten" }}'],
	['nothing by expression', '={{ "" }}'],
	['true', '={{ true }}'],
	['a list with a number', '={{ [5] }}'],
	['an object that no number can be made of', '={{ ({ toString: 1, valueOf: 2 }) }}'],
	['a symbol', '={{ Symbol("x") }}'],
];

export const LIMIT_PROBLEM = '"Limit" is not a whole number of at least 1.';
