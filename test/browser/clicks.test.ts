import { SENDERS } from '../../sandbox/api/seed';
import { phoneNumber } from '../../sandbox/api/seed/clinic';
import type { Effort } from './support/Hand';
import { standInUrl, useDesk } from './support/browser';
import { addSendNode, fillCredential, THREE_FIELDS_TITLE } from './support/tasks';

const desk = useDesk();

const total = ({ clicks, texts }: Effort) => clicks + texts;
const difference = (a: Effort, b: Effort): Effort => ({
	clicks: a.clicks - b.clicks,
	texts: a.texts - b.texts,
});

/** Lets the clinic have its main number only, as most do. */
async function haveOneNumber(): Promise<void> {
	await desk.standIn.fault({
		kind: 'status',
		status: 200,
		operationIds: ['listPhoneNumbers'],
		body: { data: [phoneNumber(SENDERS.main, 'Bright Smile Dental')] },
		times: 0,
	});
}

/** From an empty canvas to a delivered message of a template with three fields; the credential is new. */
async function withScrubs(): Promise<Effort> {
	const { editor, standIn } = desk;
	const { hand } = editor;
	await haveOneNumber();
	await editor.removeCredentials();
	await editor.newWorkflow();
	const before = hand.effort;

	await addSendNode(editor);
	await editor.newCredential();
	// Scrubs' own address stands there already; the stand-in's is not for a user to type, and so is not counted.
	await editor.box('baseUrl').fill(standInUrl());
	await fillCredential(editor);
	await editor.saveCredential();
	await editor.credential.waitFor({ state: 'hidden' });
	await hand.type(editor.box('recipientPhoneNumber'), '+1 301-555-0100');
	await editor.choose('template', THREE_FIELDS_TITLE);
	await hand.type(editor.box('patient_name'), 'Alex Example');
	await hand.type(editor.box('due_date'), '1 July 2026');
	await hand.type(editor.box('clinic_name'), 'Bright Smile Dental');
	await editor.execute();
	await editor.showTable();
	expect(await standIn.requests('sendTemplateMessage')).toHaveLength(1);
	return difference(hand.effort, before);
}

/**
 * The same with n8n's WhatsApp Business Cloud node, up to the click that sends. Its service cannot be reached here, so its
 * credential is taken for good and its lists have one entry each, by answers made up in the browser.
 */
async function withBusinessCloud(): Promise<Effort> {
	const { editor } = desk;
	const { hand, page } = editor;
	await editor.removeCredentials();
	await page.route('**/rest/credentials/test', async (route) => {
		await route.fulfill({ json: { data: { status: 'OK', message: '' } } });
	});
	await page.route('**/rest/dynamic-node-parameters/options', async (route) => {
		await route.fulfill({ json: { data: [{ name: 'The only one', value: 'only|en_US' }] } });
	});
	await editor.newWorkflow();
	const before = hand.effort;

	await editor.search('whatsapp');
	await hand.click(editor.entry('WhatsApp Business Cloud'));
	await hand.click(editor.actions);
	await hand.click(editor.entry('Send template'));
	await editor.newCredential();
	await hand.type(editor.box('accessToken'), 'token');
	await hand.type(editor.box('businessAccountId'), '1234567890');
	await editor.saveCredential();
	await editor.credential.waitFor({ state: 'hidden' });
	await editor.chooseOption('phoneNumberId', 'The only one');
	await hand.type(editor.box('recipientPhoneNumber'), '+13015550100');
	await editor.chooseOption('template', 'The only one');
	await hand.click(page.getByRole('button', { name: 'Add Component' }));
	for (const text of ['Alex Example', '1 July 2026', 'Bright Smile Dental']) {
		await hand.click(page.getByRole('button', { name: 'Add Parameter' }));
		await hand.type(editor.box('text').last(), text);
	}
	await editor.execute();
	return difference(hand.effort, before);
}

test('a first message takes fewer steps than with n8n’s WhatsApp Business Cloud node', async () => {
	const ours = await withScrubs();
	const theirs = await withBusinessCloud();
	// The sender is the clinic's only number, so that it need not be chosen. The template always is: what patients read is for
	// the user to say. Eight steps are n8n's, whatever a node does: on an empty canvas its panel opens at the triggers, so that
	// even the heading of the actions takes a click.
	expect(ours).toEqual({ clicks: 9, texts: 7 });
	expect(theirs).toEqual({ clicks: 15, texts: 7 });
	expect(total(ours)).toBeLessThan(total(theirs));
});
