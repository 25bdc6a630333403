import type { IDataObject } from 'n8n-workflow';
import { CLAIMS, CLINIC, CONVERSATIONS, mainTemplates, SENDERS } from '../../sandbox/api/seed';
import { outputOf, type Execution } from '../../sandbox/n8n/execution';
import { credentialType } from '../../sandbox/n8n/N8n';
import { readExamples, type WorkflowJson } from '../../sandbox/n8n/workflow';
import { openSandbox, type Sandbox } from './support/sandbox';

const examples = readExamples();
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(async () => {
	await sandbox.standIn.reset();
});

async function run(name: string): Promise<Execution> {
	const { n8n, credential } = sandbox;
	const execution = await n8n.run(await n8n.importWorkflow(examples.get(name)!, credential));
	expect(execution.data.resultData.error).toBeUndefined();
	expect(execution.status).toBe('success');
	return execution;
}

const jsonOf = (execution: Execution, node: string, output = 0): IDataObject[] =>
	outputOf(execution, node, output).map(({ json }) => json);

/** What arrived at the stand-in, without what every request has. */
async function arrived() {
	const requests = await sandbox.standIn.requests();
	return requests.map(({ operationId, path, query, body }) => ({ operationId, path, query, body }));
}

describe('The example workflows', () => {
	it.each([...examples])('%s holds no secret and no data from a run', (_name, workflow) => {
		expect(Object.keys(workflow).sort()).toEqual(['connections', 'name', 'nodes', 'settings']);
		const credentials = workflow.nodes.flatMap((node) => Object.entries(node.credentials ?? {}));
		expect(credentials).toEqual([[credentialType, { id: null, name: 'Scrubs WhatsApp account' }]]);
	});

	it('find a credential with n8n’s usual name by themselves', async () => {
		const { n8n } = sandbox;
		const workflow: WorkflowJson = examples.get('list-senders')!;
		const id = await n8n.importWorkflow(workflow);
		const failed = await n8n.run(id);
		expect(failed.status).toBe('error');

		await n8n.createCredential('Scrubs WhatsApp account', credentialType, {
			...(await n8n.readCredential(sandbox.credential)),
			apiKey: CLINIC.apiKey,
		});
		expect((await n8n.run(await n8n.importWorkflow(workflow))).status).toBe('success');
	});

	it('appointment-reminders sends each patient a filled-in template', async () => {
		const execution = await run('appointment-reminders');

		const tomorrow = new Date(Date.now() + 24 * 60 * 60 * 1000);
		const sends = await sandbox.standIn.requests('sendTemplateMessage');
		expect(sends.map(({ body }) => (body as IDataObject).recipient_phone_number)).toEqual([
			'13015550100',
			'13015550101',
			'13015550102',
			'13015550103',
			'447700900144',
		]);
		expect(sends[1]).toMatchObject({
			path: `/api/v1/whatsapp/numbers/${SENDERS.main}/messages/template`,
			status: 200,
			effect: true,
			body: {
				template_name: 'appointment_reminder_en',
				language: 'en_US',
				fields: {
					'1': 'Sam Sample',
					'2': expect.stringContaining(String(tomorrow.getFullYear())) as string,
					'3': '9:30 AM',
					'4': 'Bright Smile Dental',
					'5': '+1 202-555-0101',
					'6': 'Cleaning with Dr. Rivera',
					'7': 'Please arrive 10 minutes early.',
				},
			},
		});
		const results = jsonOf(execution, 'Send the reminder');
		expect(results).toHaveLength(5);
		expect(results[1]).toMatchObject({ messages: [{ id: expect.any(String) as string }] });
		expect(outputOf(execution, 'Send the reminder', 1)).toEqual([]);
		const pairs = outputOf(execution, 'Send the reminder').map(({ pairedItem }) => pairedItem);
		expect(pairs).toEqual([0, 1, 2, 3, 4].map((item) => ({ item })));
	});

	it('list-senders gives the clinic’s numbers', async () => {
		const senders = jsonOf(await run('list-senders'), 'Get senders');
		expect(senders.map((sender) => sender.phone_number).sort()).toEqual(
			Object.values(SENDERS).sort(),
		);
		expect(await arrived()).toMatchObject([
			{ operationId: 'listPhoneNumbers', path: '/api/v1/whatsapp/numbers', query: {} },
		]);
	});

	it('claim-a-number claims it', async () => {
		const [number] = jsonOf(await run('claim-a-number'), 'Claim the number');
		expect(number).toMatchObject({ phone_number: CLAIMS.free, status: 'CONNECTED' });
		expect(await arrived()).toMatchObject([
			{ operationId: 'claimPhoneNumber', body: { phone_number: CLAIMS.free } },
		]);
	});

	it('create-onboarding-link gives a link', async () => {
		const [link] = jsonOf(await run('create-onboarding-link'), 'Create the link');
		expect(link).toMatchObject({ url: expect.stringMatching(/^http/) as string, status: 'active' });
		expect(await arrived()).toMatchObject([
			{
				operationId: 'createOnboardingLink',
				body: {
					customer_name: 'Bright Smile Dental',
					allowed_connection_types: ['coexistence', 'dedicated'],
					language: 'en',
					success_redirect_url: 'https://example.com/whatsapp/success',
					failure_redirect_url: 'https://example.com/whatsapp/failed',
				},
			},
		]);
	});

	it('list-templates gives the approved ones', async () => {
		const approved = mainTemplates().filter(({ status }) => status === 'APPROVED');
		const templates = jsonOf(await run('list-templates'), 'Get templates');
		expect(templates.map((template) => template.template_name)).toEqual(
			approved.map((template) => template.template_name),
		);
		expect(await arrived()).toMatchObject([
			{
				operationId: 'listTemplates',
				path: `/api/v1/whatsapp/numbers/${SENDERS.main}/templates`,
			},
		]);
	});

	it('list-conversations gives the latest fifty', async () => {
		const conversations = jsonOf(await run('list-conversations'), 'Get conversations');
		expect(conversations).toHaveLength(50);
		expect(conversations[0]).toMatchObject({ conversation_id: CONVERSATIONS.long.id });
		expect(Object.keys(conversations[0]!).length).toBeLessThanOrEqual(10);
		expect((await arrived())[0]).toMatchObject({ operationId: 'listConversations' });
	});

	it('read-a-conversation finds it by the patient’s number', async () => {
		const messages = jsonOf(await run('read-a-conversation'), 'Get messages');
		const { id, recipient, messages: count } = CONVERSATIONS.twenty;
		expect(messages).toHaveLength(count);

		const [lookUp, ...reads] = await arrived();
		expect(lookUp).toMatchObject({
			operationId: 'listConversations',
			query: { recipient_phone_number: recipient },
		});
		expect(reads[0]).toMatchObject({
			operationId: 'listMessages',
			path: `/api/v1/whatsapp/numbers/${SENDERS.main}/conversations/${id}/messages`,
		});
	});
});
