import { PagingProblem } from '../../../../nodes/ScrubsWhatsApp/api/PagingProblem';
import {
	failureCauseOf,
	type FailureCause,
} from '../../../../nodes/ScrubsWhatsApp/host/failureCause';
import {
	ScrubsApiError,
	type Failure,
} from '../../../../nodes/ScrubsWhatsApp/transport/ScrubsApiError';
import { InputProblem } from '../../../../nodes/ScrubsWhatsApp/words/InputProblem';

const CREDENTIAL: FailureCause = { cause: 'credential-invalid' };
const CONFIGURATION: FailureCause = { cause: 'configuration-invalid' };
const UNAVAILABLE: FailureCause = { cause: 'temporarily-unavailable', retryAfterMs: undefined };

const causeOf = (failure: Pick<Failure, 'kind'> & Partial<Failure>) =>
	failureCauseOf(
		new ScrubsApiError({
			operationId: 'listConversations',
			mayHaveTakenEffect: false,
			authentication: 'apiKey',
			origin: 'https://usescrubs.com',
			sentAt: 0,
			...failure,
		}),
	);

test.each<[number, Partial<Failure>, FailureCause]>([
	[400, {}, CREDENTIAL],
	[400, { serverText: 'Provider or HCI code is invalid.' }, CREDENTIAL],
	[400, { serverText: 'Request body is invalid.' }, CONFIGURATION],
	[401, {}, CREDENTIAL],
	[403, {}, CREDENTIAL],
	[404, {}, CONFIGURATION],
	[422, {}, CONFIGURATION],
	[429, {}, { cause: 'quota-exhausted' }],
	[429, { retryAfterMs: 7_000 }, { cause: 'rate-limited', retryAfterMs: 7_000 }],
	[499, {}, CONFIGURATION],
	[500, {}, UNAVAILABLE],
	[503, { retryAfterMs: 7_000 }, { cause: 'temporarily-unavailable', retryAfterMs: 7_000 }],
])('n8n is told of a status %i (%j): %j', (status, more, cause) => {
	expect(causeOf({ kind: 'status', status, ...more })).toStrictEqual(cause);
});

test.each<[Failure['kind'], FailureCause | undefined]>([
	['timeout', UNAVAILABLE],
	['connectionLost', UNAVAILABLE],
	['refused', UNAVAILABLE],
	['addressNotFound', UNAVAILABLE],
	['redirect', CONFIGURATION],
	['tls', CONFIGURATION],
	['unreadable', undefined],
	['tooLarge', undefined],
	['cancelled', undefined],
	['other', undefined],
])('n8n is told of a request with the end "%s": %j', (kind, cause) => {
	expect(causeOf({ kind })).toStrictEqual(cause);
});

test('n8n is told that fields have to be mended, and that a list may be read in full later', () => {
	expect(failureCauseOf(new InputProblem('The number is empty.'))).toEqual(CONFIGURATION);
	expect(failureCauseOf(new PagingProblem('listMoves'))).toEqual({
		cause: 'temporarily-unavailable',
	});
});

test('n8n is told nothing of what nobody foresaw', () => {
	expect(failureCauseOf(new Error('Oh.'))).toBeUndefined();
});
