import type { IDataObject } from 'n8n-workflow';
import { CLINIC } from '../../sandbox/api/seed';
import { BY_HCI_CODE } from '../support/clinic';
import { saveCredential, useSandbox } from './support/sandbox';

const sandbox = useSandbox();

describe('The credential’s test in n8n', () => {
	test.each<[string, IDataObject]>([
		['API key', {}],
		['HCI code', BY_HCI_CODE],
	])('accepts a good %s', async (name, changes) => {
		const credential = await saveCredential(sandbox.n8n, name, changes);

		expect(await sandbox.n8n.testCredential(credential)).toMatchObject({ status: 'OK' });
		const [request] = await sandbox.standIn.requests();
		expect(request).toMatchObject({
			operationId: 'listPhoneNumbers',
			headers: { 'x-scrubs-clinic-provider': CLINIC.providerId },
			status: 200,
		});
	});

	test.each<[string, IDataObject, RegExp]>([
		['an unknown provider', { providerId: 'NOBODY_1' }, /provider/i],
		['a wrong API key', { apiKey: 'wrong_api_key_77' }, /API key/i],
		['a wrong HCI code', { ...BY_HCI_CODE, hciCode: '99Z999' }, /HCI code/i],
		[
			'an address where nobody answers',
			{ baseUrl: 'http://127.0.0.1:1' },
			/127\.0\.0\.1|address|reach/i,
		],
	])('explains %s in plain words', async (name, changes, expected) => {
		const credential = await saveCredential(sandbox.n8n, name, changes);

		const { status, message } = await sandbox.n8n.testCredential(credential);
		expect(status).toBe('Error');
		expect(message).toMatch(expected);
		// Neither Node.js' codes nor header names nor what was entered as a secret.
		expect(message).not.toMatch(/ECONN|X-Scrubs|AxiosError|undefined/i);
		expect(message).not.toMatch(/wrong_api_key_77|99Z999/);
	});
});

describe('A saved credential', () => {
	test.each<[string, IDataObject]>([
		['API key', {}],
		['HCI code', BY_HCI_CODE],
	])('never shows its %s again', async (name, changes) => {
		const credential = await saveCredential(sandbox.n8n, name, changes);

		const shown = JSON.stringify(await sandbox.n8n.readCredential(credential));
		expect(shown).toContain(CLINIC.providerId);
		expect(shown).not.toContain(CLINIC.apiKey);
		expect(shown).not.toContain(CLINIC.hciCode);
	});
});
