import assert from 'node:assert/strict';

import { CLINIC, CONVERSATIONS, SENDERS } from '../../../sandbox/api';
import { list, locator } from '../../support/parameters';
import { OPERATION_IDS, OPERATIONS, type OperationId } from '../../support/operations';
import { credential, type Check } from './check';

/** How many items each operation gives for the data of the demo clinic. */
const ITEMS: Record<OperationId, number> = {
	createOnboardingLink: 1,
	claimPhoneNumber: 1,
	listPhoneNumbers: 3,
	listTemplates: 12,
	sendTemplateMessage: 1,
	listConversations: 50,
	listMessages: 1,
};

const WAYS = [
	['API key', CLINIC.apiKey, {}],
	['HCI code', CLINIC.hciCode, { authentication: 'hciCode', hciCode: CLINIC.hciCode }],
] as const;

const eachOperation = OPERATION_IDS.flatMap((operationId) =>
	WAYS.map(([way, secret, overrides]): Check => ({
		name: `${operationId} with ${way}`,
		async run(bench) {
			const parameters = OPERATIONS[operationId];
			const credentials = credential(bench, overrides);
			const { items, error } = await bench.engine.call('run', { parameters, credentials });
			assert.equal(error, undefined);
			assert.equal(items.length, ITEMS[operationId]);
			for (const { json, pairedItem } of items) {
				assert.equal(json.error, undefined);
				assert.deepEqual(pairedItem, { item: 0 });
			}
			const [request] = await bench.control.requests(operationId);
			assert.equal(request?.status, 200);
			assert.ok(Object.values(request.headers).includes(secret), `the ${way} was not sent`);
		},
	})),
);

/** All seven operations, and what their parameters hold. */
export const operationChecks: Check[] = [
	...eachOperation,
	{
		name: 'returns all pages, linked to the item that asked',
		async run(bench) {
			const { items, error } = await bench.engine.call('run', {
				items: [{ id: CONVERSATIONS.twenty.id }, { id: CONVERSATIONS.hundredOne.id }],
				parameters: {
					...OPERATIONS.listMessages,
					conversation: locator('id', '={{ $json.id }}'),
					returnAll: true,
				},
				credentials: credential(bench),
			});
			assert.equal(error, undefined);
			const linkedTo = (item: number) =>
				items.filter(({ pairedItem }) => (pairedItem as { item: number }).item === item).length;
			assert.deepEqual([linkedTo(0), linkedTo(1)], [20, 101]);
		},
	},
	{
		name: 'filters: options in a collection are read',
		async run(bench) {
			const { items } = await bench.engine.call('run', {
				parameters: {
					...OPERATIONS.listTemplates,
					senderPhoneNumber: list(SENDERS.main),
					filters: { language: 'es' },
				},
				credentials: credential(bench),
			});
			assert.deepEqual(
				items.map(({ json }) => [json.template_name, json.language]),
				[['appointment_confirmation', 'es']],
			);
		},
	},
	{
		name: 'a read that Scrubs cannot answer is tried again',
		async run(bench) {
			const headers = { 'retry-after': '0' };
			await bench.control.fault({ kind: 'status', status: 503, headers });
			const { items, error } = await bench.engine.call('run', {
				parameters: OPERATIONS.listPhoneNumbers,
				credentials: credential(bench),
			});
			assert.equal(error, undefined);
			assert.equal(items.length, ITEMS.listPhoneNumbers);
			assert.equal((await bench.control.requests('listPhoneNumbers')).length, 2);
		},
	},
];
