import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import type { Request } from 'openapi-backend';
import type { Answer } from './answer';

const JSON_TYPE = 'application/json';

/** A request as openapi-backend takes it. */
export function toRequest(incoming: IncomingMessage, body: string): Request & { query: string } {
	const [path = '/', query = ''] = (incoming.url ?? '/').split('?');
	return {
		method: incoming.method ?? 'GET',
		path,
		query,
		headers: incoming.headers as Request['headers'],
		body: body === '' ? undefined : body,
	};
}

/** Puts an answer on the wire. */
export function deliver(answer: Answer, response: ServerResponse): void {
	const { status, headers, body } = answer;
	if (status === 101) {
		response.writeHead(status, headers).flushHeaders();
	} else if (body instanceof Readable) {
		response.writeHead(status, { 'content-type': JSON_TYPE, ...headers }).flushHeaders();
		// A client that goes away ends the stream; there is nothing to tell.
		pipeline(body, response, () => {});
	} else {
		deliverWhole(answer, response);
	}
}

function deliverWhole({ status, headers, body, truncated }: Answer, response: ServerResponse) {
	const raw = typeof body === 'string';
	const payload = body === undefined ? '' : raw ? body : JSON.stringify(body);
	const type = payload && {
		'content-type': raw ? 'text/plain; charset=utf-8' : JSON_TYPE,
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
