import type { Failure, FailureKind } from '../transport/ScrubsApiError';

/** What a user reads: what happened, then how to get on. Neither carries a key, a request or a patient's data. */
export interface Explanation {
	message: string;
	description: string;
}

type Explain = Explanation | ((failure: Failure) => Explanation);

const CHECK_CREDENTIAL = 'Open the Scrubs WhatsApp credential';
const SCRUBS_SUPPORT = 'If it stays so, ask Scrubs support.';

/** 400 "Provider or HCI code is invalid" (API page): the same status as for a bad request, told apart by its text. */
const providerUnknown = ({ authentication }: Failure): Explanation =>
	authentication === 'apiKey'
		? {
				message: 'Scrubs does not know the provider ID of this credential.',
				description: `${CHECK_CREDENTIAL} and check "Provider ID". It comes from Scrubs together with your API key.`,
			}
		: {
				message: 'Scrubs does not know the provider ID or the HCI code of this credential.',
				description: `${CHECK_CREDENTIAL} and check "Provider ID" and "HCI Code".`,
			};

/** The vendor's error tables: one entry for each operation and status documented there. */
const DOCUMENTED: Readonly<Record<string, Readonly<Record<number, Explain>>>> = {
	createOnboardingLink: {
		400: {
			message: 'Scrubs did not accept the details of the onboarding link.',
			description:
				'Check that both redirect URLs are full web addresses (https://…), and that language and connection types are ones from the lists.',
		},
		502: {
			message: 'The onboarding link could not be created at the WhatsApp provider behind Scrubs.',
			description: `Wait a few minutes, then run this step again. ${SCRUBS_SUPPORT}`,
		},
	},
	claimPhoneNumber: {
		404: {
			message: 'Scrubs does not know this phone number yet.',
			description:
				'Connect the number to WhatsApp first: create an onboarding link, open it and finish the set-up, then claim the number.',
		},
		409: {
			message: 'This phone number cannot be claimed.',
			description:
				'Either it is not connected to WhatsApp yet (finish the set-up behind its onboarding link), or another organisation has claimed it already (ask Scrubs support).',
		},
	},
	listTemplates: {
		404: {
			message: 'The sender number is not one of yours at Scrubs.',
			description:
				'Choose the sender from the list, or claim the number first (Phone Number → Claim).',
		},
	},
	sendTemplateMessage: {
		400: {
			message: 'Scrubs did not accept the template or its fields.',
			description:
				'Fill in every field that the template has, and choose a template that WhatsApp has approved: others cannot be sent.',
		},
		404: {
			message: 'Scrubs does not know the sender number or the template.',
			description:
				'Choose sender and template from their lists. A number must be claimed first, and a template exists only in the languages listed for that sender.',
		},
	},
	listConversations: {
		404: {
			message: 'The sender number is not one of yours at Scrubs.',
			description:
				'Choose the sender from the list, or claim the number first (Phone Number → Claim).',
		},
	},
	listMessages: {
		400: {
			message: 'Scrubs did not accept this conversation ID.',
			description:
				'Choose the conversation from the list, or use a conversation_id as Conversation → Get Many returns it.',
		},
		404: {
			message: 'Scrubs does not know this sender number or conversation.',
			description:
				'Choose sender and conversation from their lists. A number must be claimed before its messages can be read.',
		},
	},
};

const seconds = (ms: number) => {
	const count = Math.max(1, Math.ceil(ms / 1000));
	return count === 1 ? 'a second' : `${count} seconds`;
};

const tooManyRequests = ({ retryAfterMs }: Failure): Explanation =>
	retryAfterMs === undefined
		? {
				message: 'The usage limit of this Scrubs account is used up, or its key has run out.',
				description:
					'Ask Scrubs to raise the limit or renew the key. Trying again right away does not help.',
			}
		: {
				message: 'Scrubs takes no more requests for the moment.',
				description: `Wait ${seconds(retryAfterMs)}, then run this step again, with fewer items at a time.`,
			};

const NOT_KNOWN_WHY: Explanation = {
	message: 'Scrubs refused the request.',
	description: `Check the fields of this step. ${SCRUBS_SUPPORT}`,
};

/** Statuses that any endpoint can answer; all but 400 and 401 are not documented by Scrubs (inferred). */
const COMMON: Readonly<Record<number, Explain>> = {
	400: (failure) => (failure.serverText ? NOT_KNOWN_WHY : providerUnknown(failure)),
	401: ({ authentication }) =>
		authentication === 'apiKey'
			? {
					message: 'Scrubs did not accept the API key.',
					description: `${CHECK_CREDENTIAL} and paste the API key again. It must belong to the provider ID given there.`,
				}
			: {
					message: 'Scrubs did not accept the HCI code.',
					description: `${CHECK_CREDENTIAL} and check the HCI code. It must belong to the provider ID given there.`,
				},
	403: {
		message: 'This Scrubs account is not allowed to do this.',
		description: 'Ask Scrubs which rights your key or code has, or use a credential that has them.',
	},
	404: {
		message: 'Scrubs does not have this address.',
		description: `${CHECK_CREDENTIAL} and set "Base URL" to https://usescrubs.com.`,
	},
	413: {
		message: 'Scrubs found the request too large.',
		description: 'Shorten the texts of this item.',
	},
	422: {
		message: 'Scrubs understood the request but cannot act on these values.',
		description: 'Check the fields of this step for this item.',
	},
	429: tooManyRequests,
};

