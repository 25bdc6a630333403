import type { INode, INodeParameters, OnError } from 'n8n-workflow';
import { outputOf, type Execution } from '../../sandbox/n8n/execution';
import { sendToEachItem } from '../support/parameters';
import {
	patients,
	phonesOf,
	reached as reachedBy,
	refuse,
	RETRY,
	type Patient,
} from '../support/patients';
import { DONE, NODE, useSandbox, workflowOf } from './support/sandbox';

const sandbox = useSandbox();

const save = async (
	items: Patient[],
	onError?: OnError,
	settings?: Partial<INode>,
	options?: INodeParameters,
) => await sandbox.save(workflowOf(items, sendToEachItem(options), onError, settings));

/** To whom a step says that messages were sent. */
const recipientsOf = (execution: Execution, step: string) =>
	outputOf(execution, step).map(({ json }) => json.recipient_phone_number);

const numbersOf = (items: Patient[]) => phonesOf(items).map((phone) => `+${phone}`);

const reached = async () => await reachedBy(sandbox.standIn);

describe('Retry On Fail', () => {
	test.each<[string, OnError]>([
		['a node that stops the workflow', 'stopWorkflow'],
		['a node that continues', 'continueRegularOutput'],
	])('sends with %s only what is missing', async (_, onError) => {
		const items = patients(5);
		await refuse(sandbox.standIn);
		// One at a time, so that the first item is the one that is refused: n8n's soft retry looks at that one alone.
		const workflowId = await save(items, onError, RETRY, { maxConcurrency: 1 });
		const execution = await sandbox.n8n.run(workflowId);

		expect(execution.status).toBe('success');
		expect(await reached()).toEqual(phonesOf(items));
		expect(await sandbox.standIn.requests('sendTemplateMessage')).toHaveLength(6);
		expect(recipientsOf(execution, DONE)).toEqual(numbersOf(items));
	});
});

describe('Retry execution', () => {
	test('sends only what the first execution did not', async () => {
		const items = patients(5);
		await refuse(sandbox.standIn);
		const failed = await sandbox.n8n.run(await save(items));

		expect(failed.status).toBe('error');
		expect(failed.data.resultData.error?.message).toMatch(/^4 of 5 messages sent, 1 not sent\./);
		expect(await reached()).toHaveLength(4);

		const retried = await sandbox.n8n.retry(failed.id);
		expect(retried.status).toBe('success');
		expect(await reached()).toEqual(phonesOf(items));
		expect(outputOf(retried, DONE)).toHaveLength(5);
	});

	test('sends to all again in a new execution, which is another matter', async () => {
		const items = patients(2);
		const workflowId = await save(items);
		await sandbox.n8n.run(workflowId);
		await sandbox.n8n.run(workflowId);

		expect(await reached()).toEqual(phonesOf(items).flatMap((phone) => [phone, phone]));
	});
});

describe('A lost answer', () => {
	test('is looked up in the conversation, and the item counts as sent', async () => {
		const items = patients(3);
		await sandbox.standIn.fault({
			kind: 'drop',
			when: 'after',
			operationIds: ['sendTemplateMessage'],
		});
		const execution = await sandbox.n8n.run(await save(items, 'stopWorkflow', RETRY));

		expect(execution.status).toBe('success');
		expect(await reached()).toEqual(phonesOf(items));
		const confirmed = outputOf(execution, DONE).filter(({ json }) => json.confirmation);
		expect(confirmed).toHaveLength(1);
	});

	test('that shows nowhere is reported as not known, and not sent again by a retry', async () => {
		const items = patients(3);
		await sandbox.standIn.fault({ kind: 'drop', operationIds: ['sendTemplateMessage'] });
		const execution = await sandbox.n8n.run(await save(items, 'stopWorkflow', RETRY));

		expect(execution.status).toBe('error');
		expect(execution.data.resultData.error?.message).toMatch(
			/^2 of 3 messages sent, 1 not known\. .*It is not known whether the message went out\.$/,
		);
		expect(await reached()).toHaveLength(2);
		expect(await sandbox.standIn.requests('sendTemplateMessage')).toHaveLength(3);
	});
});

describe('An execution that is stopped in the middle', () => {
	test('sends nothing any more', async () => {
		const items = patients(400);
		const { n8n, standIn } = sandbox;
		await standIn.rateLimit({ requests: 20, perMs: 1_000, retryAfterSeconds: 1 });
		const executionId = await n8n.start(await save(items));
		while ((await reached()).length < 20) await new Promise(setImmediate);
		await n8n.stopExecution(executionId);
		const { status } = await n8n.waitForEnd(executionId);

		expect(status).toBe('canceled');
		const stopped = (await reached()).length;
		expect(stopped).toBeLessThan(items.length);
		// A workflow that runs to its end afterwards shows that there was time for more.
		await standIn.rateLimit(null);
		await n8n.run(await save(patients(1).map((one) => ({ ...one, phone: '+13035550100' }))));
		expect((await reached()).filter((digits) => digits !== '13035550100')).toHaveLength(stopped);
	});
});

describe('Messages to many patients', () => {
	test('all go out once when the server takes only so many a second', async () => {
		const items = patients(300);
		await sandbox.standIn.rateLimit({ requests: 80, perMs: 1_000, retryAfterSeconds: 1 });
		const execution = await sandbox.n8n.run(await save(items));

		expect(execution.status).toBe('success');
		expect(await reached()).toEqual(phonesOf(items));
		expect(recipientsOf(execution, NODE)).toEqual(numbersOf(items));
		expect((await sandbox.standIn.stats()).peakInFlight).toBeLessThanOrEqual(65);
	});
});
