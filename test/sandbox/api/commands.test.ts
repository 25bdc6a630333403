import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import axios from 'axios';
import { CLINIC, CONVERSATIONS, SENDERS } from '../../../sandbox/api';
import { until } from '../../support/until';
import { WITH_API_KEY } from './apiClient';

const MAIN = join(__dirname, '../../../sandbox/api/main.ts');

test('the stand-in runs alone, lets patients get what is sent, and ends when it is told to', async () => {
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

	const path = `${url}/api/v1/whatsapp/numbers/${SENDERS.main}`;
	const body = {
		recipient_phone_number: '13015550100',
		template_name: 'clinic_closed_today',
		language: 'en_US',
		fields: {},
	};
	const call = { headers: WITH_API_KEY, proxy: false } as const;
	await axios.post(`${path}/messages/template`, body, call);
	await until(async () => {
		const messages = `${path}/conversations/${CONVERSATIONS.long.id}/messages`;
		const { data } = await axios.get<{ data: Array<{ status: string }> }>(messages, call);
		return data.data[0]?.status === 'delivered';
	});
	child.kill('SIGTERM');
	expect(await exit).toEqual([0, null]);
}, 20_000);
