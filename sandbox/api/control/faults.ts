import { setTimeout as delay } from 'node:timers/promises';
import type { Request } from 'openapi-backend';
import { htmlPage, type Answer, type Outcome } from '../answer';
import type { Paging } from '../../../nodes/ScrubsWhatsApp/api/schema';
import type { Fault, FaultKind } from './types';

/** A request on its way to its handler. */
export interface Call {
	operationId: string | undefined;
	request: Request & { query: string };
	/** Where the client reached the server, such as `http://127.0.0.1:8080`. */
	origin: string;
	/** Runs the handler. */
	run(request: Request): Promise<Answer>;
	/** Ends a delay early. */
	signal: AbortSignal;
}

/** Faults that stand in the place of the handler's answer, which is there if they come after it. */
const REPLACEMENTS: Partial<Record<FaultKind, (fault: Fault, answer?: Answer) => Outcome>> = {
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
	truncated: ({ body }, answer) => ({ ...withBody(body, answer), truncated: true }),
	brokenJson: ({ body }, answer) => {
		const whole = withBody(body, answer);
		return {
			...whole,
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(whole.body).slice(0, -2),
		};
	},
	drop: () => 'drop',
	stall: () => 'stall',
};

/** Faults that change the paging of the handler's answer. */
const REPAGINGS: Partial<
	Record<FaultKind, (paging: Paging, call: Call, fault: Fault) => Paging | undefined>
> = {
	cursorRepeats: (paging, { request }) => ({
		...paging,
		next: new URLSearchParams(request.query).get('after') ?? paging.next,
	}),
	cursorUrl: (paging, call) => asUrls(paging, call, call.origin),
	cursorForeignUrl: (paging, call, { location = 'https://elsewhere.example' }) =>
		asUrls(paging, call, location),
	noPaging: () => undefined,
};

/** The faults in waiting, and the step around the handler where they happen. */
export class Faults {
	private waiting: Array<Required<Pick<Fault, 'times' | 'skip'>> & Fault> = [];

	add(fault: Fault): void {
		this.waiting.push({ times: 1, skip: 0, ...fault });
	}

	clear(): void {
		this.waiting = [];
	}

	/** Runs the handler, with the first fault that concerns the request. */
	async around(call: Call): Promise<Outcome> {
		const fault = this.take(call.operationId);
		if (!fault) return await call.run(call.request);
		const wait = () => delay(fault.delayMs ?? 0, undefined, { signal: call.signal });
		const replace = REPLACEMENTS[fault.kind];
		if (fault.when !== 'after') await wait();
		if (replace && fault.when !== 'after') return replace(fault);
		const request = fault.kind === 'ignoreCursor' ? withoutCursor(call.request) : call.request;
		const answer = await call.run(request);
		if (fault.when === 'after') await wait();
		return replace ? replace(fault, answer) : repaged(answer, call, fault);
	}

	private take(operationId: string | undefined): Fault | undefined {
		for (const fault of this.waiting) {
			const concerned = !fault.operationIds || fault.operationIds.includes(operationId ?? '');
			if (!concerned) continue;
			if (fault.skip > 0) {
				fault.skip -= 1;
				continue;
			}
			if (fault.times === 1) this.waiting.splice(this.waiting.indexOf(fault), 1);
			else if (fault.times > 1) fault.times -= 1;
			return fault;
		}
		return undefined;
	}
}

function withBody(body: unknown, answer: Answer = { status: 200 }): Answer {
	return { ...answer, body: body ?? answer.body ?? { data: [] } };
}

function withoutCursor(request: Call['request']): Call['request'] {
	const query = new URLSearchParams(request.query);
	query.delete('after');
	query.delete('before');
	return { ...request, query: query.toString() };
}

function repaged(answer: Answer, call: Call, fault: Fault): Answer {
	const body = answer.body as { paging?: Paging };
	const repage = REPAGINGS[fault.kind];
	if (!repage || !body.paging) return answer;
	return { ...answer, body: { ...body, paging: repage(body.paging, call, fault) } };
}

/** Cursors as whole URLs of the next request. */
function asUrls({ next, previous }: Paging, { request }: Call, origin: string): Paging {
	const url = (name: string, cursor: string | null) => {
		const query = new URLSearchParams(withoutCursor(request).query);
		if (cursor) query.set(name, cursor);
		return cursor && `${origin}${request.path}?${query.toString()}`;
	};
	return { next: url('after', next), previous: url('before', previous) };
}
