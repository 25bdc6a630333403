import { outputOf } from '../../sandbox/n8n/execution';
import { sendToEachItem } from '../support/parameters';
import { patients, phonesOf, reached } from '../support/patients';
import { NODE, useSandbox, workflowOf } from './support/sandbox';

const sandbox = useSandbox();
const operationIds = ['sendTemplateMessage'];
const limitMs = 120_000;

test(
	'an answer that drips holds back no other message, and is not known',
	async () => {
		const items = patients(5);
		await sandbox.standIn.fault({ kind: 'drip', operationIds, skip: 2, when: 'after' });
		const execution = await sandbox.run(
			workflowOf(items, sendToEachItem(), 'continueRegularOutput'),
		);

		expect(execution.status).toBe('success');
		const told = outputOf(execution, NODE).map(({ json }) => json.error ?? json.confirmation);
		// It went out, and the conversation shows it.
		expect(told.filter(Boolean)).toEqual([expect.stringContaining('conversation')]);
		expect(await reached(sandbox.standIn)).toEqual(phonesOf(items));
	},
	limitMs,
);

test(
	'a server that asks to come again at once is not stormed',
	async () => {
		const items = patients(40);
		const headers = { 'retry-after': '0' };
		await sandbox.standIn.fault({ kind: 'status', status: 429, operationIds, headers, times: 12 });
		const execution = await sandbox.run(workflowOf(items, sendToEachItem()));

		expect(execution.status).toBe('success');
		expect(await reached(sandbox.standIn)).toEqual(phonesOf(items));
		const attempts = await sandbox.standIn.requests('sendTemplateMessage');
		expect(attempts).toHaveLength(items.length + 12);
		const refused = attempts.filter(({ status }) => status === 429);
		const seconds = refused.map(({ at }) => Math.floor(Date.parse(at) / 1_000));
		const most = Math.max(...seconds.map((one) => seconds.filter((other) => other === one).length));
		expect(most).toBeLessThan(8);
	},
	limitMs,
);

test('a switch that an expression sets by a word is heard: a dry run sends nothing', async () => {
	for (const dryRun of ['={{ "true" }}', '={{ 1 }}']) {
		const execution = await sandbox.run(workflowOf(patients(2), sendToEachItem({ dryRun })));
		expect(execution.status).toBe('success');
	}
	expect(await sandbox.standIn.requests('sendTemplateMessage')).toEqual([]);
});
