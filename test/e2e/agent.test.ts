import type { IDataObject, INode } from 'n8n-workflow';
import { CONVERSATIONS, SENDERS } from '../../sandbox/api/seed';
import type { Step, ToolCall } from '../../sandbox/model/types';
import { outputOf } from '../../sandbox/n8n/execution';
import { list, locator } from '../support/parameters';
import { AGENT, agentWorkflow, byModel, tool, useAgents, type AgentVersion } from './support/agent';

const versions: AgentVersion[] = [3.1, 2.2];
const patient = CONVERSATIONS.twenty;

const senderPhoneNumber = list(SENDERS.main);

const listTemplates = tool('List templates', {
	resource: 'template',
	operation: 'getAll',
	senderPhoneNumber,
	filters: { status: 'APPROVED' },
});

const findConversation = tool('Find conversation', {
	resource: 'conversation',
	operation: 'getAll',
	senderPhoneNumber,
	limit: 5,
	filters: { recipientPhoneNumber: byModel('Recipient_s_Phone_Number') },
});

const readMessages = tool('Read messages', {
	resource: 'message',
	operation: 'getAll',
	senderPhoneNumber,
	conversation: locator('recipient', byModel('Conversation')),
	limit: 10,
});

const send = {
	resource: 'message',
	operation: 'sendTemplate',
	senderPhoneNumber,
	recipientPhoneNumber: byModel('Recipient_s_Phone_Number'),
};

/** The template is the user's choice, its fields are the model's: the button of each field was clicked. */
const sendConfirmation = tool('Send confirmation', {
	...send,
	template: list('appointment_confirmation:en_US'),
	specifyFields: 'mapper',
	templateFields: {
		mappingMode: 'defineBelow',
		value: {
			'1': byModel('Body_1__e_g__Example_Patient'),
			'2': byModel('Body_2__e_g__10_June'),
		},
		matchingColumns: [],
		schema: ['1', '2'].map((id) => ({
			id,
			displayName: `Body ${id}`,
			required: true,
			defaultMatch: false,
			display: true,
			type: 'string',
			canBeUsedToMatch: false,
		})),
	},
});

/** Template and fields are both the model's choice. */
const sendAny = tool('Send message', {
	...send,
	template: locator('name', byModel('Template')),
	specifyFields: 'json',
	templateFieldsJson: byModel('Template_Fields__JSON_', 'A JSON object'),
});

const confirmation: ToolCall = {
	tool: 'Send_confirmation',
	args: {
		Recipient_s_Phone_Number: '+1 302-555-1000',
		Body_1__e_g__Example_Patient: 'Ana Lee',
		Body_2__e_g__10_June: '12 June',
	},
};

const chosen = (template: string, fields: string | IDataObject): ToolCall => ({
	tool: 'Send_message',
	args: {
		Recipient_s_Phone_Number: '+1 302-555-1000',
		Template: template,
		Template_Fields__JSON_: fields,
	},
});

const agents = useAgents();
const { sandbox, sent } = agents;

/** Runs an agent with these tools and a model that plays these steps; gives what the agent says in the end. */
async function ask(version: AgentVersion, tools: INode[], ...steps: Step[]): Promise<unknown> {
	const execution = await sandbox.n8n.run(
		await agents.prepare(agentWorkflow(version, tools), steps),
	);
	expect(execution.data.resultData.error).toBeUndefined();
	expect(agents.model.stepsLeft).toBe(0);
	return outputOf(execution, AGENT)[0]?.json.output;
}

const call = (toolName: string, args: IDataObject = {}): Step => ({
	call: [{ tool: toolName, args }],
});

/** What the model is told of a problem: what happened, and what to do. */
function problem(): unknown[] {
	const [row] = JSON.parse(agents.model.toolAnswers[0]!) as IDataObject[];
	return [row!.error, row!.what_to_do];
}

