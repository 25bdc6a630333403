import type { Request } from 'openapi-backend';
import type { Answer } from '../answer';

/** A request on its way to its handler. */
export interface Call {
	operationId: string | undefined;
	request: Request & { query: string };
	/** Where the client reached the server, such as `http://127.0.0.1:8080`. */
	origin: string;
	/** Runs the handler. */
	run(request: Request): Promise<Answer>;
	/** Ends a delay early. */
	signal: AbortSignal;
}
