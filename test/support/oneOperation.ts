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
