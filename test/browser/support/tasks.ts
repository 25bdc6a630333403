import type { IDataObject } from 'n8n-workflow';
import { CLINIC, SENDERS } from '../../../sandbox/api/seed';
import type { WorkflowJson } from '../../../sandbox/n8n/workflow';
import { node, START, to } from '../../e2e/support/sandbox';
import type { Editor } from './Editor';

/** The node's name when it comes out of the panel by this action. */
export const SEND = 'Send template message to patient';

/** An action whose template has three fields in its body. */
export const THREE_FIELDS = 'recall_notice';

/** What the list of templates calls it. */
export const THREE_FIELDS_TITLE = 'Recall notice · en · 3 fields · Marketing';

/** From an empty canvas to the open node: found by a word, with the action chosen. */
export async function addSendNode(editor: Editor, word = 'patient'): Promise<void> {
	await editor.search(word);
	await editor.hand.click(editor.entry('Scrubs WhatsApp'));
	await editor.hand.click(editor.actions);
	await editor.hand.click(editor.entry(SEND));
	await editor.box('recipientPhoneNumber').waitFor();
}

/** Fills in a new credential of the demo clinic. */
export async function fillCredential(
	editor: Editor,
	apiKey: string = CLINIC.apiKey,
): Promise<void> {
	await editor.hand.type(editor.box('apiKey'), apiKey);
	await editor.hand.type(editor.box('providerId'), CLINIC.providerId);
}

/** Patients of tomorrow, as a node before ours gives them. */
export const patientsWorkflow = (phone = '+1 301-555-0100'): WorkflowJson => ({
	name: 'Reminders',
	nodes: [
		node(START, 'n8n-nodes-base.manualTrigger', 1, {}),
		{
			...node('Patients', 'n8n-nodes-base.set', 3.4, {
				mode: 'raw',
				jsonOutput: JSON.stringify({ patient: 'Alex Example', phone }),
			}),
			position: [220, 0],
		},
		{
			...node('Scrubs', 'n8n-nodes-scrubs-whatsapp.scrubsWhatsApp', 1, {
				senderPhoneNumber: {
					__rl: true,
					mode: 'list',
					value: SENDERS.main,
					cachedResultName: `Bright Smile Dental · +${SENDERS.main}`,
				},
				template: {
					__rl: true,
					mode: 'list',
					value: `${THREE_FIELDS}:en_US`,
					cachedResultName: THREE_FIELDS_TITLE,
				},
			}),
			credentials: { scrubsWhatsAppApi: { id: null, name: '' } },
			position: [440, 0],
		},
	],
	connections: {
		[START]: { main: [to('Patients')] },
		Patients: { main: [to('Scrubs')] },
	},
	settings: { executionOrder: 'v1' },
});

/** The same workflow with its nodes in a row, where they can be clicked. */
export const inARow = (workflow: WorkflowJson): WorkflowJson => ({
	...workflow,
	nodes: workflow.nodes.map((one, index) => ({ ...one, position: [220 * index, 0] })),
});

/** A template as it is chosen from the list. */
export const template = (name: string) => ({ __rl: true, mode: 'list', value: `${name}:en_US` });

/** Parameters that remind the patient of each item. */
export const REMINDER: IDataObject = {
	resource: 'message',
	operation: 'sendTemplate',
	senderPhoneNumber: { __rl: true, mode: 'phoneNumber', value: SENDERS.main },
	recipientPhoneNumber: '={{ $json.phone }}',
	template: template('appointment_confirmation'),
	specifyFields: 'json',
	templateFieldsJson: '={{ { "1": $json.name, "2": "10 June" } }}',
};
