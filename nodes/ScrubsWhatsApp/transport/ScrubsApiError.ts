import type { Authentication } from './credentials';

/**
 * Why a request to Scrubs brought no data.
 * - `status`: Scrubs answered with a status outside 200–299 (and not a redirect)
 * - `redirect`: Scrubs, or something before it, pointed to another address
 * - `unreadable`: a 2xx answer whose body is not the JSON that was promised
 * - `tooLarge`: a 2xx answer that is longer than any that was promised
 * - `timeout`, `connectionLost`: the request may have arrived, its answer did not
 * - `refused`, `addressNotFound`, `tls`: nothing was delivered
 * - `cancelled`: the execution was stopped
 * - `other`: none of these could be told
 */
export type FailureKind =
	| 'status'
	| 'redirect'
	| 'unreadable'
	| 'tooLarge'
	| 'timeout'
	| 'connectionLost'
	| 'refused'
	| 'addressNotFound'
	| 'tls'
	| 'cancelled'
	| 'other';

/** Everything that is known of a failed request; never its headers, its body or a key. */
export interface Failure {
	kind: FailureKind;
	/** The endpoint's operation id in the API description, e.g. `listTemplates`. */
	operationId: string;
	/** Whether Scrubs can have acted on the request all the same (a message may be on its way). */
	mayHaveTakenEffect: boolean;
	authentication: Authentication;
	/** Scheme and host that the request went to. */
	origin: string;
	/** When the request went out, by our clock (Unix milliseconds). */
	sentAt: number;
	status?: number;
	/** WhatsApp's own number of the error, e.g. 131056, where the answer has one. */
	code?: number;
	/** What the server said, as one plain sentence without markup, numbers or values of the request. */
	serverText?: string;
	/** How long the server asks to wait, in milliseconds, from `Retry-After`. */
	retryAfterMs?: number;
	/** Where a redirect points: scheme and host alone. */
	redirectOrigin?: string;
}

/** The one way in which the transport reports that a request brought no data. Knows no prose for users. */
export class ScrubsApiError extends Error {
	constructor(readonly failure: Failure) {
		super(`${failure.operationId}: ${failure.kind} ${failure.status ?? ''}`.trimEnd());
		this.name = 'ScrubsApiError';
	}
}
