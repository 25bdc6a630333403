import type { Failure, FailureKind } from '../transport/ScrubsApiError';
import { outside } from '../words/outside';
import type { Problem } from '../words/remedies';
import { NOT_KNOWN, refusalOf, VENDOR_SENTENCES } from './refusals';

type Entry = Problem | ((failure: Failure) => Problem);

/** 400 "Provider or HCI code is invalid" (API page): the same status as for a bad request, told apart by its text. */
const providerUnknown = ({ authentication }: Failure): Problem =>
	authentication === 'apiKey'
		? {
				message: 'Scrubs does not know the provider ID of this credential.',
				advice: [
					{ do: 'mendCredential', by: 'check "Provider ID"' },
					'It comes from Scrubs together with your API key.',
				],
			}
		: {
				message: 'Scrubs does not know the provider ID or the HCI code of this credential.',
				advice: [{ do: 'mendCredential', by: 'check "Provider ID" and "HCI Code"' }],
			};

const UNITS: ReadonlyArray<[string, number]> = [
	['day', 86_400_000],
	['hour', 3_600_000],
	['minute', 60_000],
	['second', 1_000],
];

/** A span of time as people say it, rounded up: `a second`, `15 minutes`. */
function spanOf(ms: number): string {
	const [unit, size] = UNITS.find(([, one]) => ms >= 2 * one) ?? ['second', 1_000];
	const count = Math.max(1, Math.ceil(ms / size));
	return count === 1 ? `a ${unit}` : `${count} ${unit}s`;
}

/** A wait longer than this is none that somebody means, in milliseconds. */
const LONGEST_WAIT_MS = 7 * 86_400_000;

function tooManyRequests({ retryAfterMs }: Failure): Problem {
	if (retryAfterMs === undefined || retryAfterMs > LONGEST_WAIT_MS) {
		return {
			message: 'The usage limit of this Scrubs account is used up, or its key has run out.',
			advice: [
				'Ask Scrubs to raise the limit or renew the key. Trying again right away does not help.',
			],
		};
	}
	return {
		message: 'Scrubs takes no more requests for the moment.',
		advice: [{ do: 'tryAgain', wait: spanOf(retryAfterMs), fewerItems: true }],
	};
}

const REFUSED: Problem = {
	message: 'Scrubs refused the request.',
	advice: [{ do: 'checkFields' }, { do: 'askSupport' }],
};

/** Statuses that any endpoint can answer; all but 400 and 401 are not documented by Scrubs (inferred). */
const COMMON: Readonly<Record<number, Entry>> = {
	400: (failure) => (failure.serverText ? REFUSED : providerUnknown(failure)),
	401: ({ authentication }) => {
		const [secret, mend] =
			authentication === 'apiKey'
				? ['API key', 'paste the API key again']
				: ['HCI code', 'check the HCI code'];
		return {
			message: `Scrubs did not accept the ${secret}.`,
			advice: [{ do: 'mendCredential', by: mend }, 'It must belong to the same provider ID.'],
		};
	},
	403: {
		message: 'This Scrubs account is not allowed to do this.',
		advice: ['Ask Scrubs which rights your key or code has, or use a credential that has them.'],
	},
	404: {
		message: 'Scrubs does not have this address.',
		advice: [{ do: 'setBaseUrl', to: 'https://usescrubs.com' }],
	},
	413: {
		message: 'Scrubs found the request too large.',
		advice: [{ do: 'shortenTexts' }],
	},
	422: {
		message: 'Scrubs understood the request but cannot act on these values.',
		advice: [{ do: 'checkFields' }],
	},
	429: tooManyRequests,
};

const SERVER_TROUBLE: Problem = {
	message: 'Scrubs cannot do this at the moment.',
	advice: [{ do: 'tryAgain', wait: 'a few minutes' }, { do: 'askSupport' }],
};

