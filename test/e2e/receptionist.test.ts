import axios from 'axios';
import { setTimeout as sleep } from 'timers/promises';
import type { Step } from '../../sandbox/model/types';
import { readExamples } from '../../sandbox/n8n/workflow';
import { useAgents } from './support/agent';

const trigger = 'When chat message received';
const APPROVAL = 'Ask before sending';
const ANSWER = 'Answer';
const waitLimitMs = 50_000;
const number = '+1 301-555-0103';

/** A question in the editor's chat. */
const chatInput = { sessionId: 'test', action: 'sendMessage', chatInput: 'Confirm Kim’s visit.' };

const sendConfirmation: Step = {
	call: [
		{
			tool: 'Send_message',
			args: {
				toolParameters: {
					Recipient_s_Phone_Number: number,
					Template: 'appointment_confirmation:en_US',
					Template_Fields__JSON_: '{"1": "Kim", "2": "12 June"}',
				},
				hitlParameters: {},
			},
		},
	],
};

const agents = useAgents();
const { sandbox, sent } = agents;

/** Asks the example's agent; gives the execution's id. The chat's message is pinned, so that nobody has to type it. */
async function ask(...steps: Step[]): Promise<string> {
	const workflow = readExamples().get('ai-receptionist')!;
	const asked = { ...workflow, pinData: { [trigger]: [{ json: chatInput }] } };
	return await sandbox.n8n.start(await agents.prepare(asked, steps), { trigger });
}

interface Question {
	text: string;
	buttons: Array<{ text: string; link: string }>;
}

/** What a node writes into the chat, once the execution waits for the chat to take it. */
async function untilItSays<T>(node: typeof APPROVAL | typeof ANSWER, id: string): Promise<T> {
	const deadline = Date.now() + waitLimitMs;
	for (;;) {
		const { status, data } = await sandbox.n8n.execution(id);
		if (status === 'waiting') {
			const outputs = data.resultData.runData[node]?.at(-1)?.data;
			const [item] = (outputs?.ai_tool ?? outputs?.main)?.[0] ?? [];
			if (item?.sendMessage) return item.sendMessage as T;
		}
		if (Date.now() > deadline) throw new Error(`"${node}" says nothing; it is ${status}.`);
		await sleep(100);
	}
}

/** Clicks a button below the question in the chat. */
async function click({ buttons }: Question, label: string): Promise<void> {
	const { link } = buttons.find(({ text }) => text === label)!;
	// n8n takes no answer from a robot, and knows one by this header.
	await axios.get(link, { proxy: false, headers: { 'User-Agent': 'Mozilla/5.0 Firefox/140.0' } });
}

describe('The AI receptionist', () => {
	test('looks things up, asks, and sends when it may', async () => {
		const id = await ask(
			{
				call: [
					{ tool: 'List_templates', args: {} },
					{ tool: 'Find_conversations', args: { Recipient_s_Phone_Number: number } },
					{ tool: 'Read_messages', args: { Conversation: number } },
				],
			},
			sendConfirmation,
		);
		const question = await untilItSays<Question>(APPROVAL, id);

		expect(await sent()).toEqual([]);
		expect(question.text).toBe(
			`Send this message?\n\nTo: ${number}\nTemplate: appointment_confirmation:en_US\nFields: {"1": "Kim", "2": "12 June"}`,
		);

		await click(question, 'Send');
		expect(await untilItSays(ANSWER, id)).toBe('Done.');
		expect(await sent()).toEqual([
			{
				recipient_phone_number: '13015550103',
				template_name: 'appointment_confirmation',
				language: 'en_US',
				fields: { '1': 'Kim', '2': '12 June' },
			},
		]);
		expect(agents.model.toolAnswers).toHaveLength(4);
		expect(agents.model.toolAnswers.join('\n')).not.toContain('"error"');
	});

	test('sends nothing when it may not, and lets the model know', async () => {
		const id = await ask(sendConfirmation);
		await click(await untilItSays(APPROVAL, id), 'Do not send');
		expect(await untilItSays(ANSWER, id)).toBe('Done.');

		expect(await sent()).toEqual([]);
		expect(agents.model.toolAnswers[0]).toContain('User rejected the tool call');
	});
});
