import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IHttpRequestOptions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { listPhoneNumbers } from '../api/endpoints';
import { explainError } from '../host/nodeError';
import { authenticationHeaders } from '../transport/credentials';
import type { HttpAnswer } from '../transport/answer';
import { createTransport } from '../transport/request';

/**
 * Asks for the sender numbers with the credential that is being edited. A function rather than a declared request, since
 * n8n answers that one with a bare code (`ECONNREFUSED`) when the address cannot be reached. `request` is the only HTTP
 * helper that n8n gives to such a function; it takes the options under the names of the `request` library.
 */
export async function scrubsWhatsAppApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { request } = this.helpers;
	const credentials = credential.data ?? {};
	const send = async ({ url, method, headers, timeout }: IHttpRequestOptions) =>
		(await request({
			uri: url,
			method,
			headers: { ...headers, ...authenticationHeaders(credentials) },
			timeout,
			simple: false,
			resolveWithFullResponse: true,
			followRedirect: false,
			useStream: true,
		})) as HttpAnswer;
	try {
		await listPhoneNumbers(createTransport(credentials, send));
		return { status: 'OK', message: 'Scrubs accepts this credential.' };
	} catch (error) {
		const { message, description } = explainError(error, 'credential');
		return { status: 'Error', message: `${message} ${description}` };
	}
}
