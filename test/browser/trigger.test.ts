import { SENDERS } from '../../sandbox/api/seed';
import { useDesk } from './support/browser';

const desk = useDesk();

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
	expect(await editor.canvasNode('Scrubs WhatsApp Trigger').innerText()).toMatch(
		/Message Received/,
	);
});
