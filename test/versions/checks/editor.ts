import type { INodeParameters } from 'n8n-workflow';
import assert from 'node:assert/strict';

import { CONVERSATION_COUNT, SENDERS } from '../../../sandbox/api';
import { list } from '../../support/parameters';
import { credential, type Bench, type Check } from './check';

const MAIN: INodeParameters = {
	resource: 'message',
	operation: 'sendTemplate',
	senderPhoneNumber: list(SENDERS.main),
};
const MESSAGES: INodeParameters = { ...MAIN, operation: 'getAll' };

const search = async (
	bench: Bench,
	method: string,
	{ parameters = MAIN, filter = '', token = undefined as string | undefined, wrong = {} } = {},
) =>
	await bench.engine.call('search', {
		method,
		parameters,
		filter,
		token,
		credentials: credential(bench, wrong),
	});

const form = async (bench: Bench, template: string) =>
	await bench.engine.call('form', {
		method: 'getTemplateFields',
		parameters: { ...MAIN, template: list(template) },
		credentials: credential(bench),
	});

/** What the editor asks for while a step is being filled in. */
export const editorChecks: Check[] = [
	{
		name: 'list of senders',
		async run(bench) {
			const { results } = await search(bench, 'searchSenders');
			assert.deepEqual(
				results.map(({ value }) => value),
				Object.values(SENDERS),
			);
		},
	},
	{
		name: 'list of templates, searched',
		async run(bench) {
			const { results } = await search(bench, 'searchTemplates', { filter: 'confirmation' });
			assert.deepEqual(
				results.map(({ value }) => value),
				['appointment_confirmation:en_US', 'appointment_confirmation:es'],
			);
		},
	},
	{
		name: 'list of conversations, page by page',
		async run(bench) {
			const found = new Set<unknown>();
			let token: string | undefined;
			do {
				const page = await search(bench, 'searchConversations', { parameters: MESSAGES, token });
				for (const { value } of page.results) found.add(value);
				token = page.paginationToken;
			} while (token !== undefined);
			assert.equal(found.size, CONVERSATION_COUNT);
		},
	},
	{
		name: 'a list that Scrubs refuses says why',
		async run(bench) {
			await assert.rejects(search(bench, 'searchSenders', { wrong: { apiKey: 'old' } }), {
				// The editor shows nothing else.
				message: /^Scrubs did not accept the API key\. Open the Scrubs WhatsApp credential/,
			});
		},
	},
	{
		name: 'form of a template',
		async run(bench) {
			const { fields } = await form(bench, 'xray_ready:en_US');
			assert.deepEqual(
				fields.map(({ id, type, required }) => [id, type, required]),
				[
					['header_1', 'url', true],
					['1', 'string', true],
				],
			);
		},
	},
	{
		name: 'form of a template without fields: a notice in its place',
		async run(bench) {
			const { fields, emptyFieldsNotice } = await form(bench, 'clinic_closed_today:en_US');
			assert.deepEqual(fields, []);
			assert.match(emptyFieldsNotice ?? '', /no fields to fill in/);
		},
	},
];

const credentialChecks = [
	['API key', {}, 'OK', /accepts/],
	['HCI code', { authentication: 'hciCode', hciCode: '00A123' }, 'OK', /accepts/],
	['wrong key', { apiKey: 'old' }, 'Error', /did not accept the API key/],
	['wrong address', { baseUrl: 'http://127.0.0.1:1' }, 'Error', /^Nothing answers at/],
] as const;

/** The test that n8n makes when a credential is saved. */
export const credentialTestChecks = credentialChecks.map(
	([what, overrides, status, message]): Check => ({
		name: `credential test: ${what}`,
		async run(bench) {
			const result = await bench.engine.call('testCredential', credential(bench, overrides));
			assert.match(result.message, message);
			assert.equal(result.status, status);
		},
	}),
);