/** What kept an answer from coming, or from being one of Scrubs. */
const WITHOUT_ANSWER: Readonly<Record<Exclude<FailureKind, 'status'>, Entry>> = {
	redirect: ({ redirectOrigin, origin }) => ({
		message: `Scrubs is not at ${origin}: that address points elsewhere.`,
		advice: [
			redirectOrigin && redirectOrigin !== origin
				? { do: 'setBaseUrl', to: redirectOrigin, ifTrusted: true }
				: { do: 'setBaseUrl', to: 'https://usescrubs.com' },
			'Your key was not passed on.',
		],
	}),
	unreadable: ({ origin }) => ({
		message: `The answer from ${origin} could not be read.`,
		advice: [
			'It was not the data that Scrubs promises, perhaps a web page or a part of an answer.',
			{ do: 'checkConnection' },
			{ do: 'askSupport' },
		],
	}),
	tooLarge: ({ origin }) => ({
		message: `The answer from ${origin} was too long to be one of Scrubs.`,
		advice: [{ do: 'checkConnection' }, { do: 'askSupport' }],
	}),
	timeout: {
		message: 'Scrubs did not answer in time.',
		advice: [{ do: 'tryAgain', wait: 'a minute' }],
	},
	connectionLost: {
		message: 'The connection to Scrubs broke off before the answer was complete.',
		advice: [{ do: 'checkConnection' }],
	},
	refused: ({ origin }) => ({
		message: `Nothing answers at ${origin}.`,
		advice: [{ do: 'checkConnection' }],
	}),
	addressNotFound: ({ origin }) => ({
		message: `The address ${origin} could not be found.`,
		advice: [{ do: 'checkConnection' }],
	}),
	tls: ({ origin }) => ({
		message: `No safe connection to ${origin} could be made: its certificate is not accepted.`,
		advice: [
			{ do: 'checkConnection' },
			'If your network inspects traffic, ask its administrator to let n8n through.',
		],
	}),
	cancelled: {
		message: 'The execution was stopped before Scrubs answered.',
		advice: ['Run the workflow again if it was not meant to stop.'],
	},
	other: {
		message: 'The request to Scrubs could not be completed.',
		advice: [{ do: 'checkConnection' }],
	},
};

/** The API has one status for an unknown provider and for a request it does not accept: its text tells them apart. */
const isAboutProvider = ({ serverText }: Failure) => /\b(provider|hci)\b/i.test(serverText ?? '');

/** Whether a 400 is about the credential: by its text, or since it has none (API page). */
export const isAboutCredential = (failure: Failure): boolean =>
	failure.status === 400 && (!failure.serverText || isAboutProvider(failure));

function entryOfStatus(failure: Failure): Entry {
	const { status = 0 } = failure;
	if (status === 400 && isAboutProvider(failure)) return providerUnknown;
	return refusalOf(failure) ?? COMMON[status] ?? (status >= 500 ? SERVER_TROUBLE : REFUSED);
}

function entryOf(failure: Failure): Problem {
	const { kind } = failure;
	const entry = kind === 'status' ? entryOfStatus(failure) : WITHOUT_ANSWER[kind];
	return typeof entry === 'function' ? entry(failure) : entry;
}

/** What the server said beyond its documented sentences, as one more piece of advice. */
const saidBy = ({ serverText }: Failure) =>
	serverText && !VENDOR_SENTENCES.has(serverText)
		? [`Scrubs says: "${outside(serverText, serverText.length)}"`]
		: [];

/**
 * What a failed request means to a user: the vendor's own tables first, then what any endpoint can answer, then what the
 * network did. A request that may have taken effect says so.
 */
export function problemOf(failure: Failure): Problem {
	const { message, advice } = entryOf(failure);
	const { operationId, mayHaveTakenEffect, status = 0 } = failure;
	// A 5xx that the vendor documents says by itself that nothing was done.
	const isCertain = status >= 500 && refusalOf(failure) !== undefined;
	const notKnown = mayHaveTakenEffect && !isCertain ? notKnownOf(operationId) : undefined;
	if (!notKnown) return { message, advice: [...advice, ...saidBy(failure)] };
	return {
		message: `${message} ${notKnown.message}`,
		// The next message would meet the same redirect.
		advice: failure.kind === 'redirect' ? [...notKnown.advice, ...advice] : notKnown.advice,
	};
}

const notKnownOf = (operationId: string): Problem | undefined =>
	(NOT_KNOWN as Readonly<Record<string, Problem>>)[operationId];
