import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';

import { createPacedTransport } from '../transport/pacedTransport';
import { Pacer } from '../transport/Pacer';
import { InputProblem } from '../words/InputProblem';
import type { HttpAnswer } from '../transport/answer';
import { createTransport, type Transport, type TransportOptions } from '../transport/request';

export const CREDENTIAL_TYPE = 'scrubsWhatsAppApi';

/** The transport for a node's context: its credential, sent by n8n's helper. One request is one try. */
export async function transportOf(
	context: IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions,
	{ tell, until }: TransportOptions = {},
): Promise<Transport> {
	const credentials = await context.getCredentials(CREDENTIAL_TYPE);
	// Handed on, since n8n would otherwise read and decrypt the credential anew for every request.
	const decrypted = { id: '', name: '', type: CREDENTIAL_TYPE, data: credentials };
	const send = async (options: IHttpRequestOptions) =>
		(await context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL_TYPE, options, {
			credentialsDecrypted: decrypted,
		})) as HttpAnswer;
	return createTransport(credentials, send, { tell: tell ?? logger(context), until });
}

/**
 * The transport for a run of the node: paced, and tried again where that is safe. It stops when the execution is cancelled.
 * @param maxInFlight how many requests may be under way at once, if there is to be a lid
 */
export async function pacedTransportOf(
	context: IExecuteFunctions,
	maxInFlight?: number,
	tell?: Transport['tell'],
): Promise<Transport> {
	const pacer = new Pacer(maxInFlight);
	const cancelled = new InputProblem(
		'The execution was stopped before this item had its turn.',
		'Run the workflow again if it was not meant to stop.',
	);
	const signal = context.getExecutionCancelSignal();
	// n8n may try once more after it was told to stop.
	if (signal?.aborted) pacer.stop(cancelled);
	else signal?.addEventListener('abort', () => pacer.stop(cancelled));
	return createPacedTransport(await transportOf(context, { tell }), pacer);
}

/** How many requests a poll may have under way: it runs beside the clinic's other workflows. */
const POLL_IN_FLIGHT = 8;

/**
 * The transport for a poll of the trigger: paced, and tried again where that is safe.
 * @param until when it must have come to an end, by our clock (Unix milliseconds)
 */
export const pollTransportOf = async (
	context: IPollFunctions,
	until = Infinity,
): Promise<Transport> =>
	createPacedTransport(await transportOf(context, { until }), new Pacer(POLL_IN_FLIGHT), until);

/** How long the same notice is not written to n8n's log again, in milliseconds, and when each was last. */
const LOG_AGAIN_AFTER_MS = 3_600_000;
const logged = new Map<string, number>();

/** Notices go to n8n's log, where nobody runs a step that could show them; not the same one at every poll. */
const logger =
	(context: IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions) => (notice: string) => {
		const { name } = context.getNode();
		const key = `${context.getWorkflow().id ?? ''}/${name}/${notice}`;
		if (Date.now() - (logged.get(key) ?? -Infinity) < LOG_AGAIN_AFTER_MS) return;
		logged.set(key, Date.now());
		context.logger.warn(`${name}: ${notice}`);
	};