const SERVER_TROUBLE: Explanation = {
	message: 'Scrubs has a problem of its own at the moment.',
	description: `Wait a few minutes, then run this step again. ${SCRUBS_SUPPORT}`,
};

const CHECK_CONNECTION = `Check the internet connection of n8n and "Base URL" in the credential, then run this step again.`;

const KINDS: Readonly<Record<Exclude<FailureKind, 'status'>, Explain>> = {
	redirect: ({ redirectOrigin, origin }) => ({
		message: `Scrubs is not at ${origin}: that address points elsewhere.`,
		description:
			redirectOrigin && redirectOrigin !== origin
				? `If you trust it, set "Base URL" in the credential to ${redirectOrigin}. Your key was not passed on.`
				: `${CHECK_CREDENTIAL} and set "Base URL" to https://usescrubs.com. Your key was not passed on.`,
	}),
	unreadable: ({ origin }) => ({
		message: `The answer from ${origin} could not be read.`,
		description: `It was not the data that Scrubs promises, perhaps a web page or a part of an answer. Check "Base URL" in the credential and run this step again. ${SCRUBS_SUPPORT}`,
	}),
	timeout: {
		message: 'Scrubs did not answer in time.',
		description: 'Wait a minute, then run this step again.',
	},
	connectionLost: {
		message: 'The connection to Scrubs broke off before the answer was complete.',
		description: CHECK_CONNECTION,
	},
	refused: ({ origin }) => ({
		message: `Nothing answers at ${origin}.`,
		description: CHECK_CONNECTION,
	}),
	addressNotFound: ({ origin }) => ({
		message: `The address ${origin} could not be found.`,
		description: CHECK_CONNECTION,
	}),
	tls: ({ origin }) => ({
		message: `No safe connection to ${origin} could be made: its certificate is not accepted.`,
		description:
			'Check "Base URL" in the credential. If your network inspects traffic, ask its administrator to let n8n through.',
	}),
	cancelled: {
		message: 'The execution was stopped before Scrubs answered.',
		description: 'Run the workflow again if it was not meant to stop.',
	},
	interrupted: {
		message: 'n8n was ended in the middle of this execution.',
		description: 'Run the workflow again.',
	},
	other: {
		message: 'The request to Scrubs could not be completed.',
		description: CHECK_CONNECTION,
	},
};

/** For requests that may have taken effect although no readable answer came: look before doing it again. */
const NOT_KNOWN: Readonly<Record<string, Explanation>> = {
	sendTemplateMessage: {
		message: 'It is not known whether the message went out.',
		description:
			'Look into the conversation with this patient (Message → Get Many) before you send it again: it may have been delivered.',
	},
	createOnboardingLink: {
		message: 'It is not known whether the onboarding link was created.',
		description: 'Run this step again: a second link does no harm.',
	},
	claimPhoneNumber: {
		message: 'It is not known whether the number was claimed.',
		description: 'Look at Phone Number → Get Many: the number stands there once it is claimed.',
	},
};

/** The vendor's own words for the errors above (API page): ours say the same and more, so they are not repeated. */
const VENDOR_SENTENCES: ReadonlySet<string> = new Set([
	'Provider or HCI code is invalid.',
	'Authentication failed.',
	'Request body is invalid.',
	'Onboarding link could not be created.',
	'Phone number was not found.',
	'Phone number cannot be claimed.',
	'Sender number was not found.',
	'Template fields are invalid or template is not approved.',
	'Sender number or template was not found.',
	'Query parameters are invalid.',
]);

/** The API has one status for an unknown provider and for a request it does not accept: its text tells them apart. */
/** Whether a 400 is about the credential: by its text, or since it has none (API page). */
export const isAboutCredential = (failure: Failure): boolean =>
	failure.status === 400 && (!failure.serverText || isAboutProvider(failure));

const isAboutProvider = ({ serverText }: Failure) => /\b(provider|hci)\b/i.test(serverText ?? '');

function entryFor(failure: Failure): Explain {
	const { operationId, status = 0 } = failure;
	if (status === 400 && isAboutProvider(failure)) return providerUnknown;
	const entry = DOCUMENTED[operationId]?.[status] ?? COMMON[status];
	return entry ?? (status >= 500 ? SERVER_TROUBLE : NOT_KNOWN_WHY);
}

function explainStatus(failure: Failure): Explanation {
	const entry = entryFor(failure);
	const { message, description } = typeof entry === 'function' ? entry(failure) : entry;
	const { serverText } = failure;
	const said =
		serverText && !VENDOR_SENTENCES.has(serverText) ? ` Scrubs says: "${serverText}"` : '';
	return { message, description: `${description}${said}` };
}

/**
 * Message and description for a failed request: the vendor's own tables first, then what any endpoint can answer, then
 * what the network did. A request that may have taken effect says so.
 */
export function explainFailure(failure: Failure): Explanation {
	const entry = failure.kind === 'status' ? explainStatus : KINDS[failure.kind];
	const explanation = typeof entry === 'function' ? entry(failure) : entry;
	const { operationId, mayHaveTakenEffect, status = 0 } = failure;
	// A 5xx that the vendor documents says by itself that nothing was done.
	const isCertain = status >= 500 && DOCUMENTED[operationId]?.[status] !== undefined;
	const notKnown = mayHaveTakenEffect && !isCertain ? NOT_KNOWN[operationId] : undefined;
	return notKnown
		? { message: `${explanation.message} ${notKnown.message}`, description: notKnown.description }
		: explanation;
}
