import { createGzip } from 'node:zlib';
import { htmlPage, type Answer, type Outcome } from '../answer';
import { dripping, swollen } from '../streams';
import type { Fault, FaultKind } from './types';

/** Faults that stand in the place of the handler's answer, which is there if they come after it. */
export const REPLACEMENTS: Partial<Record<FaultKind, (fault: Fault, answer?: Answer) => Outcome>> =
	{
		status: ({ status = 500, headers, body = { error: 'Injected fault.' } }) => ({
			status,
			headers,
			body,
		}),
		html: ({ status = 502, headers, body }) => {
			const page = htmlPage(status, `${status} Proxy Error`);
			return { status, headers: { ...page.headers, ...headers }, body: body ?? page.body };
		},
		empty: ({ status = 200, headers }) => ({ status, headers }),
		redirect: ({ status = 302, headers, location = '/' }) => ({
			status,
			headers: { location, ...headers },
		}),
		upgrade: ({ headers }) => ({
			status: 101,
			headers: { connection: 'Upgrade', upgrade: 'websocket', ...headers },
		}),
		truncated: ({ body }, answer) => ({ ...withBody(body, answer), truncated: true }),
		brokenJson: ({ body }, answer) => {
			const whole = withBody(body, answer);
			return {
				...whole,
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(whole.body).slice(0, -2),
			};
		},
		drip: ({ body, delayMs = 1_000, headers }, answer) => {
			const whole = withBody(body, answer);
			const text = JSON.stringify(whole.body);
			return {
				...whole,
				headers: { 'content-length': String(Buffer.byteLength(text)), ...headers },
				body: dripping(text, delayMs),
			};
		},
		huge: ({ body, bytes = 200_000_000, gzip = false, headers }, answer) => {
			const whole = withBody(body, answer);
			const stream = swollen(whole.body as object, bytes);
			return gzip
				? {
						...whole,
						headers: { 'content-encoding': 'gzip', ...headers },
						body: stream.pipe(createGzip()),
					}
				: { ...whole, headers, body: stream };
		},
		drop: () => 'drop',
		stall: () => 'stall',
	};

function withBody(body: unknown, answer: Answer = { status: 200 }): Answer {
	return { ...answer, body: body ?? answer.body ?? { data: [] } };
}
