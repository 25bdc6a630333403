import type { IDataObject, OnError } from 'n8n-workflow';
import { CLAIMS, SENDERS } from '../../sandbox/api/seed';
import { outputOf, type Execution } from '../../sandbox/n8n/execution';
import { DONE, FAILED, NODE, openSandbox, workflowOf, type Sandbox } from './support/sandbox';

const patients = [
	{ name: 'Alex Example', phone: '+1 301 555 0100' },
	{ name: 'Sam Sample', phone: 'ask at the desk' },
	{ name: 'Robin Specimen', phone: '+1 301 555 0102' },
];

const sendToEach = {
	resource: 'message',
	operation: 'sendTemplate',
	senderPhoneNumber: { __rl: true, mode: 'phoneNumber', value: SENDERS.main },
	recipientPhoneNumber: '={{ $json.phone }}',
	template: { __rl: true, mode: 'list', value: 'appointment_confirmation:en_US' },
	specifyFields: 'json',
	templateFieldsJson: '={{ { "1": $json.name, "2": "10 June" } }}',
};

const claimEach = {
	resource: 'phoneNumber',
	operation: 'claim',
	phoneNumber: '={{ $json.phone }}',
};

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(async () => {
	await sandbox.standIn.reset();
});

async function run(
	items: IDataObject[],
	parameters: IDataObject,
	onError?: OnError,
): Promise<Execution> {
	const { n8n, credential } = sandbox;
	const workflow = workflowOf(items, parameters, onError);
	return await n8n.run(await n8n.importWorkflow(workflow, credential));
}

/** Who got a message; to different patients they go out at the same time. */
async function sentTo(): Promise<unknown[]> {
	const requests = await sandbox.standIn.requests('sendTemplateMessage');
	return requests
		.filter(({ effect }) => effect)
		.map(({ body }) => (body as IDataObject).recipient_phone_number)
		.sort();
}

describe('One bad item among good ones', () => {
	test('goes to the error output with its own fields and the reason', async () => {
		const execution = await run(patients, sendToEach, 'continueErrorOutput');

		expect(execution.status).toBe('success');
		expect(await sentTo()).toEqual(['13015550100', '13015550102']);
		expect(outputOf(execution, DONE).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
		]);
		expect(outputOf(execution, NODE).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 2 },
		]);
		expect(outputOf(execution, FAILED)).toMatchObject([
			{ json: { name: 'Sam Sample', error: expect.stringMatching(/phone number/i) as string } },
		]);
	});

	test('stays in its place with Continue', async () => {
		const execution = await run(patients, sendToEach, 'continueRegularOutput');

		expect(execution.status).toBe('success');
		expect(await sentTo()).toEqual(['13015550100', '13015550102']);
		expect(outputOf(execution, DONE)).toMatchObject([
			{ json: { recipient_phone_number: '13015550100' } },
			{ json: { error: expect.stringMatching(/phone number/i) as string } },
			{ json: { recipient_phone_number: '13015550102' } },
		]);
	});

	test('ends the workflow by default, and the error says which item it was', async () => {
		const execution = await run(patients, sendToEach);

		expect(execution.status).toBe('error');
		expect(execution.data.resultData.error).toMatchObject({
			message: expect.stringMatching(/phone number/i) as string,
			context: { itemIndex: 1 },
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
		expect(outputOf(execution, DONE)).toMatchObject([{ json: { phone_number: CLAIMS.free } }]);
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
