/** What a request is answered with, before it is put on the wire. */
export interface Answer {
	/** With 101 the connection stays open, and nothing follows. */
	status: number;
	headers?: Record<string, string>;
	/** Sent as JSON, or as it is if it is a string or a stream; undefined sends no body. */
	body?: unknown;
	/** Announce the whole body, send half of it and drop the connection. */
	truncated?: boolean;
}

/** An answer, or none: the connection is dropped, or left open without a word. */
export type Outcome = Answer | 'drop' | 'stall';

/**
 * An HTML page as web servers and proxies in front of an API give it.
 *
 * @param title what a browser would show, such as `502 Bad Gateway`
 */
export function htmlPage(status: number, title: string): Answer {
	return {
		status,
		headers: { 'content-type': 'text/html; charset=utf-8' },
		body: `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
	};
}

/** The answer to a path that no operation has: a page, as a web framework gives it. */
export function notFoundPage(): Answer {
	return htmlPage(404, '404 Not Found');
}
