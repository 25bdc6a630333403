import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { RecordedRequest, Stats } from './types';

/** Keeps record of the requests that arrive at the API. */
export class Journal {
	private entries: RecordedRequest[] = [];

	private sockets = new WeakSet<Socket>();

	private connections = 0;

	private readonly underWay = new Set<ServerResponse>();

	private peakInFlight = 0;

	/**
	 * Enters a request; it counts as under way until its response is closed.
	 *
	 * @param body the text of the request's body
	 * @returns the entry, to be completed while the request is served
	 */
	enter(
		request: IncomingMessage,
		response: ServerResponse,
		operationId: string | undefined,
		body: string,
	): RecordedRequest {
		const url = new URL(request.url ?? '/', 'http://localhost');
		this.underWay.add(response);
		this.peakInFlight = Math.max(this.peakInFlight, this.underWay.size);
		response.once('close', () => this.underWay.delete(response));
		if (!this.sockets.has(request.socket)) {
			this.sockets.add(request.socket);
			this.connections += 1;
		}
		const entry: RecordedRequest = {
			number: this.entries.length + 1,
			at: new Date().toISOString(),
			operationId: operationId ?? null,
			method: request.method ?? '',
			path: url.pathname,
			query: Object.fromEntries(url.searchParams),
			headers: request.headers,
			body: parsed(body),
			status: null,
			effect: false,
			inFlight: this.underWay.size,
		};
		this.entries.push(entry);
		return entry;
	}

	/** The requests so far, of one operation or of all. */
	requests(operationId?: string): RecordedRequest[] {
		return this.entries.filter((entry) => !operationId || entry.operationId === operationId);
	}

	stats(): Stats {
		const { connections, peakInFlight } = this;
		return { requests: this.entries.length, connections, peakInFlight };
	}

	/** Breaks off the requests that are still under way. */
	breakOff(): void {
		this.underWay.forEach((response) => response.destroy());
	}

	clear(): void {
		this.entries = [];
		this.sockets = new WeakSet();
		this.connections = 0;
		this.peakInFlight = 0;
	}
}

function parsed(body: string): unknown {
	if (body === '') return null;
	try {
		return JSON.parse(body);
	} catch {
		return body;
	}
}
