import type { IDataObject } from 'n8n-workflow';
import { SENDERS } from '../../sandbox/api/seed';
import { readExamples, type WorkflowJson } from '../../sandbox/n8n/workflow';
import { NODE, workflowOf } from '../e2e/support/sandbox';
import { until } from '../support/until';
import { useDesk } from './support/browser';
import { unreadableIn } from './support/layout';
import { addSendNode, inARow, REMINDER, template, THREE_FIELDS_TITLE } from './support/tasks';

const desk = useDesk();

/** What n8n opens an imported workflow in on a small laptop. */
beforeAll(async () => await desk.editor.page.setViewportSize({ width: 1280, height: 720 }));

const ALL_READABLE = { cut: [], outside: [] };
const parameters = () => desk.editor.page.getByTestId('node-parameters');

/** Opens our node in a workflow with these parameters. */
async function open(changes: IDataObject, items: IDataObject[] = [{}]): Promise<void> {
	const { editor, n8n, credential } = desk;
	const workflow = inARow(workflowOf(items, { ...REMINDER, ...changes }));
	await editor.openWorkflow(await n8n.importWorkflow(workflow, credential));
	await editor.openNode(NODE);
}

describe('the form of a template', () => {
	test.each([
		['appointment_reminder_en', 7],
		['recall_notice', 3],
		['lab_results_ready', 4],
		['invoice_ready', 3],
		['clash_example', 1],
	])('%s: no label is cut, and no input or warning lies outside the pane', async (name, count) => {
		const { editor } = desk;
		await open({ template: template(name), specifyFields: 'mapper', templateFieldsJson: '{}' });
		await editor.fields.nth(count - 1).waitFor();
		expect(await editor.fields.count()).toBe(count);
		expect(await unreadableIn(parameters())).toEqual(ALL_READABLE);
	});

	test('whatever a template has for examples', async () => {
		const { editor, standIn } = desk;
		const examples = [
			'M'.repeat(40),
			'请在预约时间前十分钟到达诊所',
			'e'.repeat(40),
			'A B '.repeat(10),
		];
		const dynamic_fields = examples.map((example, at) => ({
			component: 'body',
			field: String(at + 1),
			format: 'positional',
			parameter_type: 'text',
			example,
		}));
		const wide = { template_name: 'wide', language: 'en_US', status: 'APPROVED', dynamic_fields };
		await standIn.fault({
			kind: 'status',
			status: 200,
			operationIds: ['listTemplates'],
			body: { data: [wide] },
			times: 0,
		});
		await open({ template: template('wide'), specifyFields: 'mapper', templateFieldsJson: '{}' });
		await editor.fields.nth(examples.length - 1).waitFor();
		expect(await unreadableIn(parameters())).toEqual(ALL_READABLE);
	});

	test('comes with how to fill it in, once a template is chosen', async () => {
		const { editor } = desk;
		await editor.newWorkflow();
		await addSendNode(editor);
		expect(await unreadableIn(parameters())).toEqual(ALL_READABLE);
		await editor.parameter('simplify').waitFor();
		expect(await parameters().innerText()).not.toMatch(/Specify Fields|Mapping|Template Fields/);
		await editor.choose('senderPhoneNumber', 'Dental');
		await editor.choose('template', 'Recall notice');
		await editor.box('clinic_name').waitFor();
		expect(await parameters().innerText()).toMatch(/Specify Fields[^]*Mapping[^]*Patient name/);
	});

	const withForm = ({ nodes }: WorkflowJson) => nodes.find((one) => one.parameters.templateFields);

	test.each([...readExamples()].filter(([, workflow]) => withForm(workflow)))(
		'of the example %s is not called outdated by n8n, as it is with another label',
		async (_, workflow) => {
			const { editor, n8n, credential } = desk;
			const { name, parameters: saved } = withForm(workflow)!;
			await editor.openWorkflow(await n8n.importWorkflow(workflow, credential));
			await editor.openForm(name);
			expect(await unreadableIn(parameters())).toEqual(ALL_READABLE);
			expect(await editor.staleFields.count()).toBe(0);

			const { schema } = saved.templateFields as unknown as { schema: IDataObject[] };
			schema[0]!.displayName = 'Body 1';
			await editor.openWorkflow(await n8n.importWorkflow(workflow, credential));
			await editor.openForm(name);
			await editor.staleFields.first().waitFor();
		},
	);
});

