/**
 * Where the n8n of the demo, the tests and the measurements comes from. From n8n 3 on there is no n8n on npm that runs, so
 * that a container or an n8n that runs already can take its place.
 */
import type { Owner } from './N8nApi';

export type Origin =
	/** The package on npm that package.json here pins; what is used unless another is asked for. */
	| { kind: 'npm' }
	/** A container image, e.g. `docker.n8n.io/n8nio/n8n:3.0.0`: in `N8N_IMAGE`. */
	| { kind: 'image'; image: string }
	/** An n8n that runs already, and an owner or admin of it: in `N8N_URL`, `N8N_EMAIL` and `N8N_PASSWORD`. */
	| { kind: 'running'; url: string; owner: Owner };

/** What the environment asks for. @throws Error when that is not clear */
export function originOf(env: NodeJS.ProcessEnv = process.env): Origin {
	const { N8N_IMAGE: image, N8N_URL: url, N8N_EMAIL: email, N8N_PASSWORD: password } = env;
	if (image && url) throw new Error('Set N8N_IMAGE or N8N_URL, not both.');
	if (image) return { kind: 'image', image };
	if (!url) return { kind: 'npm' };
	if (!email || !password) {
		throw new Error(`Set N8N_EMAIL and N8N_PASSWORD to sign in to the n8n at ${url}.`);
	}
	if (!isHere(url)) {
		throw new Error(
			`N8N_URL is ${url}. It must be on this machine (http://127.0.0.1:5678): the stand-in for Scrubs, which n8n is to ` +
				'reach, answers this machine alone.',
		);
	}
	return { kind: 'running', url: url.replace(/\/+$/, ''), owner: { email, password } };
}

function isHere(url: string): boolean {
	return URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}
