import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import manifest from '../../package.json';

/** What npm needs from outside to make a provenance statement; without it this is a machine like any other. */
const WORKFLOW = /^(?:GITHUB_|ACTIONS_|CI$|npm_)/i;

test('npm publish by hand reaches no registry: the statement that only the workflow can give is missing', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'publish-'));
	const uploads: string[] = [];
	const registry = createServer((request, response) => {
		if (request.method === 'PUT') uploads.push(request.url ?? '');
		response.writeHead(request.method === 'PUT' ? 201 : 404).end('{}');
	});
	await once(registry.listen(0, '127.0.0.1'), 'listening');
	const { port } = registry.address() as AddressInfo;
	try {
		const { name, version, repository, publishConfig } = manifest;
		const published = { name, version, repository, publishConfig };
		writeFileSync(join(folder, 'package.json'), JSON.stringify(published));
		writeFileSync(join(folder, '.npmrc'), `//127.0.0.1:${port}/:_authToken=none\n`);
		const args = ['publish', '--ignore-scripts', '--registry', `http://127.0.0.1:${port}/`];
		const npm = spawn('npm', args, {
			cwd: folder,
			env: Object.fromEntries(Object.entries(process.env).filter(([key]) => !WORKFLOW.test(key))),
			shell: process.platform === 'win32',
		});
		const [said, [code]] = await Promise.all([text(npm.stderr), once(npm, 'close')]);
		expect(code).not.toBe(0);
		expect(said).toContain('provenance');
		expect(uploads).toEqual([]);
	} finally {
		registry.close();
		rmSync(folder, { recursive: true });
	}
});
