import type { IncomingMessage } from 'node:http';
import type { Answer } from './answer';

const NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** What a request gets that another website's page may have made. */
export const FOREIGN: Answer = {
	status: 403,
	body: {
		error: 'Only programs on this machine and the pages of the stand-in get an answer here.',
	},
};

/** Whether a request names this machine; one whose own name has been made to lead here (DNS rebinding) does not. */
export function isOwnHost({ headers, socket }: IncomingMessage): boolean {
	return ownOrigins(socket.localPort).includes(`http://${headers.host}`);
}

/** Whether a request comes from the stand-in's own page or from no page at all, as those of programs do. */
export function isOwnOrigin({ headers, socket }: IncomingMessage): boolean {
	const { origin, 'sec-fetch-site': site = 'none' } = headers;
	return (
		(origin === undefined || ownOrigins(socket.localPort).includes(origin)) &&
		['none', 'same-origin'].includes(site)
	);
}

function ownOrigins(port: number | undefined): string[] {
	return NAMES.map((name) => new URL(`http://${name}:${port}`).origin);
}
