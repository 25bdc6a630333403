import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Context, default as OpenAPIBackend, Request } from 'openapi-backend';
import type { Answer } from './answer';
import { controlHandlers } from './control/handlers';
import { Faults } from './control/faults';
import { Journal } from './control/journal';
import { patientHandlers } from './control/patients';
import { RateLimiter } from './control/rateLimiter';
import { SCRUBS_API } from '../../openapi/description';
import { serveDescription } from './openapi';
import { Changes } from './phone/changes';
import { pageFile } from './phone/files';
import { phoneHandlers } from './phone/handlers';
import { securityHandlers, unauthorizedHandler } from './scrubs/auth';
import { operationHandlers, validationFail } from './scrubs/handlers';
import { seedWorld } from './seed';
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
	let world = seedWorld();
	let hasChanged = false;
	let pending = new AbortController();
	const stalled = new Set<ServerResponse>();
	const [faults, rateLimiter, journal] = [new Faults(), new RateLimiter(), new Journal()];
	const changes = new Changes();
	const reset = () => {
		pending.abort();
		pending = new AbortController();
		stalled.forEach((response) => response.destroy());
		if (hasChanged) world = seedWorld();
		hasChanged = false;
		faults.clear();
		rateLimiter.set(null);
		journal.clear();
		changes.tell();
	};

	const scrubs = await serveDescription(
		SCRUBS_API,
		{ ...operationHandlers, validationFail, unauthorizedHandler },
		securityHandlers,
	);
	const control = await serveDescription(join(__dirname, 'control', 'openapi.yaml'), {
		...controlHandlers({ faults, rateLimiter, journal, reset }),
		...patientHandlers,
		validationFail: sayWhy,
	});
	const phone = await serveDescription(join(__dirname, 'phone', 'openapi.yaml'), {
		...phoneHandlers,
		validationFail: sayWhy,
	});

	/** Lets one of the descriptions answer from the data; the phone's page is told if the data has changed. */
	async function answer(api: OpenAPIBackend, request: Request) {
		const exchange = { world, effect: false };
		const given = (await api.handleRequest(request, exchange)) as Answer;
		if (exchange.effect) {
			hasChanged = true;
			changes.tell();
		}
		return { given, effect: exchange.effect };
	}

	/** What belongs to the stand-in itself: the phone and the control route. None of it is recorded. */
	async function own(request: Request): Promise<Answer | undefined> {
		const page = pageFile(request.path);
		if (page) return page;
		if (request.path.startsWith('/phone/')) return (await answer(phone, request)).given;
		if (request.path.startsWith('/control/')) return (await answer(control, request)).given;
		return undefined;
	}

	async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		if (incoming.url === '/phone/events') {
			changes.watch(response);
			return;
		}
		const body = await text(incoming);
		const request = toRequest(incoming, body);
		const owned = await own(request);
		if (owned) {
			deliver(owned, response);
			return;
		}
		const operationId = scrubs.matchOperation(request)?.operationId;
		const entry = journal.enter(incoming, response, operationId, body);
		const run = async (changed: Request): Promise<Answer> => {
			const { given, effect } = await answer(scrubs, changed);
			entry.effect = effect;
			return given;
		};
		const origin = `http://${incoming.headers.host}`;
		const call = { operationId, request, origin, run, signal: pending.signal };
		const outcome = rateLimiter.check() ?? (await faults.around(call));
		if (outcome === 'drop') {
			response.destroy();
		} else if (outcome === 'stall') {
			stalled.add(response);
			response.once('close', () => stalled.delete(response));
		} else if (!response.destroyed) {
			entry.status = outcome.status;
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
			pending.abort();
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
		},
	};
}

function sayWhy({ validation }: Context): Answer {
	return { status: 400, body: validation.errors };
}

function isEnding(error: unknown): boolean {
	const { name, code } = error as NodeJS.ErrnoException;
	return name === 'AbortError' || code === 'ECONNRESET';
}
