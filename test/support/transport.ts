import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import {
	createTransport,
	type ScrubsRequest,
	type Send,
} from '../../nodes/ScrubsWhatsApp/transport/request';
import type { HttpAnswer } from '../../nodes/ScrubsWhatsApp/transport/answer';
import { ScrubsApiError, type Failure } from '../../nodes/ScrubsWhatsApp/transport/ScrubsApiError';
import { editorContext } from './engine';

/** Sends with n8n's own HTTP helper, some options replaced. */
export function n8nSend(
	credentials: ICredentialDataDecryptedObject,
	changes: Partial<IHttpRequestOptions> = {},
): Send {
	const context = editorContext({}, credentials);
	return async (options) =>
		(await context.helpers.httpRequestWithAuthentication.call(context, 'scrubsWhatsAppApi', {
			...options,
			...changes,
		})) as HttpAnswer;
}

/** Any request, to vary. */
export const ANY_REQUEST: ScrubsRequest<object> = {
	operationId: 'listPhoneNumbers',
	method: 'GET',
	path: ['api', 'v1', 'whatsapp', 'numbers'],
	read: (json) => json as object,
};

/** What the transport knows of a request that brought no data. */
export async function failureOf(
	credentials: ICredentialDataDecryptedObject,
	send: Send,
	request: Partial<ScrubsRequest<object>> = {},
): Promise<Failure> {
	const error: unknown = await createTransport(credentials, send)
		.request({ ...ANY_REQUEST, ...request })
		.then(
			() => undefined,
			(thrown: unknown) => thrown,
		);
	if (error instanceof ScrubsApiError) return error.failure;
	throw new Error(`Expected a ScrubsApiError, got ${String(error)}`);
}
