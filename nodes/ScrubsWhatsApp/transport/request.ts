import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { AnswerTooLarge, DeadlinePassed, discard, textOf, within, type HttpAnswer } from './answer';
import {
	type Authentication,
	authenticationHeaders,
	authenticationOf,
	baseUrlOf,
	secretsOf,
} from './credentials';
import { InputProblem } from '../words/InputProblem';
import { networkFailureOf } from './networkFailure';
import { outcomeOf } from './outcome';
import { ScrubsApiError, type Failure, type FailureKind } from './ScrubsApiError';
import { holdsSecret, serverTextOf } from './serverText';
import { webAddressOf } from './webAddress';

/** How long one request may take to the end of its answer, in milliseconds; n8n's own default is 300 seconds without an end. */
const TIMEOUT_MS = 30_000;

/** Sends one request with the credential's headers and gives the answer back whatever its status. */
export type Send = (options: IHttpRequestOptions) => Promise<HttpAnswer>;

/** Query parameters by name; the API takes them as text. */
export type Query = Readonly<Record<string, string>>;

export interface ScrubsRequest<T> {
	/** The endpoint's operation id in the API description; comes back in the error. */
	operationId: string;
	method: 'GET' | 'POST';
	/** Path segments below the API's root; each is encoded by itself. */
	path: readonly string[];
	query?: Query;
	body?: object;
	/** Comes before the first try, once it is its turn; where it throws, nothing is requested. */
	before?: () => Promise<void>;
	/** Picks what is wanted from the answer's JSON; undefined when it is not there. */
	read: (json: unknown) => T | undefined;
}

/** How a transport differs from others. */
export interface TransportOptions {
	/** Takes notices. */
	tell?: Transport['tell'];
	/** When every request must have come to an end, by our clock (Unix milliseconds). */
	until?: number;
}

/** One request to Scrubs. Its only failures are ScrubsApiError and, before anything is sent, InputProblem. */
export interface Transport {
	request<T>(request: ScrubsRequest<T>): Promise<T>;
	/** Scheme, host and port of the API. */
	readonly origin: string;
	readonly authentication: Authentication;
	/** Tells those who read the outcome something about it that is no failure, in a sentence. */
	tell(notice: string): void;
	/**
	 * A time by the server's clock, in Unix milliseconds, exact to about a second; by ours until it has answered.
	 * @param ours the time by our clock, now by default
	 */
	serverTime(ours?: number): number;
}

function urlOf(origin: string, path: readonly string[], query: Query = {}): string {
	// An empty, "." or ".." segment would address another endpoint, even when it is percent-encoded; half a surrogate pair
	// cannot be.
	if (path.some((segment) => /^\.{0,2}$|\p{Cs}/u.test(segment))) {
		throw new InputProblem(
			'An ID or a number that the request needs is empty, or cannot be one.',
			'Fill in the number or ID, or check what the expression gives.',
		);
	}
	const search = new URLSearchParams(query).toString();
	return `${origin}/${path.map(encodeURIComponent).join('/')}${search && `?${search}`}`;
}

/** A `Date` header in Unix milliseconds. */
function dateOf(header: unknown): number | undefined {
	const time = typeof header === 'string' ? Date.parse(header) : NaN;
	return Number.isNaN(time) ? undefined : time;
}

/**
 * Milliseconds to wait by a `Retry-After` header: seconds or an HTTP date (RFC 9110), which is measured by the clock of
 * the server that gave it. Never negative.
 */
