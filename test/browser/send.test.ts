import { CLINIC } from '../../sandbox/api/seed';
import { standInUrl, useDesk } from './support/browser';
import {
	addSendNode,
	fillCredential,
	patientsWorkflow,
	THREE_FIELDS,
	THREE_FIELDS_TITLE,
} from './support/tasks';

const desk = useDesk();

const bodies = async () =>
	(await desk.standIn.requests('sendTemplateMessage')).map(({ body }) => body);

test.each(['whatsapp', 'patient'])(
	'"%s" finds the node in n8n’s panel: one entry with its triggers and actions',
	async (word) => {
		const { editor } = desk;
		await editor.newWorkflow();
		await editor.search(word);
		const ours = editor.entry('Scrubs WhatsApp');
		await ours.waitFor();
		expect(await ours.count()).toBe(1);
		await ours.click();
		await editor.entry('On message received').waitFor();
		expect(await editor.entry(/^\s*On /).allInnerTexts()).toEqual([
			'On message received',
			'On message not delivered',
			'On number connected',
		]);
		await editor.actions.click();
		await editor.entry('Send template').waitFor();
		expect(await editor.page.getByTestId('item-iterator-item').allInnerTexts()).toContain(
			'Get many templates with their fields',
		);
	},
);

test('a new user connects, chooses from lists, fills in the form and sends', async () => {
	const { editor } = desk;
	const { page, credential } = editor;
	await editor.removeCredentials();
	await editor.newWorkflow();
	await addSendNode(editor);

	await editor.newCredential();
	await editor.box('baseUrl').fill(standInUrl());
	await fillCredential(editor, 'wrong_key');
	await editor.saveCredential();
	await credential.getByText('More details').click();
	await credential.getByText(/Scrubs did not accept the API key/).waitFor();
	expect(await credential.innerText()).toContain(
		'Scrubs did not accept the API key. Paste the API key again. It must belong to the same provider ID.',
	);
	await editor.box('apiKey').fill(CLINIC.apiKey);
	await editor.saveCredential();
	// n8n closes the dialog once the credential is accepted.
	await credential.waitFor({ state: 'hidden' });

	await editor.openList('senderPhoneNumber');
	await editor.listEntries.first().waitFor();
	expect(await editor.listEntries.allInnerTexts()).toEqual([
		'Bright Smile Dental · +12025550101',
		'Bright Smile Kids · +12025550102 · quality yellow',
		'Not connected · Bright Smile Harbour · +12025550103',
	]);
	await editor.listEntries.first().click();
	await editor.choose('template', THREE_FIELDS_TITLE);
	await editor.box('clinic_name').waitFor();
	expect(await editor.fieldLabels()).toEqual(['Patient name', 'Due date', 'Clinic name']);
	await editor.box('recipientPhoneNumber').fill('+1 301-555-0100');
	await editor.box('patient_name').fill('Alex Example');
	await editor.box('due_date').fill('1 July 2026');
	await editor.box('clinic_name').fill('Bright Smile Dental');
	await editor.execute();
	await editor.showTable();
	expect(await editor.output.innerText()).toMatch(
		/^[^]*status\s+recipient_phone_number\s+template_name[^]*sent\s+\+13015550100\s+recall_notice/,
	);

	expect(await bodies()).toMatchObject([{ recipient_phone_number: '13015550100' }]);
	const phone = await page.context().newPage();
	await phone.goto(`${standInUrl()}/phone`);
	await phone.getByRole('link', { name: 'Alex Example' }).first().click();
	await phone.getByRole('log').getByText(THREE_FIELDS).waitFor();
	expect(await phone.getByRole('log').innerText()).toContain('Dear Alex Example,');
	await phone.close();
});

test('columns of the input are mapped by an expression and by dragging', async () => {
	const { editor, n8n, credential } = desk;
	await editor.openWorkflow(await n8n.importWorkflow(patientsWorkflow(), credential));
	await editor.openNode('Scrubs');
	await editor.page.getByTestId('execute-previous-node').click();
	const column = (name: string) => editor.input.getByTestId('run-data-schema-item').getByText(name);
	await column('phone').waitFor();

	// What is dropped takes the focus, and would take what is typed after it.
	await editor.box('due_date').fill('1 July 2026');
	await editor.writeExpression(
		'clinic_name',
		"{{ 'Bright Smile ' + 'Dental'",
		'Bright Smile Dental',
	);
	await editor.drag(column('phone'), editor.parameter('recipientPhoneNumber'));
	await editor.drag(column('patient'), editor.parameter('patient_name'));
	await editor.execute();
	await editor.showTable();

	expect(await bodies()).toMatchObject([
		{
			recipient_phone_number: '13015550100',
			fields: {
				patient_name: 'Alex Example',
				due_date: '1 July 2026',
				clinic_name: 'Bright Smile Dental',
			},
		},
	]);
});

test('on the canvas the node says in words what it does', async () => {
	const { editor, n8n, credential } = desk;
	await editor.openWorkflow(await n8n.importWorkflow(patientsWorkflow(), credential));
	expect(await editor.canvasNode('Scrubs').innerText()).toContain('Message → Send Template');
});
