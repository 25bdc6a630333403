import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { Context, default as OpenAPIBackend, Handler, Request } from 'openapi-backend';
import { SCRUBS_API } from '../../openapi/description';
import type { Answer } from './answer';
import { controlHandlers } from './control/handlers';
import { patientHandlers } from './control/patients';
import { FOREIGN, isOwnHost, isOwnOrigin } from './guard';
import { serveDescription } from './openapi';
import { pageFile } from './phone/files';
import { phoneHandlers } from './phone/handlers';
import { securityHandlers, unauthorizedHandler } from './scrubs/auth';
import type { Exchange } from './scrubs/exchange';
import { operationHandlers, validationFail } from './scrubs/handlers';
import { State } from './state';
import { deliver, toRequest } from './wire';

/** A running stand-in. */
export interface StandIn {
	/** Base URL of the API, of the control route under `/control`, and of the page `/phone`: `http://127.0.0.1:PORT`. */
	url: string;
	/** Ends it, with every connection that is still open. */
	stop(): Promise<void>;
}

/**
 * Starts a stand-in for the Scrubs WhatsApp API with the data of a small demo clinic. It listens on this machine alone.
 *
 * @param options.port port to listen on; by default the system picks one
 */
export async function startStandIn(options: { port?: number } = {}): Promise<StandIn> {
	const state = new State();
	const scrubs = await serveDescription(
		SCRUBS_API,
		{ ...operationHandlers, validationFail, unauthorizedHandler },
		securityHandlers,
	);
	const [control, patients, phone] = await Promise.all([
		serveOwn('control/openapi.yaml', controlHandlers(state)),
		serveOwn('control/patients.yaml', patientHandlers),
		serveOwn('phone/openapi.yaml', phoneHandlers),
	]);

	/** Lets one of the descriptions answer from the data; the phone's page is told if the data has changed. */
	async function answer(api: OpenAPIBackend, request: Request) {
		const exchange: Exchange = { world: state.world, effect: false };
		const given = (await api.handleRequest(request, exchange)) as Answer;
		if (exchange.sent) state.deliveries.follow(exchange.sent, state.settings);
		if (exchange.effect) {
			state.hasChanged = true;
			state.changes.tell();
		}
		return { given, effect: exchange.effect };
	}

	/** What belongs to the stand-in itself: the phone and the control route. None of it is recorded. */
	async function own(incoming: IncomingMessage, request: Request): Promise<Answer | 'events'> {
		if (!isOwnHost(incoming)) return FOREIGN;
		// The page's files hold no data: any link may lead there.
		const file = pageFile(request.path);
		if (file) return file;
		if (!isOwnOrigin(incoming)) return FOREIGN;
		if (request.path === '/phone/events') return 'events';
		const api = [patients, phone].find((one) => one.matchOperation(request)) ?? control;
		return (await answer(api, request)).given;
	}

	async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		const body = await text(incoming);
		const request = toRequest(incoming, body);
		if (/^\/(control|phone)(\/|$)/.test(request.path)) {
			const owned = await own(incoming, request);
			if (owned === 'events') state.changes.watch(response);
			else deliver(owned, response);
			return;
		}
		const { faults, journal, rateLimiter, settings, signal } = state;
		const operationId = scrubs.matchOperation(request)?.operationId;
		const entry = journal.enter(incoming, response, operationId, body);
		const run = async (changed: Request): Promise<Answer> => {
			const { given, effect } = await answer(scrubs, changed);
			entry.effect = effect;
			return given;
		};
		const origin = `http://${incoming.headers.host}`;
		const refused = rateLimiter.check();
		if (settings.latencyMs > 0) await delay(settings.latencyMs, undefined, { signal });
		const outcome = refused ?? (await faults.around({ operationId, request, origin, run, signal }));
		if (outcome === 'drop') {
			response.destroy();
		} else if (outcome !== 'stall' && !response.destroyed) {
			entry.status = outcome.status;
			if (settings.dateOffsetMs !== 0) response.setHeader('date', dateIn(settings.dateOffsetMs));
			deliver(outcome, response);
		}
	}

	const server = createServer((incoming, response) => {
		serve(incoming, response).catch((error: unknown) => {
			// A delay that a reset has cut short, or a client that went away, is nothing to report.
			if (!isEnding(error)) console.error('The stand-in failed to serve a request', error);
			response.destroy();
		});
	});
	// A client that is busy for some seconds is not to find its connection closed when it comes back.
	server.keepAliveTimeout = 0;
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
	});
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async stop() {
			state.breakOff();
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
		},
	};
}

/** Serves a description beside this file; a request that does not fit it is told why. */
async function serveOwn(path: string, handlers: Record<string, Handler>): Promise<OpenAPIBackend> {
	const sayWhy = ({ validation }: Context): Answer => ({ status: 400, body: validation.errors });
	return await serveDescription(join(__dirname, path), { ...handlers, validationFail: sayWhy });
}

function dateIn(ms: number): string {
	return new Date(Date.now() + ms).toUTCString();
}

function isEnding(error: unknown): boolean {
	const { name, code } = error as NodeJS.ErrnoException;
	return name === 'AbortError' || code === 'ECONNRESET';
}