describe.each(versions)('As a tool of n8n’s AI Agent %s, the node', (version) => {
	test('tells the model what each tool does and what it takes', async () => {
		await ask(version, [listTemplates, findConversation, readMessages, sendConfirmation, sendAny]);

		const offered = agents.model.requests[0]!.tools.map(({ name, description, parameters }) => [
			name,
			description,
			parameters.properties,
		]);
		const text = { type: 'string' };
		expect(offered.sort()).toEqual([
			[
				'Find_conversation',
				'Get many conversations with patients in Scrubs WhatsApp',
				{ Recipient_s_Phone_Number: text },
			],
			['List_templates', 'Get many templates with their fields in Scrubs WhatsApp', {}],
			[
				'Read_messages',
				'Get many messages of conversation in Scrubs WhatsApp',
				{ Conversation: text },
			],
			[
				'Send_confirmation',
				'Send template message to patient in Scrubs WhatsApp',
				{
					Recipient_s_Phone_Number: text,
					Body_1__e_g__Example_Patient: text,
					Body_2__e_g__10_June: text,
				},
			],
			[
				'Send_message',
				'Send template message to patient in Scrubs WhatsApp',
				{
					Recipient_s_Phone_Number: text,
					Template: text,
					Template_Fields__JSON_: { ...text, description: 'A JSON object' },
				},
			],
		]);
	});

	test('finds out what the model needs to know', async () => {
		const number = '+1 301-555-0103';
		await ask(
			version,
			[listTemplates, findConversation, readMessages],
			call('List_templates'),
			call('Find_conversation', { Recipient_s_Phone_Number: number }),
			call('Read_messages', { Conversation: number }),
		);

		const [templates, conversations, messages] = agents.model.toolAnswers;
		expect(templates).toContain('appointment_reminder_en');
		expect(templates).toContain('"fields":{"1":"Example Patient"');
		expect(templates).not.toContain('parameter_type');
		expect(templates).not.toContain('birthday_greeting');
		expect(conversations).toContain(patient.id);
		expect(messages!.match(/"message_id"/g)).toHaveLength(10);
	});

	test('sends a template whose fields the model fills in', async () => {
		const said = await ask(version, [sendConfirmation], { call: [confirmation] });

		expect(said).toBe('Done.');
		expect(await sent()).toEqual([
			{
				recipient_phone_number: '13025551000',
				template_name: 'appointment_confirmation',
				language: 'en_US',
				fields: { '1': 'Ana Lee', '2': '12 June' },
			},
		]);
		expect(agents.model.toolAnswers[0]).toMatch(/"status":"sent".*"message_id":"[^"]+/);
	});

	test.each([
		['', 'recall_notice', { patient_name: 'Ana', due_date: '1 July', clinic_name: 'Bright' }],
		[' without fields', 'clinic_closed_today', {}],
		[' in one of its languages', 'appointment_confirmation:es', { '1': 'Ana', '2': '1 de julio' }],
	])('sends a template%s that the model chooses', async (_, template, fields) => {
		await ask(version, [sendAny], {
			call: [chosen(template, JSON.stringify(fields))],
		});

		expect(await sent()).toMatchObject([{ template_name: template.split(':')[0], fields }]);
	});

	test('takes the fields as an object, too', async () => {
		const templateFieldsJson = byModel('Template_Fields__JSON_', '', 'json');
		const { parameters } = sendAny;
		const fields = { '1': 'Ana', '2': '1 July' };
		await ask(version, [{ ...sendAny, parameters: { ...parameters, templateFieldsJson } }], {
			call: [chosen('appointment_confirmation:en_US', fields)],
		});

		expect(await sent()).toMatchObject([{ fields }]);
	});

	test.each([
		[
			'the number',
			{ tool: 'Send_confirmation', args: { ...confirmation.args, Recipient_s_Phone_Number: '12' } },
			'The recipient’s phone number has too few digits.',
			'Enter the whole number with its country code, for example +65 9123 4567.',
		],
		[
			'the template',
			chosen('hello', '{}'),
			'This sender has no template called "hello".',
			expect.stringContaining('Ready to send: appointment_confirmation,'),
		],
		[
			'a field',
			chosen('recall_notice', '{"name":"Ana"}'),
			'The template "recall_notice" (en_US) has no field called "name".',
			expect.stringContaining('called: "patient_name", "due_date", "clinic_name".'),
		],
	])('tells the model what is wrong with %s, and what to do', async (_, wrong, error, details) => {
		await ask(version, [sendConfirmation, sendAny], { call: [wrong] });

		expect(problem()).toEqual([error, details]);
		expect(await sent()).toEqual([]);
	});

	test('tells the model what Scrubs refuses, and what to do', async () => {
		await sandbox.standIn.fault({
			kind: 'status',
			status: 404,
			operationIds: ['sendTemplateMessage'],
		});
		await ask(version, [sendConfirmation], { call: [confirmation] });

		expect(problem()).toEqual([
			'Scrubs does not know the sender number or the template. The message was not sent.',
			expect.stringMatching(/\w/),
		]);
	});

	test('sends once what the model asks for again', async () => {
		await ask(version, [sendConfirmation], { call: [confirmation] }, { call: [confirmation] });

		expect(await sent()).toHaveLength(1);
		expect(agents.model.toolAnswers).toHaveLength(2);
		expect(agents.model.toolAnswers[1]).toBe(agents.model.toolAnswers[0]);
	});

	test('sends once what the model asks for twice at the same time', async () => {
		await ask(version, [sendConfirmation], { call: [confirmation, confirmation] });

		expect(await sent()).toHaveLength(1);
		expect(agents.model.toolAnswers).toHaveLength(2);
		expect(agents.model.toolAnswers[1]).toBe(agents.model.toolAnswers[0]);
	});
});

test('A tool that is set to stop the workflow does so', async () => {
	const workflow = agentWorkflow(3.1, [{ ...sendAny, onError: 'stopWorkflow' }]);
	const steps = [{ call: [chosen('hello', '{}')] }];
	const execution = await sandbox.n8n.run(await agents.prepare(workflow, steps));

	expect(execution.status).toBe('error');
	expect(execution.data.resultData.error?.message).toBe(
		'This sender has no template called "hello".',
	);
});
