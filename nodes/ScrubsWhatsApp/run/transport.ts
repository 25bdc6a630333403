import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';

import { createTransport, type HttpAnswer, type Transport } from '../transport/request';

export const CREDENTIAL_TYPE = 'scrubsWhatsAppApi';

/** The transport for a node's context: its credential, sent by n8n's helper. */
export async function transportOf(
	context: IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions,
): Promise<Transport> {
	const credentials = await context.getCredentials(CREDENTIAL_TYPE);
	return createTransport(
		credentials,
		async (options: IHttpRequestOptions) =>
			(await context.helpers.httpRequestWithAuthentication.call(
				context,
				CREDENTIAL_TYPE,
				options,
			)) as HttpAnswer,
	);
}
