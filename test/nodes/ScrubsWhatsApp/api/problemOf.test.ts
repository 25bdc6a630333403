import { problemOf } from '../../../../nodes/ScrubsWhatsApp/api/failures';
import type {
	Failure,
	FailureKind,
} from '../../../../nodes/ScrubsWhatsApp/transport/ScrubsApiError';
import { explain } from '../../../../nodes/ScrubsWhatsApp/words/places';

const ORIGIN = 'https://scrubs.example';
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What a step says of a read that came to nothing. */
function said(failure: Pick<Failure, 'kind'> & Partial<Failure>): string {
	const { message, description } = explain(
		problemOf({
			operationId: 'listPhoneNumbers',
			mayHaveTakenEffect: false,
			authentication: 'apiKey',
			origin: ORIGIN,
			sentAt: 0,
			...failure,
		}),
		'step',
	);
	return `${message} ${description}`;
}

const CHECK =
	'Check the internet connection of n8n and "Base URL" in the credential, then run this step again.';
const SUPPORT = 'If it stays so, ask Scrubs support.';

test.each<[Exclude<FailureKind, 'status' | 'redirect'>, string]>([
	[
		'unreadable',
		`The answer from ${ORIGIN} could not be read. It was not the data that Scrubs promises, perhaps a web page or a part of an answer. ${CHECK} ${SUPPORT}`,
	],
	['tooLarge', `The answer from ${ORIGIN} was too long to be one of Scrubs. ${CHECK} ${SUPPORT}`],
	['timeout', 'Scrubs did not answer in time. Wait a minute, then run this step again.'],
	['connectionLost', `The connection to Scrubs broke off before the answer was complete. ${CHECK}`],
	['refused', `Nothing answers at ${ORIGIN}. ${CHECK}`],
	['addressNotFound', `The address ${ORIGIN} could not be found. ${CHECK}`],
	[
		'tls',
		`No safe connection to ${ORIGIN} could be made: its certificate is not accepted. ${CHECK} If your network inspects traffic, ask its administrator to let n8n through.`,
	],
	[
		'cancelled',
		'The execution was stopped before Scrubs answered. Run the workflow again if it was not meant to stop.',
	],
	['other', `The request to Scrubs could not be completed. ${CHECK}`],
])('of a request with the end "%s" a step says: %s', (kind, words) => {
	expect(said({ kind })).toBe(words);
});

test.each([
	[0, 'a second'],
	[1, 'a second'],
	[1_001, '2 seconds'],
	[2 * MINUTE - 1, '120 seconds'],
	[2 * MINUTE, '2 minutes'],
	[90 * MINUTE + 1, '91 minutes'],
	[2 * HOUR, '2 hours'],
	[2 * DAY, '2 days'],
	[7 * DAY, '7 days'],
])('a server that asks to wait for %i ms is given %s', (retryAfterMs, wait) => {
	expect(said({ kind: 'status', status: 429, retryAfterMs })).toBe(
		`Scrubs takes no more requests for the moment. Wait ${wait}, then run this step again, with fewer items at a time.`,
	);
});

test.each([undefined, 7 * DAY + 1])('a wait of %p is a limit that is used up', (retryAfterMs) => {
	expect(said({ kind: 'status', status: 429, retryAfterMs })).toMatch(
		/^The usage limit of this Scrubs account is used up, or its key has run out\. Ask Scrubs/,
	);
});

test('a server in trouble is given a few minutes', () => {
	expect(said({ kind: 'status', status: 500 })).toMatch(
		/\. Wait a few minutes, then run this step again\. If it stays so, ask Scrubs support\.$/,
	);
});
