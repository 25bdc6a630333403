import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import axios from 'axios';
import { CLINIC, SENDERS } from '../../../sandbox/api';
import { WITH_API_KEY } from './apiClient';

const script = (name: string) => ['--import', 'tsx', join(__dirname, '../../../sandbox/api', name)];

test('the generated files are up to date', async () => {
	const check = promisify(execFile)(process.execPath, [...script('generate.ts'), '--check']);
	await expect(check).resolves.toMatchObject({ stdout: '' });
}, 20_000);

test('the stand-in runs alone until it is told to end', async () => {
	const child = spawn(process.execPath, script('main.ts'), {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const exit = once(child, 'exit');
	const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
	const printed = chunk.toString();
	for (const value of [
		CLINIC.providerId,
		CLINIC.apiKey,
		CLINIC.hciCode,
		...Object.values(SENDERS),
	]) {
		expect(printed).toContain(value);
	}
	const url = /Base URL\s+(\S+)/.exec(printed)?.[1];
	const response = await axios.get(`${url}/api/v1/whatsapp/numbers`, {
		headers: WITH_API_KEY,
		proxy: false,
	});
	expect(response.status).toBe(200);
	child.kill('SIGTERM');
	expect(await exit).toEqual([0, null]);
}, 20_000);
