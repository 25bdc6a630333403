import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { problemOf } from '../../../../nodes/ScrubsWhatsApp/api/failures';
import type { OperationId } from '../../../../nodes/ScrubsWhatsApp/api/operations';
import { PagingProblem } from '../../../../nodes/ScrubsWhatsApp/api/PagingProblem';
import { ROUTES } from '../../../../nodes/ScrubsWhatsApp/api/routes';
import { senderFrom } from '../../../../nodes/ScrubsWhatsApp/resources/senders';
import { filterTextOf } from '../../../../nodes/ScrubsWhatsApp/resources/values';
import {
	authenticationHeaders,
	baseUrlOf,
} from '../../../../nodes/ScrubsWhatsApp/transport/credentials';
import type {
	Failure,
	FailureKind,
} from '../../../../nodes/ScrubsWhatsApp/transport/ScrubsApiError';
import { explain, type Place } from '../../../../nodes/ScrubsWhatsApp/words/places';
import type { Problem, Remedy } from '../../../../nodes/ScrubsWhatsApp/words/remedies';
import { unfollowable } from '../../../support/places';

const ORIGIN = 'https://usescrubs.com';

const KINDS: Array<Exclude<FailureKind, 'status'>> = [
	'redirect',
	'unreadable',
	'tooLarge',
	'timeout',
	'connectionLost',
	'refused',
	'addressNotFound',
	'tls',
	'cancelled',
	'other',
];
const STATUSES = [400, 401, 403, 404, 413, 418, 422, 429, 500, 502, 503];

/** Everything that a request can come to. */
function failuresOf(operationId: OperationId): Array<[string, Problem]> {
	const { method, refusals } = ROUTES[operationId];
	const statuses = new Set<number>([...STATUSES, ...refusals]);
	const partly: Array<Partial<Failure> & Pick<Failure, 'kind'>> = [
		...KINDS.map((kind) => ({ kind })),
		{ kind: 'redirect', redirectOrigin: 'https://elsewhere.example' },
		...[...statuses].flatMap((status) => [
			{ kind: 'status' as const, status },
			{ kind: 'status' as const, status, serverText: 'Something "else" is not right.' },
		]),
		{ kind: 'status', status: 400, serverText: 'Provider or HCI code is invalid.' },
		{ kind: 'status', status: 429, retryAfterMs: 5_000 },
	];
	return partly
		.flatMap((part) =>
			(['apiKey', 'hciCode'] as const).map((way) => ({ ...part, authentication: way })),
		)
		.flatMap((part) =>
			(method === 'POST' ? [false, true] : [false]).map((may) => ({
				...part,
				mayHaveTakenEffect: may,
			})),
		)
		.map((part) => [
			`${operationId}, ${Object.values(part).join(', ')}`,
			problemOf({ operationId, origin: ORIGIN, sentAt: 0, ...part }),
		]);
}

const REASONS: Array<PagingProblem['reason']> = [
	'cursorRepeats',
	'pageRepeats',
	'foreignCursor',
	'filterIgnored',
	'listMoves',
	'endless',
	'noPaging',
];
const PAGING = REASONS.map((reason): [string, Problem] => [reason, new PagingProblem(reason)]);

const problemIn = (attempt: () => unknown): Problem => {
	try {
		attempt();
	} catch (problem) {
		return problem as Problem;
	}
	throw new Error('Expected a problem');
};

const KEY = { authentication: 'apiKey', apiKey: 'key', providerId: 'SAMPLE_EHR_1' };

/** What can be wrong with a credential before anything is sent. */
const CREDENTIALS = [
	{ ...KEY, apiKey: '' },
	{ ...KEY, apiKey: 'a\nb' },
	{ ...KEY, authentication: 'hciCode' },
	{ ...KEY, providerId: '' },
	{ ...KEY, customHeader: true },
	{ ...KEY, customHeader: true, customHeaderName: 'X-Gateway' },
].map((one): [string, Problem] => [
	JSON.stringify(one),
	problemIn(() => authenticationHeaders(one)),
]);
const ADDRESSES = (
	[
		{ baseUrl: 'nowhere at all' },
		{ allowedHttpRequestDomains: 'domains', allowedDomains: 'a.example' },
	] as ICredentialDataDecryptedObject[]
).map((one): [string, Problem] => [JSON.stringify(one), problemIn(() => baseUrlOf(one))]);

