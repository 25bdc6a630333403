import { sleep } from 'n8n-workflow';

import { PAIR_LIMIT_CODE, PAIR_LIMIT_WAIT_MS } from '../inferred';
import { settle } from './concurrency';
import type { Pacer } from './Pacer';
import type { ScrubsRequest, Transport } from './request';
import { ScrubsApiError, type Failure } from './ScrubsApiError';

/** For how long after its first try a request is tried again, in milliseconds: when the server asks to wait, and otherwise. */
const THROTTLE_BUDGET_MS = 300_000;
const RETRY_BUDGET_MS = 60_000;

/**
 * The shortest wait after a 429, in milliseconds, which doubles each time that the same request is refused, and how often it
 * may be: a server may ask for no wait at all, or give a date that has passed.
 */
const FIRST_THROTTLE_MS = 1_000;
const MAX_THROTTLE_MS = 60_000;
const MAX_THROTTLES = 8;

/** How often a read is tried again after a failure that may pass, and the first wait, which doubles each time. */
const MAX_READ_RETRIES = 4;
const FIRST_WAIT_MS = 250;

/** Failures of a read that may have passed a moment later. */
const isPassing = ({ kind, status = 0 }: Failure) =>
	kind === 'connectionLost' || kind === 'timeout' || status >= 500;

/** Failures after which no request of this run can succeed: a refused key, a used-up quota, a stopped execution. */
const endsRun = ({ kind, status, code, retryAfterMs }: Failure) =>
	kind === 'cancelled' ||
	status === 401 ||
	(status === 429 && retryAfterMs === undefined && code !== PAIR_LIMIT_CODE);

/** Between half and all of the wait, so that several workflows do not come back at the same moment. */
const withJitter = (ms: number) => ms * (0.5 + Math.random() / 2);

/** How long nothing is sent after a 429, the first of its request or one after `earlier` others. */
function throttleMsOf(retryAfterMs: number, earlier: number): number {
	// Where the server names a time, a second refusal shows no more than that others use the account, too.
	const doubled = retryAfterMs >= FIRST_THROTTLE_MS ? Math.max(0, earlier - 1) : earlier;
	return Math.max(retryAfterMs, Math.min(MAX_THROTTLE_MS, FIRST_THROTTLE_MS * 2 ** doubled));
}

/** How long to wait before the same request may be sent again; undefined if it must not be. */
function waitBeforeRetry(failure: Failure, isRead: boolean, tries: number): number | undefined {
	if (failure.code === PAIR_LIMIT_CODE && !failure.mayHaveTakenEffect) return PAIR_LIMIT_WAIT_MS;
	if (!isRead || !isPassing(failure) || tries > MAX_READ_RETRIES) return undefined;
	return failure.retryAfterMs ?? withJitter(FIRST_WAIT_MS * 2 ** (tries - 1));
}

/** A transport at the pace that its server takes, which it may share with others until it is closed. */
export interface PacedTransport extends Transport {
	close: () => void;
}

/**
 * A transport whose requests wait for their turn and are tried again where that is safe: reads after failures that may
 * pass; any request after a 429 with `Retry-After`, since the server did not take it. A send that may have taken effect is
 * never tried again here.
 * @param until when no try may begin any more, by our clock (Unix milliseconds)
 */
export function createPacedTransport(
	transport: Transport,
	pacer: Pacer,
	until = Infinity,
): Transport {
	async function request<T>(scrubsRequest: ScrubsRequest<T>): Promise<T> {
		let firstTry: number | undefined;
		let throttles = 0;
		const isWithin = (budget: number, wait: number) =>
			Date.now() + wait - (firstTry ?? 0) <= budget && Date.now() + wait < until;
		for (let tries = 1; ; tries++) {
			const startedAt = await pacer.turn();
			if (tries === 1 && scrubsRequest.before) {
				const ready = await settle(scrubsRequest.before());
				if ('error' in ready) {
					pacer.release();
					throw ready.error;
				}
			}
			firstTry ??= Date.now();
			const result = await settle(transport.request(scrubsRequest));
			if ('value' in result) {
				pacer.accept(startedAt);
				return result.value;
			}
			const { error } = result;
			if (!(error instanceof ScrubsApiError)) {
				pacer.end();
				throw error;
			}
			const { failure } = error;
			const { status, code, retryAfterMs } = failure;
			if (status === 429 && retryAfterMs !== undefined && code !== PAIR_LIMIT_CODE) {
				const wait = throttleMsOf(retryAfterMs, throttles++);
				pacer.throttle(wait, retryAfterMs);
				if (throttles < MAX_THROTTLES && isWithin(THROTTLE_BUDGET_MS, wait)) continue;
				pacer.stop(error);
				throw error;
			}
			if (endsRun(failure))
				pacer.stop(new ScrubsApiError({ ...failure, mayHaveTakenEffect: false }));
			if (status === undefined) pacer.end();
			else pacer.accept(startedAt);
			const wait = waitBeforeRetry(failure, scrubsRequest.method === 'GET', tries);
			if (wait === undefined || !isWithin(RETRY_BUDGET_MS, wait)) throw error;
			await sleep(wait);
		}
	}

	return { ...transport, request };
}
