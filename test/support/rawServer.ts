import { createServer, STATUS_CODES, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

/** A request that has come in whole. */
export interface RawRequest {
	method: string;
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	body: string;
	/** When it came, in milliseconds; only differences mean something. */
	at: number;
}

/** Bytes, after which the connection ends, or what writes to the connection as it likes, for as long as it likes. */
export type RawAnswer = string | Buffer | ((socket: Socket, request: RawRequest) => unknown);

/** A server that answers with nothing but what a test gives it, byte for byte. */
export class RawServer {
	/** The requests of this test, in the order in which they came. */
	requests: RawRequest[] = [];

	private answers: Array<{ serves: (asked: string) => boolean; answer: RawAnswer }> = [];

	private mistakes: unknown[] = [];

	private readonly server = createServer((incoming) => {
		const { socket, method = '', headers, url = '/' } = incoming;
		const { pathname: path, searchParams: query } = new URL(url, 'http://localhost');
		const at = performance.now();
		void text(incoming).then(
			(body) => this.serve(socket, { method, path, query, headers, body, at }),
			() => socket.destroy(),
		);
	});

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/**
	 * Says how requests are answered from now on; of two answers to one request the later counts.
	 *
	 * @param route method and path, such as `GET /api/v1/whatsapp/numbers`, or an expression that matches them
	 */
	answer(route: string | RegExp, answer: RawAnswer): void {
		const serves = (asked: string) =>
			route instanceof RegExp ? route.test(asked) : route === asked;
		this.answers.unshift({ serves, answer });
	}

	async start(): Promise<void> {
		// A client that breaks off is what many a test is about.
		this.server.on('connection', (socket) => socket.on('error', () => {}));
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
	}

	/** Ends every connection, and forgets answers and requests. Throws what an answer has thrown on an open connection. */
	reset(): void {
		this.server.closeAllConnections();
		const [mistake] = this.mistakes;
		[this.requests, this.answers, this.mistakes] = [[], [], []];
		if (mistake) throw mistake as Error;
	}

	async stop(): Promise<void> {
		const closed = new Promise((resolve) => this.server.close(resolve));
		this.server.closeAllConnections();
		await closed;
	}

	private async serve(socket: Socket, request: RawRequest): Promise<void> {
		this.requests.push(request);
		const asked = `${request.method} ${request.path}`;
		const { answer } = this.answers.find(({ serves }) => serves(asked)) ?? {};
		try {
			if (typeof answer === 'function') await answer(socket, request);
			else socket.end(answer ?? json(404, { error: `This test does not answer ${asked}.` }));
		} catch (error) {
			if (!socket.destroyed) this.mistakes.push(error);
			socket.destroy();
		}
	}
}

/** A raw server for the tests of a file. After each, whatever is under way is ended and forgotten. */
export function useRawServer(): RawServer {
	const server = new RawServer();
	beforeAll(async () => await server.start());
	afterEach(() => server.reset());
	afterAll(async () => await server.stop());
	return server;
}

/** The bytes of an answer with a JSON body; headers that are given replace its own. */
export const json = (status: number, body: unknown, headers: Record<string, string> = {}): string =>
	jsonText(status, JSON.stringify(body), headers);

/** The same with a body that is JSON text already, or is not quite. */
export function jsonText(
	status: number,
	payload: string,
	headers: Record<string, string> = {},
): string {
	const length = Buffer.byteLength(payload);
	const own = { 'content-type': 'application/json', 'content-length': length, connection: 'close' };
	const lines = Object.entries({ ...own, ...headers }).map(([name, value]) => `${name}: ${value}`);
	return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', payload].join('\r\n');
}

/** An answer that comes byte by byte, with a pause before each. */
export function dripping(bytes: string | Buffer, everyMs: number): RawAnswer {
	return async (socket) => {
		for (const byte of Buffer.from(bytes)) {
			await delay(everyMs, undefined, { ref: false });
			if (socket.destroyed) return;
			socket.write(Buffer.of(byte));
		}
		socket.end();
	};
}
