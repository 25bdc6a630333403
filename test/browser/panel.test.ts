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

/** What n8n shows below the name. */
const DESCRIPTION =
	'Send WhatsApp messages to patients, or start a workflow when one of them writes';

test('each of these words brings the node into sight, and it says what it does', async () => {
	const { editor } = desk;
	await editor.newWorkflow();
	await editor.search(WORDS[0]!);
	const entry = editor.entry('Scrubs WhatsApp');
	const found: string[] = [];
	for (const word of WORDS) {
		await editor.page.getByTestId('node-creator-search-bar').fill('');
		await entry.waitFor({ state: 'hidden' });
		await editor.page.getByTestId('node-creator-search-bar').fill(word);
		await entry.waitFor();
		const { y, height } = (await entry.boundingBox())!;
		const isInSight = (await entry.count()) === 1 && y + height < 720;
		if (isInSight && (await entry.innerText()).includes(DESCRIPTION)) found.push(word);
	}
	expect(found).toEqual(WORDS);
});

test('sending comes first among its actions', async () => {
	const { editor } = desk;
	await editor.newWorkflow();
	await editor.search('whatsapp');
	await editor.entry('Scrubs WhatsApp').click();
	await editor.actions.click();
	await editor.entry('Send template').waitFor();
	const entries = await editor.page.getByTestId('item-iterator-item').allInnerTexts();
	const actions = entries
		.map((text) => text.trim())
		.filter((text) => !text.startsWith('On ') && text !== text.toUpperCase());
	expect(actions.slice(0, 3)).toEqual([
		'Send template message to patient',
		'Get delivery status of message and reply to it',
		'Get many messages of conversation',
	]);
});
