import type { IDataObject, INode, OnError } from 'n8n-workflow';
import { outputOf } from '../../sandbox/n8n/execution';
import {
	digitsOf,
	patientsOf,
	reached as reachedBy,
	refuseOne,
	RETRY,
	sendToEach,
	type Patient,
} from './support/messages';
import { DONE, NODE, openSandbox, workflowOf, type Sandbox } from './support/sandbox';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(async () => {
	await sandbox.standIn.reset();
});

async function save(
	patients: Patient[],
	onError?: OnError,
	settings?: Partial<INode>,
	options: IDataObject = {},
) {
	const workflow = workflowOf(patients, { ...sendToEach, options }, onError, settings);
	return await sandbox.n8n.importWorkflow(workflow, sandbox.credential);
}

const reached = async () => await reachedBy(sandbox.standIn);

describe('Retry On Fail', () => {
	test.each<[string, OnError]>([
		['a node that stops the workflow', 'stopWorkflow'],
		['a node that continues', 'continueRegularOutput'],
	])('sends with %s only what is missing', async (_, onError) => {
		const patients = patientsOf(5);
		await refuseOne(sandbox.standIn);
		// One at a time, so that the first item is the one that is refused: n8n's soft retry looks at that one alone.
		const workflowId = await save(patients, onError, RETRY, { maxConcurrency: 1 });
		const execution = await sandbox.n8n.run(workflowId);

		expect(execution.status).toBe('success');
		expect(await reached()).toEqual(digitsOf(patients));
		expect(await sandbox.standIn.requests('sendTemplateMessage')).toHaveLength(6);
		expect(outputOf(execution, DONE).map(({ json }) => json.recipient_phone_number)).toEqual(
			digitsOf(patients),
		);
	});
});

describe('Retry execution', () => {
	test('sends only what the first execution did not', async () => {
		const patients = patientsOf(5);
		await refuseOne(sandbox.standIn);
		const failed = await sandbox.n8n.run(await save(patients));

		expect(failed.status).toBe('error');
		expect(failed.data.resultData.error?.message).toMatch(/^4 of 5 messages sent, 1 not sent\./);
		expect(await reached()).toHaveLength(4);

		const retried = await sandbox.n8n.retry(failed.id);
		expect(retried.status).toBe('success');
		expect(await reached()).toEqual(digitsOf(patients));
		expect(outputOf(retried, DONE)).toHaveLength(5);
	});

	test('sends to all again in a new execution, which is another matter', async () => {
		const patients = patientsOf(2);
		const workflowId = await save(patients);
		await sandbox.n8n.run(workflowId);
		await sandbox.n8n.run(workflowId);

		expect(await reached()).toEqual(digitsOf(patients).flatMap((digits) => [digits, digits]));
	});
});

describe('A lost answer', () => {
	test('is looked up in the conversation, and the item counts as sent', async () => {
		const patients = patientsOf(3);
		await sandbox.standIn.fault({
			kind: 'drop',
			when: 'after',
			operationIds: ['sendTemplateMessage'],
		});
		const execution = await sandbox.n8n.run(await save(patients, 'stopWorkflow', RETRY));

		expect(execution.status).toBe('success');
		expect(await reached()).toEqual(digitsOf(patients));
		const confirmed = outputOf(execution, DONE).filter(({ json }) => json.confirmation);
		expect(confirmed).toHaveLength(1);
	});

	test('that shows nowhere is reported as not known, and not sent again by a retry', async () => {
		const patients = patientsOf(3);
		await sandbox.standIn.fault({ kind: 'drop', operationIds: ['sendTemplateMessage'] });
		const execution = await sandbox.n8n.run(await save(patients, 'stopWorkflow', RETRY));

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
		const patients = patientsOf(400);
		const { n8n, standIn } = sandbox;
		await standIn.rateLimit({ requests: 20, perMs: 1_000, retryAfterSeconds: 1 });
		const executionId = await n8n.start(await save(patients));
		while ((await reached()).length < 20) await new Promise(setImmediate);
		await n8n.stopExecution(executionId);
		const { status } = await n8n.waitForEnd(executionId);

		expect(status).toBe('canceled');
		const stopped = (await reached()).length;
		expect(stopped).toBeLessThan(patients.length);
		// A workflow that runs to its end afterwards shows that there was time for more.
		await standIn.rateLimit(null);
		await n8n.run(await save(patientsOf(1).map((one) => ({ ...one, phone: '+13035550100' }))));
		expect((await reached()).filter((digits) => digits !== '13035550100')).toHaveLength(stopped);
	});
});

describe('Messages to many patients', () => {
	test('all go out once when the server takes only so many a second', async () => {
		const patients = patientsOf(300);
		await sandbox.standIn.rateLimit({ requests: 80, perMs: 1_000, retryAfterSeconds: 1 });
		const execution = await sandbox.n8n.run(await save(patients));

		expect(execution.status).toBe('success');
		expect(await reached()).toEqual(digitsOf(patients));
		expect(outputOf(execution, NODE).map(({ json }) => json.recipient_phone_number)).toEqual(
			digitsOf(patients),
		);
		expect((await sandbox.standIn.stats()).peakInFlight).toBeLessThanOrEqual(65);
	});
});
