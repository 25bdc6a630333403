import { setTimeout as sleep } from 'timers/promises';
import type { Page } from 'playwright-core';
import {
	pollingEvery,
	type CredentialReference,
	type WorkflowJson,
} from '../../../sandbox/n8n/workflow';
import { SENDERS } from '../../../sandbox/api';
import { credentialType, triggerType, type N8n } from '../../../sandbox/n8n/N8n';
import { node } from '../../e2e/support/sandbox';
import type { Editor } from '../support/Editor';
import { addSendNode, fillCredential, THREE_FIELDS, THREE_FIELDS_TITLE } from '../support/tasks';
import { say } from './captions';
import type { Recorder } from './Recorder';

const TRIGGER = 'Scrubs WhatsApp Trigger';
const ANSWER = 'I would like to come at ten.';
const pollMs = 500;

/** What the scenes are played with. */
export interface Stage {
	editor: Editor;
	n8n: N8n;
	/** The page with the patients' phone. */
	phone: Page;
	standInUrl: string;
	recorder: Recorder;
}

/** The node is found, gets a credential, and n8n's test of it passes. */
export async function credentialIsTested(stage: Stage): Promise<void> {
	const { editor, recorder, standInUrl } = stage;
	const { page } = editor;
	await editor.newWorkflow();
	await recorder.follow(page);
	await say(page, 'Scrubs WhatsApp for n8n, here with a stand-in for Scrubs');
	await recorder.hold(3);
	await say(page, '1. The credential: n8n tests it');
	await addSendNode(editor);
	await editor.newCredential();
	await editor.box('baseUrl').fill(standInUrl);
	await fillCredential(editor);
	await recorder.hold(2);
	await editor.saveCredential();
	// n8n closes the dialog once the credential is accepted, and tests it again when it is opened.
	await editor.credential.waitFor({ state: 'hidden' });
	await page.getByTestId('credential-edit-button').click();
	await editor.credential.getByText('Connection tested successfully').waitFor();
	await recorder.hold(4);
	await editor.credential.getByRole('button', { name: 'Close this dialog' }).click();
	await editor.credential.waitFor({ state: 'hidden' });
}

/** A message is sent from a template, and is on the patient's phone. */
export async function messageIsSent({ editor, phone, recorder, standInUrl }: Stage): Promise<void> {
	const { page } = editor;
	await say(page, '2. A message: sender and template from lists, the template’s fields as a form');
	await editor.choose('senderPhoneNumber', 'Dental');
	await editor.hand.type(editor.box('recipientPhoneNumber'), '+1 301-555-0100');
	await editor.choose('template', THREE_FIELDS_TITLE);
	await editor.hand.type(editor.box('patient_name'), 'Alex Example');
	await editor.hand.type(editor.box('due_date'), '1 July 2026');
	await editor.hand.type(editor.box('clinic_name'), 'Bright Smile Dental');
	await recorder.hold(3);
	await editor.execute();
	await editor.showTable();
	await recorder.hold(4);

	await phone.goto(`${standInUrl}/phone`);
	await recorder.follow(phone);
	await say(phone, 'What the patient gets');
	await phone.getByRole('link', { name: 'Alex Example' }).first().click();
	await phone.getByRole('log').getByText(THREE_FIELDS).waitFor();
	await recorder.hold(4);
}

/** A patient answers, and the trigger starts a workflow. */
export async function triggerFires(stage: Stage, credential: CredentialReference): Promise<void> {
	const { editor, n8n, phone, recorder } = stage;
	const { page } = editor;
	const workflowId = await n8n.api.importWorkflow(replies(), credential);
	await n8n.api.activate(workflowId);
	await editor.openWorkflow(workflowId);
	await recorder.follow(page);
	await say(page, '3. The trigger: a published workflow that waits for an answer');
	await recorder.hold(4);

	await recorder.follow(phone);
	await say(phone, 'The patient answers');
	await phone.getByLabel('Answer as the patient').fill(ANSWER);
	await recorder.hold(2);
	await phone.getByRole('button', { name: 'Send', exact: true }).click();
	await recorder.hold(2);

	await firstExecution(n8n, workflowId);
	await page.goto(`${n8n.url}/workflow/${workflowId}/executions`);
	await recorder.follow(page);
	await page.getByTestId('executions-sidebar').getByTestId('execution-time').first().waitFor();
	await editor.canvasNode(TRIGGER).waitFor();
	await say(page, 'The workflow has started by itself');
	await recorder.hold(4);
	await editor.canvasNode(TRIGGER).dblclick();
	await editor.output.getByText(ANSWER).first().waitFor();
	await recorder.hold(5);
}

/** Waits for the workflow to have been started and to have ended well. */
async function firstExecution({ api }: N8n, workflowId: string): Promise<void> {
	for (;;) {
		const [execution] = await api.executionsOf(workflowId);
		if (execution?.status === 'success') return;
		if (execution?.status === 'error') throw new Error('The workflow ended badly.');
		await sleep(pollMs);
	}
}

const replies = (): WorkflowJson =>
	pollingEvery(
		{
			name: 'A patient answers',
			nodes: [
				{
					...node(TRIGGER, triggerType, 1, {
						pollTimes: { item: [{ mode: 'everyMinute' }] },
						senderPhoneNumber: { __rl: true, mode: 'phoneNumber', value: SENDERS.main },
					}),
					credentials: { [credentialType]: { id: null, name: '' } },
				},
				{ ...node('Tell the reception', 'n8n-nodes-base.noOp', 1, {}), position: [240, 0] },
			],
			connections: {
				[TRIGGER]: {
					main: [[{ node: 'Tell the reception', type: 'main', index: 0 }]],
				},
			},
			settings: { executionOrder: 'v1' },
		},
		5,
	);
