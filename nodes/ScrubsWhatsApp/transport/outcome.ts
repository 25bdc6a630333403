import type { FailureKind } from './ScrubsApiError';

/**
 * What a failed request means for what it was to do.
 * - `notDone`: the API cannot have acted on it
 * - `notKnown`: it may have acted; nothing that came back says so
 */
export type Outcome = 'notDone' | 'notKnown';

/** The one table of what a failure without a status means. An answer's status is judged by `outcomeOfStatus`. */
const OUTCOMES: Readonly<Record<Exclude<FailureKind, 'status'>, Outcome>> = {
	redirect: 'notDone',
	refused: 'notDone',
	addressNotFound: 'notDone',
	tls: 'notDone',
	timeout: 'notKnown',
	connectionLost: 'notKnown',
	unreadable: 'notKnown',
	cancelled: 'notKnown',
	other: 'notKnown',
};

/** 4xx says that the request was not accepted, 429 among them; 5xx may come after the effect took place. */
const outcomeOfStatus = (status: number): Outcome => (status >= 500 ? 'notKnown' : 'notDone');

/** What a failure means for a request that changes something. A success is what `read` finds in a 2xx answer. */
export const outcomeOf = (kind: FailureKind, status = 0): Outcome =>
	kind === 'status' ? outcomeOfStatus(status) : OUTCOMES[kind];
