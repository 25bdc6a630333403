import { randomUUID } from 'node:crypto';
import type { Request } from 'openapi-backend';
import type { Answer } from '../answer';
import type { Paging } from '../../../nodes/ScrubsWhatsApp/api/schema';
import type { Call } from './call';
import type { Fault, FaultKind } from './types';

/** A page as a handler answers it. */
interface PageBody {
	data: unknown[];
	paging?: Paging;
}

/** Faults that change the paging of the handler's answer. */
const REPAGINGS: Partial<
	Record<FaultKind, (page: Required<PageBody>, call: Call, fault: Fault) => PageBody>
> = {
	cursorRepeats: ({ data, paging }, { request }) => ({
		data,
		paging: {
			...paging,
			next: new URLSearchParams(request.query).get('after') ?? paging.next,
		},
	}),
	cursorUrl: ({ data, paging }, call) => ({ data, paging: asUrls(paging, call, call.origin) }),
	cursorForeignUrl: ({ data, paging }, call, { location = 'https://elsewhere.example' }) => ({
		data,
		paging: asUrls(paging, call, location),
	}),
	endlessPages: ({ data, paging }, _call, { rows = 'repeated' }) => ({
		data: rows === 'empty' ? [] : data,
		paging: { ...paging, next: randomUUID() },
	}),
	noPaging: ({ data }) => ({ data }),
};

/** Changes the paging of a handler's answer, if the fault is of that kind and the answer has one. */
export function repaged(answer: Answer, call: Call, fault: Fault): Answer {
	const { data, paging } = answer.body as PageBody;
	const repage = REPAGINGS[fault.kind];
	return repage && paging ? { ...answer, body: repage({ data, paging }, call, fault) } : answer;
}

/** A request for the first page, whatever cursor it had. */
export function withoutCursor<R extends Request & { query: string }>(request: R): R {
	const query = new URLSearchParams(request.query);
	query.delete('after');
	query.delete('before');
	return { ...request, query: query.toString() };
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
