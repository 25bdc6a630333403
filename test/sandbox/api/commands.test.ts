import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import axios from 'axios';
import { CLINIC, SENDERS } from '../../../sandbox/api';
import { WITH_API_KEY } from './apiClient';

const MAIN = join(__dirname, '../../../sandbox/api/main.ts');

test('the stand-in runs alone until it is told to end', async () => {
	const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
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