/** What fields can be missing wherever they are read. */
const NO_SENDER: [string, Problem] = ['no sender', problemIn(() => senderFrom('', 'Sender'))];
const NO_NUMBER: [string, Problem] = ['no number', problemIn(() => senderFrom('', 'Your Number'))];

const OF_THE_CREDENTIAL = [...CREDENTIALS, ...ADDRESSES];

/** What each place can run into: the requests that it makes, and what stands in its fields and its credential. */
const READ: Readonly<Record<Place, Array<[string, Problem]>>> = {
	step: [NO_SENDER, ...OF_THE_CREDENTIAL, ...PAGING],
	trigger: [
		...(['listPhoneNumbers', 'listConversations', 'listMessages'] as const).flatMap(failuresOf),
		...PAGING,
		NO_NUMBER,
		...OF_THE_CREDENTIAL,
		[
			'a filter',
			problemIn(() => filterTextOf({ textContains: '' }, 'textContains', 'Text Contains')),
		],
	],
	triggerTest: [
		...(['listPhoneNumbers', 'listConversations', 'listMessages'] as const).flatMap(failuresOf),
		...PAGING,
		NO_NUMBER,
		...OF_THE_CREDENTIAL,
	],
	editor: [
		...(['listPhoneNumbers', 'listConversations', 'listTemplates'] as const).flatMap(failuresOf),
		...PAGING,
		NO_SENDER,
		...OF_THE_CREDENTIAL,
	],
	credential: [...failuresOf('listPhoneNumbers'), ...OF_THE_CREDENTIAL],
};

