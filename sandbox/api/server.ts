import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Request } from 'openapi-backend';
import type { Answer } from './answer';
import { controlHandlers } from './control/handlers';
import { Faults } from './control/faults';
import { Journal } from './control/journal';
import { RateLimiter } from './control/rateLimiter';
import { serveDescription } from './openapi';
import { securityHandlers, unauthorizedHandler } from './scrubs/auth';
import { operationHandlers, validationFail } from './scrubs/handlers';
import { seedWorld } from './seed';

/** A running stand-in. */
export interface StandIn {
	/** Base URL of the API, and of the control route under `/control`: `http://127.0.0.1:PORT`. */
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
	let pending = new AbortController();
	const stalled = new Set<ServerResponse>();
	const [faults, rateLimiter, journal] = [new Faults(), new RateLimiter(), new Journal()];
	const reset = () => {
		pending.abort();
		pending = new AbortController();
		stalled.forEach((response) => response.destroy());
		world = seedWorld();
		faults.clear();
		rateLimiter.set(null);
		journal.clear();
	};

	const scrubs = await serveDescription(
		join(__dirname, 'openapi.yaml'),
		{ ...operationHandlers, validationFail, unauthorizedHandler },
		securityHandlers,
	);
	const control = await serveDescription(join(__dirname, 'control', 'openapi.yaml'), {
		...controlHandlers({ faults, rateLimiter, journal, reset }),
		validationFail: ({ validation }) => ({ status: 400, body: validation.errors }),
	});

	async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		const body = await text(incoming);
		const request = toRequest(incoming, body);
		if (request.path.startsWith('/control/')) {
			deliver((await control.handleRequest(request)) as Answer, response);
			return;
		}
		const operationId = scrubs.matchOperation(request)?.operationId;
		const entry = journal.enter(incoming, response, operationId, body);
		const run = async (changed: Request): Promise<Answer> => {
			const exchange = { world, effect: false };
			const answer = (await scrubs.handleRequest(changed, exchange)) as Answer;
			entry.effect = exchange.effect;
			return answer;
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

function toRequest(incoming: IncomingMessage, body: string): Request & { query: string } {
	const [path = '/', query = ''] = (incoming.url ?? '/').split('?');
	return {
		method: incoming.method ?? 'GET',
		path,
		query,
		headers: incoming.headers as Request['headers'],
		body: body === '' ? undefined : body,
	};
}

function deliver({ status, headers, body, truncated }: Answer, response: ServerResponse): void {
	const raw = typeof body === 'string';
	const payload = body === undefined ? '' : raw ? body : JSON.stringify(body);
	const type = payload && {
		'content-type': raw ? 'text/plain; charset=utf-8' : 'application/json',
	};
	const length = Buffer.byteLength(payload);
	response.writeHead(status, {
		...type,
		...(status !== 204 && { 'content-length': length }),
		...headers,
	});
	if (!truncated) response.end(payload);
	else response.write(payload.slice(0, length / 2), () => response.destroy());
}

function isEnding(error: unknown): boolean {
	const { name, code } = error as NodeJS.ErrnoException;
	return name === 'AbortError' || code === 'ECONNRESET';
}