function retryAfterMsOf(headers: Record<string, unknown>): number | undefined {
	const header = headers['retry-after'];
	if (typeof header !== 'string' || header.trim() === '') return undefined;
	const seconds = Number(header);
	const ms = Number.isFinite(seconds)
		? seconds * 1000
		: Date.parse(header) - (dateOf(headers.date) ?? Date.now());
	return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** Longest scheme, host and port, in characters: a host has at most 253. */
const LONGEST_ORIGIN = 270;

/** Scheme and host that a redirect leads to, if it leads to a web address; none that holds a piece of a key. */
function redirectOriginOf(
	location: unknown,
	base: string,
	secrets: readonly string[],
): string | undefined {
	const origin = typeof location === 'string' ? webAddressOf(location, base)?.origin : undefined;
	if (origin === undefined || origin.length > LONGEST_ORIGIN) return undefined;
	return holdsSecret(origin, secrets) ? undefined : origin;
}

/** How far a time is ahead of our clock, in milliseconds. */
const offsetOf = (time: number | undefined) => (time === undefined ? undefined : time - Date.now());

/** The number that WhatsApp gives to an error, where Scrubs passes it on (inferred). */
function errorCodeOf(json: unknown): number | undefined {
	const { code } = ((json as { error?: unknown } | null)?.error ?? {}) as { code?: unknown };
	return typeof code === 'number' ? code : undefined;
}

/** The answer's JSON; its text when it is none. */
function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** What kept an answer from being read to its end. */
function failureKindOf(error: unknown): FailureKind {
	if (error instanceof DeadlinePassed) return 'timeout';
	if (error instanceof AnswerTooLarge) return 'tooLarge';
	return networkFailureOf(error);
}

/** A function's result, or undefined when it throws: what describes an answer must not change what came of the request. */
function attempt<T>(describe: () => T): T | undefined {
	try {
		return describe();
	} catch {
		return undefined;
	}
}

/**
 * Binds a credential to a way of sending. Redirects are never followed: n8n would take the API key along to another origin
 * and post the message again. Statuses are judged here, since n8n's helper sends a request a second time after a 401.
 * @throws InputProblem when the credential cannot be used
 */
export function createTransport(
	credentials: ICredentialDataDecryptedObject,
	send: Send,
	{ tell = () => {}, until = Infinity }: TransportOptions = {},
): Transport {
	const origin = baseUrlOf(credentials);
	const authentication = authenticationOf(credentials);
	const secrets = secretsOf(credentials);
	// n8n adds the headers as it sends; what they cannot carry is told here, in our words and before anything is sent.
	authenticationHeaders(credentials);

	/** How far the server's clock is ahead of ours, in milliseconds, by its answers. */
	let clockOffset = -Infinity;

	const serverTime = (ours = Date.now()) => ours + (clockOffset === -Infinity ? 0 : clockOffset);

	async function request<T>({
		operationId,
		method,
		path,
		query,
		body,
		read,
	}: ScrubsRequest<T>): Promise<T> {
		const sentAt = Date.now();
		const failed = (failure: Partial<Failure> & Pick<Failure, 'kind'>) =>
			new ScrubsApiError({
				operationId,
				authentication,
				origin,
				sentAt,
				mayHaveTakenEffect:
					method === 'POST' && outcomeOf(failure.kind, failure.status) === 'notKnown',
				...failure,
			});

		const url = urlOf(origin, path, query);
		const timeout = Math.max(1, Math.min(TIMEOUT_MS, until - sentAt));
		const deadline = AbortSignal.timeout(timeout);
		const sent = send({
			method,
			url,
			headers: {
				Accept: 'application/json',
				...(body && { 'Content-Type': 'application/json' }),
			},
			// As text: n8n drops an empty object, and Scrubs expects a JSON body with every POST.
			body: body && JSON.stringify(body),
			// So that the time and the size of the answer can be bounded as it comes.
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout,
		});
		const answer = await within(deadline, sent).catch((error: unknown) => {
			if (error instanceof DeadlinePassed) void sent.then(discard, () => {});
			throw failed({ kind: failureKindOf(error) });
		});

		const { statusCode: status, headers } = answer;
		// An answer from a cache has an old date, and none a later one than the server’s.
		clockOffset = Math.max(clockOffset, offsetOf(dateOf(headers.date)) ?? -Infinity);
		const isRefused = status < 200 || status >= 300;
		const text = await textOf(answer, deadline).catch((error: unknown) => {
			// Of a refusal the status says enough.
			if (isRefused) return '';
			throw failed({ kind: failureKindOf(error), status });
		});
		const json = jsonOf(text);
		if (status >= 300 && status < 400) {
			const redirectOrigin = attempt(() => redirectOriginOf(headers.location, origin, secrets));
			throw failed({ kind: 'redirect', status, redirectOrigin });
		}
		if (isRefused) {
			throw failed({
				kind: 'status',
				status,
				code: attempt(() => errorCodeOf(json)),
				serverText: attempt(() => serverTextOf(json, [body, query], secrets)),
				retryAfterMs: attempt(() => retryAfterMsOf(headers)),
			});
		}
		const result = attempt(() =>
			typeof json === 'object' && json !== null ? read(json) : undefined,
		);
		if (result === undefined) throw failed({ kind: 'unreadable', status });
		return result;
	}

	return { request, origin, authentication, tell, serverTime };
}
