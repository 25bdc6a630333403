import type { FailureKind } from './ScrubsApiError';

/**
 * What a failed request means for what it was to do.
 * - `notDone`: the API cannot have acted on it
 * - `notKnown`: it may have acted; nothing that came back says so
 */
export type Outcome = 'notDone' | 'notKnown';

/** The one table of what a failure without a status means. An answer's status is judged by `outcomeOfStatus`. */
const OUTCOMES: Readonly<Record<Exclude<FailureKind, 'status' | 'redirect'>, Outcome>> = {
	refused: 'notDone',
	addressNotFound: 'notDone',
	tls: 'notDone',
	timeout: 'notKnown',
	connectionLost: 'notKnown',
	unreadable: 'notKnown',
	tooLarge: 'notKnown',
	cancelled: 'notKnown',
	other: 'notKnown',
};

/** Redirects that ask for the same request at another address (RFC 9110). After the others it may have been carried out. */
const REPEAT_ELSEWHERE: readonly number[] = [307, 308];

/** 4xx after which the effect may be there all the same: the server gave up waiting, or a proxy before it did. */
const GAVE_UP: readonly number[] = [408, 499];

/** 4xx says that the request was not accepted, 429 among them; 5xx may come after the effect took place. */
const outcomeOfStatus = (status: number): Outcome =>
	status >= 500 || GAVE_UP.includes(status) ? 'notKnown' : 'notDone';

/** What a failure means for a request that changes something. A success is what `read` finds in a 2xx answer. */
export function outcomeOf(kind: FailureKind, status = 0): Outcome {
	if (kind === 'status') return outcomeOfStatus(status);
	if (kind === 'redirect') return REPEAT_ELSEWHERE.includes(status) ? 'notDone' : 'notKnown';
	return OUTCOMES[kind];
}
