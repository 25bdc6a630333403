import { mkdirSync } from 'fs';
import { join } from 'path';
import type { Page } from 'playwright-core';
import { standInUrl, useDesk } from './support/browser';
import { inARow, patientsWorkflow } from './support/tasks';

const folder = join(__dirname, '..', '..', 'docs', 'images');

/** What most pictures show, and the height at which all fields of the form are in sight. */
const LAPTOP = { width: 1280, height: 720 };
const WHOLE_FORM = { width: 1280, height: 1000 };

/** The pictures of the README are made anew only when asked for: SCREENSHOTS=1 npm run test:browser */
const isAsked = process.env.SCREENSHOTS !== undefined;

(isAsked ? describe : describe.skip).each(['light', 'dark'] as const)(
	'pictures for the README, %s',
	(colorScheme) => {
		const desk = useDesk(colorScheme);

		/** Takes a picture of a page at rest: nothing runs, and the mouse points at nothing. */
		async function picture(name: string, of: Page = desk.editor.page): Promise<void> {
			mkdirSync(folder, { recursive: true });
			const path = join(folder, `${name}-${colorScheme}.png`);
			await of.mouse.move(0, 0);
			// What n8n reports in passing would cover a part, as does the empty corner of its editor for expressions.
			const style =
				'.el-notification, .el-popper, [role=tooltip], [data-sonner-toaster], [data-reka-popper-content-wrapper], [class^="ͼ"][style*="relative"] { display: none !important; }';
			await of.screenshot({ path, style, animations: 'disabled' });
		}

		/** Opens the node behind a patient with this phone number, and fills in the form. */
		async function fillIn(phone: string): Promise<void> {
			const { editor, n8n, credential } = desk;
			const { page } = editor;
			const workflow = inARow(patientsWorkflow(phone));
			await editor.openWorkflow(await n8n.importWorkflow(workflow, credential));
			await editor.openNode('Scrubs');
			await page.getByTestId('execute-previous-node').click();
			const column = (name: string) => editor.input.getByText(name, { exact: true });
			await column('phone').waitFor();
			// What is dropped takes the focus, and would take what is typed after it.
			await editor.box('due_date').fill('1 July 2026');
			await editor.box('clinic_name').fill('Bright Smile Dental');
			await editor.drag(column('phone'), editor.parameter('recipientPhoneNumber'));
			await editor.drag(column('patient'), editor.parameter('patient_name'));
			await page.getByTestId('node-parameters').getByText('Alex Example').waitFor();
			await editor.parameter('senderPhoneNumber').scrollIntoViewIfNeeded();
		}

		test('the form, an output, the phone', async () => {
			const { editor } = desk;
			const { page } = editor;
			await page.setViewportSize(WHOLE_FORM);
			await fillIn('+1 301-555-0100');
			await picture('send-form');

			await page.setViewportSize(LAPTOP);
			await editor.execute();
			await editor.showTable();
			await picture('output');

			const phone = await page.context().newPage();
			await phone.setViewportSize({ width: 1080, height: 680 });
			await phone.goto(`${standInUrl()}/phone`);
			await phone.getByRole('link', { name: 'Alex Example' }).first().click();
			await phone.getByRole('log').getByText('recall_notice').waitFor();
			expect(await phone.title()).toContain('phone');
			await picture('phone', phone);
			await phone.close();
		});

		test('a problem and its help', async () => {
			const { editor } = desk;
			await editor.page.setViewportSize(LAPTOP);
			await fillIn('9123 4567');
			await editor.execute();
			expect((await editor.problem()).message).toContain('no country code');
			await editor.executed();
			await picture('problem');
		});

		test('the trigger', async () => {
			const { editor, standIn } = desk;
			await standIn.receive({ recipient: '13015550100', text: 'I would like to come at ten.' });
			await editor.newWorkflow();
			await editor.search('patient');
			await editor.entry('Scrubs WhatsApp').click();
			await editor.entry('On message received').click();
			await editor.choose('senderPhoneNumber', 'Dental');
			await editor.execute();
			await editor.output.getByText('I would like to come at ten.').first().waitFor();
			expect(await editor.output.innerText()).toContain('1 item');
			await picture('trigger');
		});
	},
);
