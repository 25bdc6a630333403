import { useDesk } from './support/browser';

const desk = useDesk();

/** What somebody types who has never heard of Scrubs. */
const WORDS = [
	'whatsapp',
	'notify',
	'confirm',
	'text message',
	'reminder',
	'sms',
	'appointment',
	'clinic',
	'patient',
];

test.each(WORDS)('"%s" brings the node into sight, and it says what it does', async (word) => {
	const { editor } = desk;
	await editor.newWorkflow();
	await editor.search(word);
	const entry = editor.entry('Scrubs WhatsApp');
	await entry.waitFor();
	expect(await entry.count()).toBe(1);
	const { y, height } = (await entry.boundingBox())!;
	expect(y + height).toBeLessThan(720);
	expect(await entry.innerText()).toMatch(
		/Send WhatsApp messages to patients, or start a workflow/,
	);
});

test('sending comes first among its actions', async () => {
	const { editor } = desk;
	await editor.newWorkflow();
	await editor.search('whatsapp');
	await editor.entry('Scrubs WhatsApp').click();
	await editor.actions.click();
	await editor.entry('Send template').waitFor();
	const entries = await editor.page.getByTestId('item-iterator-item').allInnerTexts();
	const actions = entries.map((text) => text.trim()).filter((text) => !text.startsWith('On '));
	expect(actions.slice(0, 3)).toEqual([
		'Send template message to patient',
		'Get many messages of conversation',
		'Get many conversations with patients',
	]);
});
