import { explainFailure } from '../../../../nodes/ScrubsWhatsApp/api/errorTable';
import { explainPaging } from '../../../../nodes/ScrubsWhatsApp/api/pagingTable';
import { PagingProblem } from '../../../../nodes/ScrubsWhatsApp/api/paging';
import { inCredential, inTrigger } from '../../../../nodes/ScrubsWhatsApp/api/places';
import type {
	Failure,
	FailureKind,
} from '../../../../nodes/ScrubsWhatsApp/transport/ScrubsApiError';

const NETWORK: FailureKind[] = [
	'redirect',
	'unreadable',
	'timeout',
	'connectionLost',
	'refused',
	'addressNotFound',
	'tls',
	'cancelled',
	'other',
];
const STATUSES = [400, 401, 403, 404, 413, 418, 422, 429, 500, 502, 503];

/** What a request that only reads can come to. */
const failures = (operationId: string): Failure[] => {
	const common = {
		operationId,
		mayHaveTakenEffect: false,
		authentication: 'apiKey',
		origin: 'https://usescrubs.com',
	} as const;
	return [
		...NETWORK.map((kind) => ({ ...common, kind })),
		...STATUSES.map((status) => ({ ...common, kind: 'status' as const, status })),
		{ ...common, kind: 'status', status: 400, serverText: 'Something else is not right.' },
		{ ...common, kind: 'status', status: 429, retryAfterMs: 5000 },
	];
};

const descriptions = (...operationIds: string[]) =>
	operationIds.flatMap(failures).map((failure) => explainFailure(failure).description);

describe('the help beside an open credential', () => {
	test.each(descriptions('listPhoneNumbers').map((help) => [inCredential(help)]))(
		'speaks of what stands there: %s',
		(help) => {
			expect(help).not.toMatch(/this step|Open the|in the credential/);
			expect(help).toMatch(/^[A-Z].*[."]$/);
		},
	);

	test.each([
		[401, 'Paste the API key again. It must belong to the provider ID.'],
		[500, 'Wait a few minutes, then choose "Retry". If it stays so, ask Scrubs support.'],
	])('of status %i is: %s', (status, help) => {
		const [failure] = failures('listPhoneNumbers');
		const { description } = explainFailure({ ...failure!, kind: 'status', status });
		expect(inCredential(description)).toBe(help);
	});
});

describe('the help of a trigger', () => {
	const paging = (['cursorRepeats', 'pageRepeats', 'listMoves', 'filterIgnored'] as const).map(
		(reason) => explainPaging(new PagingProblem(reason)).description,
	);

	test.each(
		[...descriptions('listPhoneNumbers', 'listConversations', 'listMessages'), ...paging].map(
			(help) => [inTrigger(help)],
		),
	)('sends nobody to run what runs by itself: %s', (help) => {
		expect(help).not.toMatch(/run this step/i);
		expect(help).toMatch(/^\w.*[."]$/);
	});

	test('says when it goes on, and that nothing is lost', () => {
		const [failure] = failures('listConversations');
		const { description } = explainFailure({ ...failure!, kind: 'timeout' });
		expect(inTrigger(description)).toBe(
			'Wait a minute. Nothing is lost: n8n looks again by itself at the next poll.',
		);
	});
});
