import type { IDataObject } from 'n8n-workflow';
import { NODE, saveCredential, workflowOf } from '../e2e/support/sandbox';
import { useDesk } from './support/browser';
import { inARow, REMINDER, template } from './support/tasks';

const desk = useDesk();

/** What the panel shows after the step was run with these changes and this item. */
async function problemWith(
	changes: IDataObject,
	item: IDataObject = {},
	credential = desk.credential,
) {
	const { editor, n8n } = desk;
	const items = [{ name: 'Alex Example', phone: '+1 301-555-0100', ...item }];
	const workflow = workflowOf(items, { ...REMINDER, ...changes });
	await editor.openWorkflow(await n8n.importWorkflow(inARow(workflow), credential));
	await editor.openNode(NODE);
	await editor.execute();
	return await editor.problem();
}

test('a phone number without country code', async () => {
	const { message, help } = await problemWith({}, { phone: '9123 4567' });
	expect(message).toMatch(/^The recipient’s phone number has no country code/);
	expect(help).toMatch(/Start the number with \+ .*Default Country Code/);
});

test('a phone number that is none', async () => {
	const { message, help } = await problemWith({}, { phone: 'call the mother' });
	expect(message).toMatch(/^The recipient’s phone number contains letters/);
	expect(help).toContain('for example +65 9123 4567');
});

test('an empty template field', async () => {
	const { message, help } = await problemWith({}, { name: '' });
	expect(message).toMatch(/needs a value for "1"/);
	expect(help).toContain('Template Fields (JSON)');
});

test('a template that cannot be sent', async () => {
	const { message, help } = await problemWith({ template: template('birthday_greeting') });
	expect(message).toMatch(/"birthday_greeting" .* cannot be sent: its status is pending/);
	expect(help).toContain('Choose another template');
});

test('several rows: how many need attention, and each with its row, counted from 1', async () => {
	const { editor, n8n, credential } = desk;
	const items = [
		{ name: 'Alex Example', phone: '+1 301-555-0100' },
		{ name: 'Sam Sample', phone: '9123 4567' },
		{ name: '', phone: '+1 301-555-0102' },
	];
	const workflow = workflowOf(items, REMINDER);
	await editor.openWorkflow(await n8n.importWorkflow(inARow(workflow), credential));
	await editor.openNode(NODE);
	await editor.execute();
	const { message, help } = await editor.problem();
	expect(message).toBe('0 of 3 messages sent, 3 not sent. 2 rows need attention.');
	expect(help).toMatch(/^Row 2: .* no country code.* Row 3: .* needs a value for "1"/);
	expect(`${message} ${help}`).not.toMatch(/\[item|Sam/);
});

test('a dry run with a problem says that nothing was sent since it is one', async () => {
	const options = { dryRun: true };
	const { editor, n8n, credential } = desk;
	const items = [
		{ name: 'Alex Example', phone: '+1 301-555-0100' },
		{ name: 'Sam Sample', phone: '9123 4567' },
	];
	const workflow = workflowOf(items, { ...REMINDER, options });
	await editor.openWorkflow(await n8n.importWorkflow(inARow(workflow), credential));
	await editor.openNode(NODE);
	await editor.execute();
	expect((await editor.problem()).message).toMatch(
		/^1 of 2 messages are ready\. Nothing was sent, since this is a dry run\. Row 2: /,
	);
});

test('no sender', async () => {
	const senderPhoneNumber = { __rl: true, mode: 'list', value: '={{ "" }}' };
	const { message, help } = await problemWith({ senderPhoneNumber });
	expect(message).toBe('No sender is chosen.');
	expect(help).toContain('under "Sender"');
});

test('a key that Scrubs does not accept', async () => {
	const wrong = await saveCredential(desk.n8n, 'Wrong', { apiKey: 'wrong_key' });
	const { message, help } = await problemWith({}, {}, wrong);
	expect(message).toBe('Scrubs did not accept the API key. The message was not sent.');
	expect(help).toMatch(/^Open the Scrubs WhatsApp credential and paste the API key again/);
});

test('a list that needs a sender, of several, says so, and where to choose one', async () => {
	const { editor, n8n, credential } = desk;
	const senderPhoneNumber = { __rl: true, mode: 'phoneNumber', value: '' };
	const workflow = workflowOf([{}], { ...REMINDER, senderPhoneNumber });
	await editor.openWorkflow(await n8n.importWorkflow(inARow(workflow), credential));
	await editor.openNode(NODE);
	await editor.openList('template');
	await editor.page
		.getByText(/No sender is chosen, and your clinic has 3 numbers. Choose one of them/)
		.waitFor();
	expect(await editor.listEntries.count()).toBe(0);
});

test('with Continue, the item is on the branch for errors with what to do about it', async () => {
	const { editor, n8n, credential, standIn } = desk;
	const items = [
		{ name: 'Alex Example', phone: '+1 301-555-0100' },
		{ name: 'Sam Sample', phone: '9123 4567' },
	];
	const workflow = workflowOf(items, REMINDER, 'continueErrorOutput');
	await editor.openWorkflow(await n8n.importWorkflow(inARow(workflow), credential));
	await editor.openNode(NODE);
	await editor.execute();
	await editor.output.getByText('Error Branch (1 item)').click();
	await editor.showTable();
	const shown = await editor.output.innerText();
	expect(shown).toContain('Sam Sample');
	expect(shown).toMatch(/has no country code/);
	expect(shown).toMatch(/Start the number with \+ and the country code/);
	expect(await standIn.requests('sendTemplateMessage')).toHaveLength(1);
});
