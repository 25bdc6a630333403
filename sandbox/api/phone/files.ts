import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Answer } from '../answer';

const TYPES: Partial<Record<string, string>> = {
	'.html': 'text/html',
	'.css': 'text/css',
	'.mjs': 'text/javascript',
};

/** A file of the page, which lies beside this one; undefined if there is none at this path. */
export function pageFile(path: string): Answer | undefined {
	const name = /^\/phone\/?$/.test(path) ? 'phone.html' : /^\/phone\/(\w+\.\w+)$/.exec(path)?.[1];
	const type = name && TYPES[extname(name)];
	if (!type || !existsSync(join(__dirname, name))) return undefined;
	return {
		status: 200,
		headers: {
			'content-type': `${type}; charset=utf-8`,
			'cache-control': 'no-cache',
			'content-security-policy': "default-src 'self'; img-src data:; frame-ancestors 'none'",
		},
		body: readFileSync(join(__dirname, name), 'utf8'),
	};
}