test('the list of templates calls them by their names, languages and fields, and finds the exact name', async () => {
	const { editor } = desk;
	await open({ template: template('') });
	await editor.openList('template');
	await editor.listEntries.first().waitFor();
	expect((await editor.listEntries.allInnerTexts()).slice(0, 3)).toEqual([
		'Appointment confirmation · English · 2 fields',
		'Appointment confirmation · Spanish · 2 fields',
		'Appointment reminder · English · 7 fields',
	]);
	await editor.page.getByTestId('rlc-search').filter({ visible: true }).fill('recall_notice');
	await editor.listEntries.filter({ hasText: THREE_FIELDS_TITLE }).waitFor();
	await editor.listEntries.filter({ hasText: 'Appointment' }).first().waitFor({ state: 'hidden' });
	expect(await editor.listEntries.count()).toBe(1);
});

test('the title of a chosen template is shown but for its last letters, if it can be sent', async () => {
	const { editor } = desk;
	await open({ template: template('') });
	await editor.openList('template');
	await editor.listEntries.first().waitFor();
	const titles = await editor.listEntries.allInnerTexts();
	await editor.page.keyboard.press('Escape');
	const box = editor.page.getByTestId('resource-locator-template').getByTestId('rlc-input');
	const cut: string[] = [];
	for (const title of titles.filter((one) => !one.startsWith('Cannot be sent'))) {
		await editor.choose('template', title);
		await until(async () => (await box.inputValue()) === title);
		if (await box.evaluate((one) => one.scrollWidth > one.clientWidth + 30)) cut.push(title);
	}
	expect(titles.length).toBeGreaterThan(9);
	expect(cut).toEqual([]);
});

describe('a sender that is not connected is said to be so', () => {
	const senderPhoneNumber = { __rl: true, mode: 'list', value: SENDERS.disconnected };
	const message =
		'The sender +12025550103 is not connected to WhatsApp: its status is disconnected.';

	test('by the list of templates', async () => {
		await open({ senderPhoneNumber });
		await desk.editor.openList('template');
		const told = desk.editor.page.getByText(message).first();
		expect(await told.innerText()).toContain('Connect it again');
	});

	test('by the step', async () => {
		await open({ senderPhoneNumber, recipientPhoneNumber: '+1 301-555-0100' });
		await desk.editor.execute();
		expect((await desk.editor.problem()).message).toBe(message);
	});
});

test('a value that WhatsApp refuses is told by its row and its field, and nothing is sent', async () => {
	const { editor, standIn } = desk;
	const items = [
		{ name: 'Alex Example', phone: '+1 301-555-0100' },
		{ name: 'Sam\nSample', phone: '+1 301-555-0101' },
		{ name: `Robin${' '.repeat(5)}Specimen`, phone: '+1 301-555-0102' },
		{ name: 'K'.repeat(2_000), phone: '+1 301-555-0103' },
	];
	await open({}, items);
	await editor.execute();
	const { message, help } = await editor.problem();
	expect(message).toMatch(/^0 of 4 messages sent.* 3 rows need attention\./);
	expect(help).toMatch(/Rows 2–3: .* got a text for "1" that WhatsApp refuses\./);
	expect(help).toMatch(/Row 4: .* got a text for "1" that is longer than WhatsApp takes\./);
	expect(help).not.toContain('Sample');
	expect(await standIn.requests('sendTemplateMessage')).toEqual([]);
});

test('with a test recipient the first message alone goes out, and the table shows what the others would be', async () => {
	const { editor, standIn } = desk;
	const items = [
		{ name: 'Alex Example', phone: '+1 301-555-0100' },
		{ name: 'Sam Sample', phone: '+1 301-555-0101' },
	];
	await open({ options: { testRecipient: '+1 202-555-0177' } }, items);
	expect(await unreadableIn(parameters())).toEqual(ALL_READABLE);
	await editor.execute();
	await editor.showTable();
	const shown = await editor.output.innerText();
	expect(shown).toContain(
		'1 of 2 messages sent to the test recipient, none to a patient, 1 ready, and not sent in a test.',
	);
	expect(shown).toMatch(/sent\s+\+12025550177[^]*notSentInTest\s+\+13015550101/);
	expect(await standIn.requests('sendTemplateMessage')).toMatchObject([
		{ body: { recipient_phone_number: '12025550177' } },
	]);
});
