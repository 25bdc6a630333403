import type { IDataObject } from 'n8n-workflow';
import {
	CLAIMS,
	CLINIC,
	CONVERSATIONS,
	mainTemplates,
	seedWorld,
	SENDERS,
} from '../../sandbox/api/seed';
import { outputOf, type Execution } from '../../sandbox/n8n/execution';
import { credentialType } from '../../sandbox/n8n/N8n';
import { readExamples, waitingFor, type WorkflowJson } from '../../sandbox/n8n/workflow';
import { openBrowser } from './support/browser';
import { reached } from '../support/patients';
import { until } from '../support/until';
import { useSandbox } from './support/sandbox';
import { whatRuns } from './support/running';

const examples = readExamples();
const sandbox = useSandbox();

async function run(name: string, trigger?: string): Promise<Execution> {
	const { n8n, credential } = sandbox;
	const workflowId = await n8n.importWorkflow(examples.get(name)!, credential);
	const execution = await n8n.run(workflowId, { trigger });
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
	test.each([...examples])('%s holds no secret and no data from a run', (_name, workflow) => {
		expect(Object.keys(workflow).sort()).toEqual(['connections', 'name', 'nodes', 'settings']);
		const credentials = workflow.nodes.flatMap((node) => Object.entries(node.credentials ?? {}));
		expect(credentials.length).toBeGreaterThan(0);
		for (const credential of credentials) {
			expect(credential).toEqual([credentialType, { id: null, name: 'Scrubs WhatsApp account' }]);
		}
	});

	test.each([...examples])('%s explains itself in a note', (_name, workflow) => {
		expect(workflow.nodes.map(({ type }) => type)).toContain('n8n-nodes-base.stickyNote');
	});

	test('find a credential with n8n’s usual name by themselves', async () => {
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

	test('appointment-reminders sends each patient a filled-in template', async () => {
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
		expect(results[1]).toMatchObject({ status: 'sent', message_id: expect.any(String) as string });
		expect(outputOf(execution, 'Send the reminder', 1)).toEqual([]);
		const pairs = outputOf(execution, 'Send the reminder').map(({ pairedItem }) => pairedItem);
		expect(pairs).toEqual([0, 1, 2, 3, 4].map((item) => ({ item })));
	});

	test('list-senders gives the clinic’s numbers', async () => {
		const senders = jsonOf(await run('list-senders'), 'Get senders');
		expect(senders.map((sender) => sender.phone_number).sort()).toEqual(
			Object.values(SENDERS)
				.map((number) => `+${number}`)
				.sort(),
		);
		expect(await arrived()).toMatchObject([
			{ operationId: 'listPhoneNumbers', path: '/api/v1/whatsapp/numbers', query: {} },
		]);
	});

	test('claim-a-number claims it', async () => {
		const [number] = jsonOf(await run('claim-a-number'), 'Claim the number');
		expect(number).toMatchObject({ phone_number: `+${CLAIMS.free}`, status: 'CONNECTED' });
		expect(await arrived()).toMatchObject([
			{ operationId: 'claimPhoneNumber', body: { phone_number: CLAIMS.free } },
		]);
	});

	test('create-onboarding-link gives a link', async () => {
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

	test('list-templates gives the approved ones', async () => {
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

	test('list-conversations gives the latest fifty', async () => {
		const conversations = jsonOf(await run('list-conversations'), 'Get conversations');
		expect(conversations).toHaveLength(50);
		expect(conversations[0]).toMatchObject({ conversation_id: CONVERSATIONS.long.id });
		expect(Object.keys(conversations[0]!).length).toBeLessThanOrEqual(10);
		expect((await arrived())[0]).toMatchObject({ operationId: 'listConversations' });
	});

	test('read-a-conversation finds it by the patient’s number', async () => {
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

	describe('patient-replies', () => {
		const { recipient, contactName } = CONVERSATIONS.hundred;
		const answers = async (text: string) => {
			await sandbox.standIn.receive({ recipient, text });
			return await run('patient-replies', 'When a patient writes');
		};

		test('confirms when the answer is 1', async () => {
			const execution = await answers(' 1 ');
			const [send] = await sandbox.standIn.requests('sendTemplateMessage');
			expect(send).toMatchObject({
				effect: true,
				body: {
					recipient_phone_number: recipient,
					template_name: 'appointment_confirmation',
					fields: { '1': contactName },
				},
			});
			expect(jsonOf(execution, 'Tell the reception')).toEqual([]);
		});

		test.each(['11', 'Can I come later?'])('gives "%s" to the reception', async (text) => {
			const told = jsonOf(await answers(text), 'Tell the reception');
			expect(told).toMatchObject([{ content: text, recipient_phone_number: `+${recipient}` }]);
			expect(await reached(sandbox.standIn)).toEqual([]);
		});

		test('tells the reception when the confirmation cannot be sent', async () => {
			const operationIds = ['sendTemplateMessage'];
			await sandbox.standIn.fault({ kind: 'status', status: 404, operationIds });
			const told = jsonOf(await answers('1'), 'Tell the reception');
			expect(told).toMatchObject([
				{ from_phone_number: `+${recipient}`, error: expect.any(String) as string },
			]);
		});
	});

	describe('morning-list', () => {
		const list = examples.get('morning-list')!;
		const afternoon = { trigger: 'Every afternoon' };
		const { long, hundred, hundredOne } = CONVERSATIONS;

		/** Lets Scrubs say this of the newest message in a conversation. */
		const nowIs = async ({ id }: { id: string }, value: string) =>
			await sandbox.standIn.fault({
				kind: 'shape',
				inPath: id,
				operationIds: ['listMessages'],
				times: 0,
				changes: [{ path: ['data', 0, 'status'], value }],
			});

		test('is a table of those to phone: not sent, not reached, not answered', async () => {
			const { n8n, credential, standIn } = sandbox;
			await standIn.receive({
				recipient: long.recipient,
				text: 'Yes',
				at: Date.now() + 60 * 60 * 1000,
			});
			await nowIs(hundred, 'failed');
			await nowIs(hundredOne, 'delivered');
			const workflowId = await n8n.importWorkflow(waitingFor(list, 1), credential);
			const execution = await n8n.run(workflowId, afternoon);
			expect(execution.status).toBe('success');
			expect(jsonOf(execution, 'Those not reached first')).toEqual([
				{
					Time: '2:45 PM',
					Patient: 'Charlie Fiction',
					Phone: 'not known',
					Why: 'Not sent',
					'What is known': expect.stringContaining('phone number contains letters') as string,
				},
				{
					Time: '9:30 AM',
					Patient: 'Sam Sample',
					Phone: '(301) 555-0101',
					Why: 'Not reached',
					'What is known': expect.stringContaining('could not deliver it') as string,
				},
				expect.objectContaining({ Patient: 'Kim Placeholder', Why: 'Not reached' }),
				expect.objectContaining({ Patient: 'Robin Specimen', Why: 'Has not answered' }),
			]);
			const table = jsonOf(execution, 'As a table')[0]?.table as string;
			expect(table).toContain('<caption>To phone this morning</caption>');
			expect(table.match(/<tr/g)).toHaveLength(5);
		});

		test('waits until eight the next morning', async () => {
			const { n8n, credential } = sandbox;
			const workflowId = await n8n.importWorkflow(list, credential);
			const executionId = await n8n.start(workflowId, afternoon);
			const tomorrow = new Date();
			tomorrow.setDate(tomorrow.getDate() + 1);
			const waiting = async () => (await n8n.executionsOf(workflowId))[0]!;
			await until(async () => (await waiting()).status === 'waiting');
			expect(new Date((await waiting()).waitTill!).getTime()).toBe(tomorrow.setHours(8, 0, 0, 0));
			await n8n.stopExecution(executionId);
		});
	});

	describe('ask-and-wait', () => {
		const asking = waitingFor(examples.get('ask-and-wait')!, 1);
		const BRANCHES = ['Keep the appointment', 'Read the answer', 'Phone the patient'];
		const { long, hundred, hundredOne, twenty } = CONVERSATIONS;

		/** Who came through each branch, in whichever round. */
		const branchesOf = ({ data }: Execution) =>
			BRANCHES.map((branch) =>
				(data.resultData.runData[branch] ?? [])
					.flatMap((round) => round.data?.main?.[0] ?? [])
					.map(({ json }) => json),
			);
		const answered = async ({ recipient }: { recipient: string | null }, text: string) =>
			await sandbox.standIn.receive({ recipient, text });
		/** Waits for another round in which it has looked for answers. */
		const oneMoreRound = async () => {
			const reads = async () => (await sandbox.standIn.requests('listMessages')).length;
			const before = await reads();
			await until(async () => (await reads()) > before);
		};

		test('goes on with each patient once the answer is there', async () => {
			const { n8n, credential } = sandbox;
			const workflowId = await n8n.importWorkflow(asking, credential);
			const executionId = await n8n.start(workflowId);
			await oneMoreRound();
			await answered(long, ' 1 ');
			await answered(hundred, 'Can I come at ten?');
			await oneMoreRound();
			await oneMoreRound();
			await answered(hundredOne, 'Yes!');
			await answered(twenty, 'no');

			const execution = await n8n.waitForEnd(executionId);
			expect(execution.data.resultData.error).toBeUndefined();
			const [yes, other, late] = branchesOf(execution);
			expect(yes).toEqual([
				expect.objectContaining({ name: 'Alex Example', phone: '+13015550100', answer: ' 1 ' }),
				expect.objectContaining({ name: 'Robin Specimen', appointment: 'A-1003', answer: 'Yes!' }),
			]);
			expect(other).toEqual([
				expect.objectContaining({ name: 'Sam Sample', answer: 'Can I come at ten?' }),
				expect.objectContaining({ name: 'Kim Placeholder', answer: 'no' }),
			]);
			expect(late).toEqual([]);
			expect(await reached(sandbox.standIn)).toHaveLength(4);
		});

		test('gives those to be phoned who have not answered until noon', async () => {
			const { n8n, credential } = sandbox;
			const noon = new Date();
			noon.setDate(noon.getDate() + 1);
			noon.setHours(12, 0, 0, 0);
			const yesterday = asking.nodes.map((node) => {
				const text = JSON.stringify(node.parameters).replace('days: 1', 'days: -1');
				return { ...node, parameters: JSON.parse(text) as typeof node.parameters };
			});
			const workflow = { ...asking, nodes: yesterday };
			const execution = await n8n.run(await n8n.importWorkflow(workflow, credential));
			const [{ until: end } = {}] = jsonOf(execution, 'Until when');
			noon.setDate(noon.getDate() - 2);
			expect(new Date(end as string).getTime()).toBe(noon.getTime());
			const [yes, other, late] = branchesOf(execution);
			expect([yes, other]).toEqual([[], []]);
			expect(late!.map(({ name, reminder }) => [name, reminder])).toEqual(
				['Alex Example', 'Sam Sample', 'Robin Specimen', 'Kim Placeholder'].map((name) => [
					name,
					expect.stringContaining('on its way') as string,
				]),
			);
		});
	});

	test('opt-out never messages a patient again who has answered STOP', async () => {
		const { recipient } = CONVERSATIONS.hundred;
		const others = ['13015550100', '13015550102', '13015550103'];
		await run('opt-out', 'Every afternoon');
		expect(await reached(sandbox.standIn)).toEqual([...others, recipient].sort());

		for (const text of ['Please stop by at ten', ' stop. ']) {
			await sandbox.standIn.receive({ recipient, text });
			await run('opt-out', 'When a patient writes');
		}
		await sandbox.standIn.clearRequests();
		const execution = await run('opt-out', 'Every afternoon');
		expect(await reached(sandbox.standIn)).toEqual(others);
		expect(jsonOf(execution, 'Not messaged')).toMatchObject([{ name: 'Sam Sample' }]);
	});

	test('onboard-a-clinic takes a clinic from the link to its claimed number', async () => {
		const { n8n, credential, standIn } = sandbox;
		const workflow = examples.get('onboard-a-clinic')!;
		const workflowId = await n8n.importWorkflow(workflow, credential);
		await n8n.activate(workflowId);
		const browser = await openBrowser();
		try {
			const page = await browser.newPage();
			const { webhookId } = workflow.nodes.find(({ type }) => type.endsWith('formTrigger'))!;
			const form = `${whatRuns().n8nUrl}/form/${webhookId}`;
			await page.goto(form, { waitUntil: 'domcontentloaded' });
			await page.getByLabel("Clinic's name").fill('Bright Smile Juniors');
			await page.getByRole('button', { name: 'Next' }).click();

			const link = page.getByRole('link', { name: 'Connect your WhatsApp number' });
			const address = await link.getAttribute('href');
			expect(address).toContain('/onboarding-links/');
			const [created] = await standIn.requests('createOnboardingLink');
			expect(created).toMatchObject({ body: { customer_name: 'Bright Smile Juniors' } });

			await page.getByLabel('WhatsApp number').fill('+1 202-555-0112');
			await page.getByRole('button', { name: 'It is connected' }).click();
			await page.getByRole('heading', { name: 'Not yet' }).waitFor();
			expect(await page.innerText('body')).toContain('cannot be claimed');

			await standIn.setNumberStatus(CLAIMS.notConnected, 'CONNECTED');
			await page.getByLabel('WhatsApp number').fill('+1 202-555-0112');
			await page.getByRole('button', { name: 'Try again' }).click();
			await page.getByText('Your number is connected').waitFor();
			expect(await page.innerText('body')).toContain(`+${CLAIMS.notConnected}`);
		} finally {
			await browser.close();
			await n8n.deactivate(workflowId);
		}
		const claims = await standIn.requests('claimPhoneNumber');
		expect(claims.map(({ effect }) => effect)).toEqual([false, true]);
		expect(await standIn.requests('listTemplates')).toMatchObject([{ status: 200 }]);
	});

	test('export-a-month gives all messages of the month as one CSV file', async () => {
		const ofMonth = ({ at }: { at: number }) =>
			at >= new Date(2025, 4, 1).getTime() && at < new Date(2025, 5, 1).getTime();
		const [main] = seedWorld().numbers;
		const wanted = main!.conversations.rows.flatMap(({ messages }) => messages).filter(ofMonth);
		expect(wanted.length).toBeGreaterThan(1_000);
		// In a conversation that goes on to this day, and what a spreadsheet would take for a formula.
		await sandbox.standIn.receive({
			recipient: CONVERSATIONS.long.recipient,
			text: '=1+1',
			at: new Date(2025, 4, 15).getTime(),
		});

		const execution = await run('export-a-month');
		const rows = jsonOf(execution, 'Columns');
		expect(rows).toHaveLength(wanted.length + 1);
		expect(rows).toContainEqual({
			Time: '2025-05-15 00:00:00',
			Patient: CONVERSATIONS.long.contactName,
			Number: `+${CONVERSATIONS.long.recipient}`,
			'Written by': 'Patient',
			Text: "'=1+1",
			Type: 'text',
			Status: 'delivered',
		});
		const [{ binary } = {}] = outputOf(execution, 'Convert to CSV');
		expect(binary!.data).toMatchObject({ fileName: 'whatsapp-2025-05.csv', mimeType: 'text/csv' });
	});
});
