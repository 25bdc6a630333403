import type { IDataObject } from 'n8n-workflow';
import { SENDERS } from '../../sandbox/api/seed';
import { credentialType, triggerType } from '../../sandbox/n8n/N8n';
import { node } from '../e2e/support/sandbox';
import { list } from '../support/parameters';
import { useDesk } from './support/browser';
import { unreadableIn } from './support/layout';

const desk = useDesk();
const TRIGGER = 'Scrubs WhatsApp Trigger';
const parameters = () => desk.editor.page.getByTestId('node-parameters');

test('Fetch Test Event shows the latest message that really came in', async () => {
	const { editor, standIn } = desk;
	await standIn.receive({
		sender: SENDERS.main,
		recipient: '13015550100',
		text: 'I would like to come at ten.',
	});
	await editor.newWorkflow();
	await editor.search('patient');
	await editor.entry('Scrubs WhatsApp').click();
	await editor.entry('On message received').click();
	await editor.choose('senderPhoneNumber', 'Dental');
	await editor.execute();
	await editor.output.getByText('I would like to come at ten.').first().waitFor();
	await editor.showTable();
	expect(await editor.firstColumns(3)).toEqual(['contact_name', 'content', 'timestamp']);
	await editor.closeNode();
	expect(await editor.canvasNode(TRIGGER).innerText()).toMatch(/Message Received/);
});

/** Opens the trigger with all its filters on the canvas. */
async function open(event: string): Promise<void> {
	const { editor, n8n, credential } = desk;
	const filters: IDataObject = {
		messageTypes: ['text'],
		recipientPhoneNumber: '+1 301-555-0100',
		textContains: 'confirm',
		mediaOnly: true,
	};
	const senderPhoneNumber = list(SENDERS.main);
	const trigger = node(TRIGGER, triggerType, 1, { event, senderPhoneNumber, filters });
	const workflow = {
		name: 'Replies',
		nodes: [{ ...trigger, credentials: { [credentialType]: { id: null, name: '' } } }],
		connections: {},
		settings: {},
	};
	await editor.openWorkflow(await n8n.importWorkflow(workflow, credential));
	await editor.openNode(TRIGGER);
	await editor.parameter('event').waitFor();
}

test.each(['messageReceived', 'messageNotDelivered', 'numberConnected'])(
	'no name in the form of %s is cut, and nothing lies outside the pane',
	async (event) => {
		await open(event);
		expect(await desk.editor.cutNames()).toEqual([]);
		expect(await unreadableIn(parameters())).toEqual({ cut: [], outside: [] });
	},
);

test.each([
	['messageReceived', /before the workflow was published \(activated\) do not start it/],
	['messageNotDelivered', /within about two hours of sending/],
])('the form of %s says whose number it is, and which messages count', async (event, which) => {
	await open(event);
	const shown = await parameters().innerText();
	expect(shown).toContain('Your Number');
	expect(shown).not.toContain('Sender');
	expect(shown).toMatch(which);
});