describe.each(Object.keys(READ) as Place[])('in the place "%s"', (place) => {
	test.each(READ[place])('nobody is told what cannot be done there: %s', (_, problem) => {
		const { message, description } = explain(problem, place);
		expect(unfollowable(`${message} ${description}`, place)).toEqual([]);
		expect(message).toMatch(/^[A-Zn].*\.$/);
		expect(description).toMatch(/^[A-Z].*[."]$/);
	});
});

/** The operations of the API that a step of each kind calls. */
const CALLS: Array<[string, OperationId[]]> = [
	['Conversation → Get Many', ['listConversations']],
	['Message → Get Many', ['listConversations', 'listMessages']],
	['Message → Send Template', ['listTemplates', 'sendTemplateMessage']],
	['Onboarding Link → Create', ['createOnboardingLink']],
	['Phone Number → Claim', ['claimPhoneNumber']],
	['Phone Number → Get Many', ['listPhoneNumbers']],
	['Template → Get Many', ['listTemplates']],
];

test('the steps call every operation of the API', () => {
	expect(new Set(CALLS.flatMap(([, ids]) => ids))).toEqual(new Set(Object.keys(ROUTES)));
});

describe.each(CALLS)('in a step that does %s', (operation, ids) => {
	test.each(ids.flatMap(failuresOf))('nobody is told what it does not have: %s', (_, problem) => {
		const { message, description } = explain(problem, 'step');
		expect(unfollowable(`${message} ${description}`, 'step', operation)).toEqual([]);
		expect(message).toMatch(/^[A-Z].*\.$/);
		expect(description).toMatch(/^[A-Z].*[."]$/);
	});
});

const timeout = problemOf({
	operationId: 'listPhoneNumbers',
	kind: 'timeout',
	origin: ORIGIN,
	sentAt: 0,
	authentication: 'apiKey',
	mayHaveTakenEffect: false,
});

test.each<[Place, string]>([
	['step', 'Wait a minute, then run this step again.'],
	['trigger', 'Nothing is lost: n8n looks again by itself at the next poll.'],
	['triggerTest', 'Wait a minute, then choose "Fetch Test Event" again.'],
	['editor', 'Wait a minute, then open this node again.'],
	['credential', 'Wait a minute, then choose "Retry".'],
])('in the place "%s" the same trouble is mended by: %s', (place, help) => {
	expect(explain(timeout, place).description).toBe(help);
});

test.each<[Place, string]>([
	['step', 'Open the Scrubs WhatsApp credential and paste the API key again.'],
	['credential', 'Paste the API key again.'],
])('in the place "%s" a refused key is mended by: %s', (place, help) => {
	const refused = problemOf({
		operationId: 'listPhoneNumbers',
		kind: 'status',
		status: 401,
		origin: ORIGIN,
		sentAt: 0,
		authentication: 'apiKey',
		mayHaveTakenEffect: false,
	});
	expect(explain(refused, place).description).toBe(
		`${help} It must belong to the same provider ID.`,
	);
});

const NEXT_POLL = 'Nothing is lost: n8n looks again by itself at the next poll.';
const CONNECTION = 'Check the internet connection of n8n and "Base URL"';

test.each<[Remedy, Place, string]>([
	[{ do: 'tryAgain' }, 'step', 'Run this step again.'],
	[{ do: 'tryAgain', why: 'it does no harm' }, 'editor', 'Open this node again: it does no harm.'],
	[
		{ do: 'tryAgain', wait: 'a minute', fewerItems: true },
		'step',
		'Wait a minute, then run this step again, with fewer items at a time.',
	],
	[
		{ do: 'tryAgain', wait: 'a minute', fewerItems: true },
		'credential',
		'Wait a minute, then choose "Retry".',
	],
	[{ do: 'checkConnection' }, 'step', `${CONNECTION} in the credential, then run this step again.`],
	[{ do: 'checkConnection' }, 'credential', `${CONNECTION}, then choose "Retry".`],
	[{ do: 'checkConnection' }, 'trigger', `${CONNECTION} in the credential. ${NEXT_POLL}`],
	[
		{ do: 'setBaseUrl', to: ORIGIN, ifTrusted: true },
		'step',
		`If you trust it, set "Base URL" in the credential to ${ORIGIN}.`,
	],
	[{ do: 'setBaseUrl', to: ORIGIN }, 'credential', `Set "Base URL" to ${ORIGIN}.`],
	[
		{ do: 'readLess' },
		'step',
		'Run this step again, or read fewer rows: switch "Return All" off and lower "Limit".',
	],
	[{ do: 'readLess' }, 'trigger', NEXT_POLL],
	[{ do: 'checkFields' }, 'step', 'Check the fields of this step for this item.'],
	[{ do: 'checkFields' }, 'trigger', 'Check the fields of the trigger.'],
	[{ do: 'checkFields' }, 'triggerTest', 'Check the fields of the trigger.'],
	[{ do: 'checkFields' }, 'editor', 'Check the fields of this node.'],
	[{ do: 'checkFields' }, 'credential', 'Check the fields of the credential.'],
	[
		{ do: 'chooseSender' },
		'step',
		'Choose the sender from the list, or claim the number first (Phone Number → Claim).',
	],
	[
		{ do: 'chooseSender' },
		'trigger',
		'Choose "Your Number" from the list, or claim the number first (Phone Number → Claim).',
	],
	[{ do: 'shortenTexts' }, 'step', 'Shorten the texts of this item.'],
	[{ do: 'shortenTexts' }, 'editor', 'If it stays so, ask Scrubs support.'],
	[{ do: 'askSupport', anyway: true }, 'step', 'Ask Scrubs support.'],
])('the remedy %j reads in the place "%s": %s', (remedy, place, words) => {
	expect(explain({ message: 'It did not work.', advice: [remedy] }, place).description).toBe(words);
});
