import type { IDataObject } from 'n8n-workflow';
import { CONVERSATIONS, SENDERS } from '../../sandbox/api/seed';
import { list } from '../support/parameters';
import { saveCredential, useSandbox } from './support/sandbox';

const sandbox = useSandbox();

const fromMain = list(SENDERS.main);
const sendTemplate = {
	resource: 'message',
	operation: 'sendTemplate',
	senderPhoneNumber: fromMain,
};
const readMessages = { resource: 'message', operation: 'getAll', senderPhoneNumber: fromMain };

async function search(parameter: string, methodName: string, parameters: IDataObject, more = {}) {
	const { n8n, credential } = sandbox;
	const path = `parameters.${parameter}`;
	return await n8n.searchList({ path, methodName, parameters, credential, ...more });
}

async function form(template: string) {
	const { n8n, credential } = sandbox;
	return await n8n.mapperFields({
		path: 'parameters.templateFields',
		methodName: 'getTemplateFields',
		parameters: { ...sendTemplate, template: list(template) },
		credential,
	});
}

describe('The editor’s lists', () => {
	test('offer the clinic’s senders', async () => {
		const { results } = await search('senderPhoneNumber', 'searchSenders', sendTemplate);
		expect(results.map(({ value }) => value).sort()).toEqual(Object.values(SENDERS).sort());
		expect(results[0]!.name).toContain('Bright Smile');
	});

	test('narrow senders down to what was typed', async () => {
		const filter = { filter: 'kids' };
		const { results } = await search('senderPhoneNumber', 'searchSenders', sendTemplate, filter);
		expect(results.map(({ value }) => value)).toEqual([SENDERS.second]);
	});

	test('offer the sender’s templates, each language apart', async () => {
		const { results } = await search('template', 'searchTemplates', sendTemplate);
		expect(results.map(({ value }) => value)).toEqual(
			expect.arrayContaining([
				'appointment_reminder_en:en_US',
				'appointment_confirmation:en_US',
				'appointment_confirmation:es',
			]),
		);
	});

	test('offer the sender’s conversations by the patient’s name, page by page', async () => {
		const first = await search('conversation', 'searchConversations', readMessages);
		expect(first.results[0]).toMatchObject({
			name: expect.stringContaining('Alex Example') as string,
			value: CONVERSATIONS.long.id,
		});

		const { paginationToken } = first;
		expect(paginationToken).toBeDefined();
		const second = await search('conversation', 'searchConversations', readMessages, {
			paginationToken,
		});
		const seen = new Set(first.results.map(({ value }) => value));
		expect(second.results).not.toHaveLength(0);
		expect(second.results.filter(({ value }) => seen.has(value))).toEqual([]);
	});

	test('find a conversation by name', async () => {
		const filter = { filter: 'toni testcase' };
		const { results } = await search('conversation', 'searchConversations', readMessages, filter);
		expect(results.map(({ value }) => value)).toContain(CONVERSATIONS.one.id);
	});

	test('say what is wrong with the credential', async () => {
		const credential = await saveCredential(sandbox.n8n, 'Wrong key', {
			apiKey: 'wrong_api_key_77',
		});
		await expect(
			search('senderPhoneNumber', 'searchSenders', sendTemplate, { credential }),
		).rejects.toThrow(/API key/i);
	});
});

describe('The form of a template', () => {
	test('has a required field for each of the template’s, in its order', async () => {
		const { fields } = await form('appointment_reminder_en:en_US');
		expect(fields.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
		expect(fields.every(({ required, display }) => required && display)).toBe(true);
		expect(fields[0]!.displayName).toContain('Example Patient');
	});

	test('follows the template’s language', async () => {
		const { fields } = await form('appointment_confirmation:es');
		expect(fields[0]!.displayName).toContain('Paciente Ejemplo');
	});

	test('names fields after their part of the message', async () => {
		const { fields } = await form('lab_results_ready:en_US');
		expect(fields.map(({ id }) => id)).toEqual(['header_1', '1', '2', 'button_1']);
	});

	test('is empty for a template without fields', async () => {
		expect((await form('clinic_closed_today:en_US')).fields).toEqual([]);
	});
});
