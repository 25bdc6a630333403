import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';
import { createHash } from 'node:crypto';

import { createPacedTransport, type PacedTransport } from '../transport/pacedTransport';
import { Pacer } from '../transport/Pacer';
import { InputProblem } from '../words/InputProblem';
import type { HttpAnswer } from '../transport/answer';
import { createTransport, type Transport, type TransportOptions } from '../transport/request';
import { sharePace } from '../transport/sharedPace';

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

/** Tells accounts apart without keeping a key: other runs with the same credential are told so to the same server. */
async function accountOf(context: IExecuteFunctions | IPollFunctions): Promise<string> {
	const credentials = await context.getCredentials(CREDENTIAL_TYPE);
	return createHash('sha256').update(JSON.stringify(credentials)).digest('base64url');
}

/** The transport of a run of the node. */
export interface RunTransport extends PacedTransport {
	/** Lets no request of the run start any more; those that wait are refused at once. */
	stop: () => void;
}

/**
 * The transport for a run of the node: at the pace of its account, and tried again where that is safe. It stops when the
 * execution is cancelled.
 * @param maxInFlight how many requests may be under way at once, if there is to be a lid
 */
export async function pacedTransportOf(
	context: IExecuteFunctions,
	maxInFlight?: number,
	tell?: Transport['tell'],
): Promise<RunTransport> {
	const transport = await transportOf(context, { tell });
	const { pace, leave } = sharePace(await accountOf(context));
	const pacer = new Pacer(maxInFlight, pace);
	const stopped = new InputProblem(
		'The execution was stopped before this item had its turn.',
		'Run the workflow again if it was not meant to stop.',
	);
	const stop = () => pacer.stop(stopped);
	const signal = context.getExecutionCancelSignal();
	// n8n may try once more after it was told to stop.
	if (signal?.aborted) stop();
	else signal?.addEventListener('abort', stop);
	return { ...createPacedTransport(transport, pacer), close: leave, stop };
}

/** How many requests a poll may have under way: it runs beside the clinic's other workflows. */
const POLL_IN_FLIGHT = 8;

/**
 * The transport for a poll of the trigger: at the pace of its account, and tried again where that is safe.
 * @param until when it must have come to an end, by our clock (Unix milliseconds)
 */
export async function pollTransportOf(
	context: IPollFunctions,
	until = Infinity,
): Promise<PacedTransport> {
	const transport = await transportOf(context, { until });
	const { pace, leave } = sharePace(await accountOf(context));
	const pacer = new Pacer(POLL_IN_FLIGHT, pace);
	return { ...createPacedTransport(transport, pacer, until), close: leave };
}

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
