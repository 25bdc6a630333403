import type { News, PatientMessage } from '../scrubs/receive';

/** What a fault does; see control/openapi.yaml for each in detail. */
export type FaultKind =
	| 'status'
	| 'latency'
	| 'drop'
	| 'stall'
	| 'html'
	| 'empty'
	| 'truncated'
	| 'brokenJson'
	| 'drip'
	| 'huge'
	| 'redirect'
	| 'upgrade'
	| 'shape'
	| 'cursorRepeats'
	| 'cursorUrl'
	| 'cursorForeignUrl'
	| 'endlessPages'
	| 'ignoreCursor'
	| 'noPaging';

/**
 * Another form of what is a text of digits or an ISO 8601 time: a number (a time's in Unix seconds), the same and a half,
 * that times 1,000, and that as a text.
 */
export type OtherForm = 'number' | 'fraction' | 'milliseconds' | 'millisecondsText';

/** A change to a part of an answer. One with neither `value` nor `as` nor `from` removes the part. */
export interface Change {
	/** Names and indices that lead to the part: `*` is each one there is, `-` the place after the last of a list. */
	path: ReadonlyArray<string | number>;
	/** What is to be there. */
	value?: unknown;
	/** What is there, in another form. */
	as?: OtherForm;
	/** Path of another part, of which a copy is to be there. */
	from?: ReadonlyArray<string | number>;
}

/** Something that goes wrong with the next matching requests. */
export interface Fault {
	kind: FaultKind;
	/** The operations it concerns; all if absent. */
	operationIds?: readonly string[];
	/** What the path of a request has in it to be concerned, such as the ID of a conversation. */
	inPath?: string;
	/** For how many requests; 1 by default, 0 for all that follow. */
	times?: number;
	/** How many matching requests pass first. */
	skip?: number;
	/** Before the handler, which then never runs (the default), or after it has taken effect. */
	when?: 'before' | 'after';
	/** Status of `status` (500), `html` (502), `empty` (200) and `redirect` (302). */
	status?: number;
	headers?: Record<string, string>;
	/** A string is sent as it is, anything else as JSON. */
	body?: unknown;
	/** Milliseconds to wait before the answer, with each kind; with `drip` before each byte of the body (1,000). */
	delayMs?: number;
	/** What `shape` changes in the handler's answer, in this order. */
	changes?: readonly Change[];
	/** Length of the body that `huge` sends, before it is packed (200,000,000). */
	bytes?: number;
	/** Whether `huge` packs its body with gzip, so that little is sent of what the client has to unpack. */
	gzip?: boolean;
	/** What the pages of `endlessPages` hold: the first page again and again (the default), or nothing. */
	rows?: 'repeated' | 'empty';
	/** Where `redirect` leads, or the start of the URL that `cursorForeignUrl` gives. */
	location?: string;
}

/** More than `requests` in a sliding window of `perMs` milliseconds are answered with 429. */
export interface RateLimit {
	requests: number;
	perMs: number;
	/** Sent as `Retry-After`; without it there is no such header. */
	retryAfterSeconds?: number | null;
	/** The same as a text of any kind, such as `-1` or a date that is past. */
	retryAfter?: string;
}

/** How the API behaves until the next reset. */
export interface Settings {
	/** Milliseconds that each request waits before it is served; 0 at the start. */
	latencyMs: number;
	/** By how many milliseconds the header `Date` is ahead, or behind if negative; 0 at the start. */
	dateOffsetMs: number;
	/** How many milliseconds after it was sent a message is delivered; null, as at the start: never by itself. */
	deliveredAfterMs: number | null;
	/** How many milliseconds after it was sent a message is read; null, as at the start: never by itself. */
	readAfterMs: number | null;
}

/** A request as it arrived, and what became of it. */
export interface RecordedRequest {
	/** 1 for the first one since the record was cleared. */
	number: number;
	/** Time of arrival, ISO 8601 in UTC. */
	at: string;
	/** Null when no operation has this method and path. */
	operationId: string | null;
	method: string;
	path: string;
	query: Record<string, string>;
	/** Names in lower case. */
	headers: Record<string, string | string[] | undefined>;
	/** Parsed if it is JSON, else the text; null without a body. */
	body: unknown;
	/** Null as long as no answer has been sent. */
	status: number | null;
	/** Whether it changed anything: a message sent, a number claimed, a link created. */
	effect: boolean;
	/** Requests under way when it arrived, itself included. */
	inFlight: number;
}

/** Counts since the record was cleared. */
export interface Stats {
	requests: number;
	/** TCP connections that carried a request of the API. */
	connections: number;
	peakInFlight: number;
}

/** A message of a patient that comes in. */
export interface Received extends PatientMessage {
	/** The clinic's number that it comes to; the main one by default. */
	sender?: string;
}

/** Messages of many patients that come in at once. */
export interface ReceivedNews extends News {
	/** The clinic's number that they come to; the main one by default. */
	sender?: string;
}

/** Where a received message is found. */
export interface ReceivedAt {
	messageId: string;
	conversationId: string;
}

/** Many conversations at once. */
export interface Filling {
	count: number;
	/** The main number by default. */
	sender?: string;
	/** When the latest was active, in Unix milliseconds, now by default; the others were a second before one another. */
	activeAt?: number;
}

/** A number that appears. */
export interface NewNumber {
	/** Digits. */
	phoneNumber: string;
	displayName?: string | null;
	/** `CONNECTED` by default. */
	status?: string;
	/** Provider ID of the organisation that has claimed it, the demo clinic by default; null if nobody has. */
	owner?: string | null;
}
