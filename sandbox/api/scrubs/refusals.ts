import type { Context, Handler } from 'openapi-backend';
import type { Answer } from '../answer';
import type { Exchange } from './exchange';

/** An error answer that the API documents. */
export class Refusal extends Error {
	/**
	 * @param status HTTP status
	 * @param sentence the vendor's wording, from its error tables
	 */
	constructor(
		readonly status: number,
		sentence: string,
	) {
		super(sentence);
	}

	/** The answer to send; that its body has this form is inferred. */
	answer(): Answer {
		return { status: this.status, body: { error: this.message } };
	}
}

/** Every refusal of the API, in the vendor's words. */
export const REFUSALS = {
	invalidProvider: new Refusal(400, 'Provider or HCI code is invalid.'),
	authenticationFailed: new Refusal(401, 'Authentication failed.'),
	invalidBody: new Refusal(400, 'Request body is invalid.'),
	invalidQuery: new Refusal(400, 'Query parameters are invalid.'),
	invalidFields: new Refusal(400, 'Template fields are invalid or template is not approved.'),
	linkNotCreated: new Refusal(502, 'Onboarding link could not be created.'),
	numberNotFound: new Refusal(404, 'Phone number was not found.'),
	numberNotClaimable: new Refusal(409, 'Phone number cannot be claimed.'),
	senderNotFound: new Refusal(404, 'Sender number was not found.'),
	senderOrTemplateNotFound: new Refusal(404, 'Sender number or template was not found.'),
	/** Inferred: the vendor does not say what an unknown conversation answers. */
	conversationNotFound: new Refusal(404, 'Conversation was not found.'),
} as const;

/** Lets handlers throw a {@link Refusal} as their answer. */
export function refusing(
	handlers: Record<string, (context: Context, exchange: Exchange) => Answer>,
): Record<string, Handler> {
	return Object.fromEntries(
		Object.entries(handlers).map(([operationId, handler]) => [
			operationId,
			(context: Context, exchange: Exchange) => {
				try {
					return handler(context, exchange);
				} catch (error) {
					if (error instanceof Refusal) return error.answer();
					throw error;
				}
			},
		]),
	);
}
