import OpenAPIBackend, { type Context, type Handler } from 'openapi-backend';
import { loadDescription } from '../../openapi/description';
import { notFoundPage, type Answer } from './answer';

/**
 * Routes and validates requests by an OpenAPI description, and holds the handlers' answers to it too.
 *
 * @param path absolute path of the description
 * @param handlers the handler of each operation ID, and openapi-backend's own (`validationFail`, ...); each gives an {@link Answer}
 * @param securityHandlers the handler of each security scheme
 */
export async function serveDescription(
	path: string,
	handlers: Record<string, Handler>,
	securityHandlers: Record<string, Handler> = {},
): Promise<OpenAPIBackend> {
	const api = new OpenAPIBackend({
		definition: loadDescription(path),
		handlers: { ...handlers, notFound: notFoundPage, postResponseHandler: checkedAnswer },
		securityHandlers,
		strict: true,
		coerceTypes: true,
		// openapi-backend can check a description against OpenAPI 3.0 only; the type generator checks these as 3.1.
		quick: true,
		// Formats are for the reader: what is to be enforced has a pattern.
		ajvOpts: { validateFormats: false },
	});
	await api.init();
	// By itself it lists its operations anew, several times for each request.
	const operations = api.getOperations();
	api.router.getOperations = () => operations;
	return api;
}

/** An answer that the description does not allow is a bug of the stand-in: it says so, loudly. */
function checkedAnswer({ api, operation, response }: Context): Answer {
	const answer = response as Answer;
	if (!operation) return answer;
	const reason = operation.responses?.[answer.status]
		? api.validateResponse(answer.body ?? null, operation, answer.status).errors
		: `Status ${answer.status} is not described.`;
	if (!reason) return answer;
	const error = `The stand-in's answer to ${operation.operationId} does not match its description`;
	console.error(error, reason);
	return { status: 500, body: { error, reason } };
}
