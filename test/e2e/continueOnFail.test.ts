import type { IDataObject, OnError } from 'n8n-workflow';
import { CLAIMS } from '../../sandbox/api/seed';
import { outputOf } from '../../sandbox/n8n/execution';
import { sendToEachItem } from '../support/parameters';
import { reached } from '../support/patients';
import { DONE, FAILED, NODE, useSandbox, workflowOf } from './support/sandbox';

const patients = [
	{ name: 'Alex Example', phone: '+1 301 555 0100' },
	{ name: 'Sam Sample', phone: 'ask at the desk' },
	{ name: 'Robin Specimen', phone: '+1 301 555 0102' },
];

const claimEach = {
	resource: 'phoneNumber',
	operation: 'claim',
	phoneNumber: '={{ $json.phone }}',
};

const sandbox = useSandbox();

const run = async (items: IDataObject[], parameters: IDataObject, onError?: OnError) =>
	await sandbox.run(workflowOf(items, parameters, onError));

describe('One bad item among good ones', () => {
	test('goes to the error output with its own fields and the reason', async () => {
		const execution = await run(patients, sendToEachItem(), 'continueErrorOutput');

		expect(execution.status).toBe('success');
		expect(await reached(sandbox.standIn)).toEqual(['13015550100', '13015550102']);
		expect(outputOf(execution, DONE).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
		]);
		expect(outputOf(execution, NODE).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 2 },
		]);
		expect(outputOf(execution, FAILED)).toMatchObject([
			{
				json: {
					name: 'Sam Sample',
					error: expect.stringMatching(/phone number/i) as string,
					message: expect.stringMatching(/country code/) as string,
				},
			},
		]);
	});

	test('stays in its place with Continue', async () => {
		const execution = await run(patients, sendToEachItem(), 'continueRegularOutput');

		expect(execution.status).toBe('success');
		expect(await reached(sandbox.standIn)).toEqual(['13015550100', '13015550102']);
		expect(outputOf(execution, DONE)).toMatchObject([
			{ json: { status: 'sent', recipient_phone_number: '+13015550100' } },
			{
				json: {
					status: 'notSent',
					name: 'Sam Sample',
					error: expect.stringMatching(/phone number/i) as string,
					what_to_do: expect.stringMatching(/country code/) as string,
				},
			},
			{ json: { status: 'sent', recipient_phone_number: '+13015550102' } },
		]);
	});

	test('ends the workflow by default, and the error says which row it was', async () => {
		const execution = await run(patients, sendToEachItem());

		expect(execution.status).toBe('error');
		expect(execution.data.resultData.error).toMatchObject({
			message: expect.stringMatching(/Row 2: .*phone number/) as string,
		});
		expect(execution.data.resultData.lastNodeExecuted).toBe(NODE);
	});
});

describe('Items that Scrubs refuses', () => {
	const numbers = [
		{ label: 'never onboarded', phone: `+${CLAIMS.unknown}` },
		{ label: 'free', phone: `+${CLAIMS.free}` },
		{ label: 'of another clinic', phone: `+${CLAIMS.taken}` },
	];

	test('go to the error output, each with its own reason', async () => {
		const execution = await run(numbers, claimEach, 'continueErrorOutput');

		expect(execution.status).toBe('success');
		expect(outputOf(execution, DONE)).toMatchObject([
			{ json: { phone_number: `+${CLAIMS.free}` } },
		]);
		expect(outputOf(execution, FAILED)).toMatchObject([
			{
				json: {
					label: 'never onboarded',
					error: expect.stringMatching(/does not know/i) as string,
				},
			},
			{ json: { label: 'of another clinic', error: expect.stringMatching(/claimed/i) as string } },
		]);
	});

	test('all go there when the credential is refused', async () => {
		const { standIn } = sandbox;
		await standIn.fault({ kind: 'status', status: 401, times: 0 });
		const execution = await run(numbers, claimEach, 'continueErrorOutput');

		expect(outputOf(execution, DONE)).toEqual([]);
		expect(outputOf(execution, FAILED).map(({ json }) => json.label)).toEqual(
			numbers.map(({ label }) => label),
		);
	});
});
