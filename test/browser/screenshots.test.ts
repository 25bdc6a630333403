import { mkdirSync } from 'fs';
import { join } from 'path';
import type { Page } from 'playwright-core';
import { NODE, workflowOf } from '../e2e/support/sandbox';
import { standInUrl, useDesk } from './support/browser';
import { inARow, patientsWorkflow, REMINDER } from './support/tasks';

const folder = join(__dirname, '..', '..', 'docs', 'images');

/** The pictures of the README are made anew only when asked for: SCREENSHOTS=1 npm run test:browser */
const isAsked = process.env.SCREENSHOTS !== undefined;

(isAsked ? describe : describe.skip).each(['light', 'dark'] as const)(
	'pictures for the README, %s',
	(colorScheme) => {
		const desk = useDesk(colorScheme);

		async function picture(name: string, of: Page = desk.editor.page): Promise<void> {
			mkdirSync(folder, { recursive: true });
			const path = join(folder, `${name}-${colorScheme}.png`);
			// What n8n reports in passing would cover a part.
			const style =
				'.el-notification, .el-popper, [role=tooltip], [data-sonner-toaster] { display: none !important; }';
			await of.screenshot({ path, style });
		}

		test('the form, an output, the phone', async () => {
			const { editor, n8n, credential } = desk;
			const { page } = editor;
			await editor.openWorkflow(await n8n.importWorkflow(inARow(patientsWorkflow()), credential));
			await editor.openNode('Scrubs');
			await page.getByTestId('execute-previous-node').click();
			const column = (name: string) => editor.input.getByText(name, { exact: true });
			await column('phone').waitFor();
			await editor.drag(column('phone'), editor.parameter('recipientPhoneNumber'));
			await editor.drag(column('patient'), editor.parameter('patient_name'));
			await editor.box('due_date').fill('1 July 2026');
			await editor.box('clinic_name').fill('Bright Smile Dental');
			await editor.parameter('senderPhoneNumber').scrollIntoViewIfNeeded();
			await picture('send-form');

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
			const { editor, n8n, credential } = desk;
			const items = [{ name: 'Alex Example', phone: '9123 4567' }];
			const workflow = inARow(workflowOf(items, REMINDER));
			await editor.openWorkflow(await n8n.importWorkflow(workflow, credential));
			await editor.openNode(NODE);
			await editor.execute();
			expect((await editor.problem()).message).toContain('no country code');
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
