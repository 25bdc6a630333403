import type { Failure } from '../transport/ScrubsApiError';
import type { Problem } from '../words/remedies';
import type { OperationId, PostId } from './operations';
import type { ROUTES } from './routes';

/** What Scrubs' own pages say about its refusals. A row for each that openapi.yaml has, or it does not compile. */
type Refusals = {
	readonly [Id in OperationId]: Readonly<Record<(typeof ROUTES)[Id]['refusals'][number], Problem>>;
};

const SENDER_NOT_FOUND: Problem = {
	message: 'The sender number is not one of yours at Scrubs.',
	advice: [{ do: 'chooseSender' }],
};

/** The vendor's error tables: one entry for each operation and status documented there. */
export const REFUSALS: Refusals = {
	createOnboardingLink: {
		400: {
			message: 'Scrubs did not accept the details of the onboarding link.',
			advice: [
				'Check that both redirect URLs are full web addresses (https://…), and that language and connection types are ones from the lists.',
			],
		},
		502: {
			message: 'The onboarding link could not be created at the WhatsApp provider behind Scrubs.',
			advice: [{ do: 'tryAgain', wait: 'a few minutes' }, { do: 'askSupport' }],
		},
	},
	claimPhoneNumber: {
		404: {
			message: 'Scrubs does not know this phone number yet.',
			advice: [
				'Connect the number to WhatsApp first: create an onboarding link, open it and finish the set-up, then claim the number.',
			],
		},
		409: {
			message: 'This phone number cannot be claimed.',
			advice: [
				'Either it is not connected to WhatsApp yet (finish the set-up behind its onboarding link), or another organisation has claimed it already (ask Scrubs support).',
			],
		},
	},
	listPhoneNumbers: {},
	listTemplates: { 404: SENDER_NOT_FOUND },
	sendTemplateMessage: {
		400: {
			message: 'Scrubs did not accept the template or its fields.',
			advice: [
				'Fill in every field that the template has, and choose a template that WhatsApp has approved: others cannot be sent.',
			],
		},
		404: {
			message: 'Scrubs does not know the sender number or the template.',
			advice: [
				'Choose sender and template from their lists. A number must be claimed first, and a template exists only in the languages listed for that sender.',
			],
		},
	},
	listConversations: { 404: SENDER_NOT_FOUND },
	listMessages: {
		400: {
			message: 'Scrubs did not accept this conversation ID.',
			advice: [{ do: 'chooseConversation' }],
		},
		404: {
			message: 'Scrubs does not know this sender number or conversation.',
			advice: [{ do: 'chooseConversation', andSender: true }],
		},
	},
};

/** For requests that may have taken effect although no readable answer came: look before doing it again. */
export const NOT_KNOWN: Readonly<Record<PostId, Problem>> = {
	sendTemplateMessage: {
		message: 'It is not known whether the message went out.',
		advice: [
			'Look into the conversation with this patient (Message → Get Many) before you send it again: it may have been delivered.',
		],
	},
	createOnboardingLink: {
		message: 'It is not known whether the onboarding link was created.',
		advice: [{ do: 'tryAgain', why: 'a second link does no harm' }],
	},
	claimPhoneNumber: {
		message: 'It is not known whether the number was claimed.',
		advice: ['Look at Phone Number → Get Many: the number stands there once it is claimed.'],
	},
};

/** The vendor's own words for the refusals above (API page): ours say the same and more, so they are not repeated. */
export const VENDOR_SENTENCES: ReadonlySet<string> = new Set([
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

/** The vendor's row for a failure, if there is one. */
export const refusalOf = ({ operationId, status = 0 }: Failure): Problem | undefined =>
	(REFUSALS as Readonly<Record<string, Readonly<Record<number, Problem>>>>)[operationId]?.[status];
