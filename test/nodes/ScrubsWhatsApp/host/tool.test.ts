import type { IDataObject, INode, INodeType } from 'n8n-workflow';

import { ScrubsWhatsApp } from '../../../../nodes/ScrubsWhatsApp/ScrubsWhatsApp.node';
import { SENDERS } from '../../../../sandbox/api';
import { list, sendParameters, withForm } from '../../../support/parameters';
import { bodyOf, RETRY } from '../../../support/patients';
import { useSending } from '../../../support/sending';
import {
	executeWorkflow,
	plainNode,
	scrubsNode,
	SCRUBS_TYPE,
	to,
	type WorkflowParts,
} from '../../../support/engine';

/** The node as a tool of an AI agent, called by n8n-core as an agent calls it: each call is a run of the node. */
const TOOL_TYPE = `${SCRUBS_TYPE}Tool`;
const AGENT_TYPE = 'test.agent';

const { standIn, failSend, hideConversations, attempts, delivered } = useSending();

/** What n8n makes of a node that may be used as a tool. */
const toolType = (): INodeType => {
	const node = new ScrubsWhatsApp();
	node.description = { ...node.description, inputs: [], outputs: ['ai_tool'] };
	return node;
};

/** An agent that makes some calls at once, then others, and gives out what came back for each: the row, or what was thrown. */
const agentType = (rounds: IDataObject[][]): INodeType => ({
	description: {
		displayName: 'Agent',
		name: 'agent',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Agent' },
		inputs: ['main', 'ai_tool'],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		const tools = (await this.getInputConnectionData('ai_tool', 0)) as Array<{
			invoke(args: IDataObject): Promise<string>;
		}>;
		const answers: IDataObject[] = [];
		for (const calls of rounds) {
			const ofRound = calls.flatMap((args) =>
				tools.map(async (tool) =>
					tool.invoke(args).then(
						(answer) => (JSON.parse(answer) as IDataObject[])[0] ?? {},
						(error: Error) => ({ error: error.message }),
					),
				),
			);
			answers.push(...(await Promise.all(ofRound)));
		}
		return [answers.map((json) => ({ json }))];
	},
});

interface Calls {
	tools?: string[];
	settings?: Partial<INode>;
}

/** Lets an agent call tools of these names, and gives back what each call brought and what is stored. */
async function callInRounds(
	rounds: IDataObject[][],
	{ tools = ['Send Reminder'], settings }: Calls = {},
) {
	const parameters = sendParameters({
		...withForm('appointment_confirmation:en_US', {
			'1': "={{ $fromAI('name', '', 'string') }}",
			'2': '10 June',
		}),
		recipientPhoneNumber: "={{ $fromAI('phone', '', 'string') }}",
	});
	const parts: WorkflowParts = {
		nodes: [
			plainNode('Agent', AGENT_TYPE),
			...tools.map((name) =>
				scrubsNode(parameters, { id: name, name, type: TOOL_TYPE, ...settings }),
			),
		],
		connections: {
			Source: { main: [to('Agent')] },
			...Object.fromEntries(
				tools.map((name) => [
					name,
					{ ai_tool: [[{ node: 'Agent', type: 'ai_tool' as const, index: 0 }]] },
				]),
			),
		},
		types: { [TOOL_TYPE]: toolType(), [AGENT_TYPE]: agentType(rounds) },
	};
	const data = await executeWorkflow(parts, { credentials: standIn.apiKey() });
	const [answers] = data.resultData.runData.Agent?.[0]?.data?.main ?? [];
	return {
		answers: (answers ?? []).map(({ json }) => json),
		context: data.executionData?.contextData,
	};
}

const callAtOnce = async (calls: IDataObject[], settings?: Calls) =>
	await callInRounds([calls], settings);

const SENT = expect.objectContaining({
	status: 'sent',
	message_id: expect.stringMatching(/^wamid/),
});
const NOT_KNOWN = expect.objectContaining({
	status: 'notKnown',
	error: expect.stringContaining('It is not known whether the message went out.'),
	what_to_do: expect.stringMatching(/^Look into the conversation/),
});

const alex = { phone: '+65 8100 0000', name: 'Alex' };
const sam = { phone: '+65 8100 0001', name: 'Sam' };
const late = async () => await failSend({ kind: 'latency', delayMs: 100, times: 0 });

test('a tool looks up whether a message has arrived, and says what that means', async () => {
	const { answers: sent } = await callAtOnce([alex]);
	const parameters = {
		resource: 'message',
		operation: 'getDeliveryStatus',
		senderPhoneNumber: list(SENDERS.main),
		recipientPhoneNumber: "={{ $fromAI('phone', '', 'string') }}",
		messageId: "={{ $fromAI('id', '', 'string') }}",
	};
	const { answers } = await callAtOnce(
		[sent[0]!.message_id, 'wamid.other'].map((id) => ({ phone: alex.phone, id })),
		{ settings: { parameters } },
	);
	expect(answers).toMatchObject([
		{ status: 'sent', explanation: expect.stringContaining('on its way') as string },
		{ status: 'notFound', explanation: expect.stringContaining('check that sender') as string },
	]);
});

describe('calls of a tool at the same time', () => {
	test('send the same message once, and each gets its answer', async () => {
		await late();
		const { answers } = await callAtOnce([alex, alex, alex]);

		expect(await attempts()).toHaveLength(1);
		const [first] = answers;
		expect(first).toEqual(expect.objectContaining({ recipient_phone_number: '+6581000000' }));
		expect(answers).toEqual([first, first, first]);
	});

	test('send different messages to a patient one at a time, and others meanwhile', async () => {
		await late();
		await callAtOnce([alex, { ...alex, name: 'Robin' }, sam]);

		const requests = await attempts();
		expect(requests.map((request) => bodyOf(request).fields['1']).sort()).toEqual([
			'Alex',
			'Robin',
			'Sam',
		]);
		expect(Math.max(...requests.map(({ inFlight }) => inFlight))).toBe(2);
	});

	test('try themselves when the first one did not send it', async () => {
		await failSend({ kind: 'status', status: 404 });
		const { answers } = await callAtOnce([alex, alex, alex]);

		expect(await attempts()).toHaveLength(2);
		expect(await delivered()).toHaveLength(1);
		const [first, ...others] = answers;
		expect(first?.error).toContain('The message was not sent.');
		expect(others).toEqual(others.map(() => SENT));
	});

	test('send nothing when it is not known whether the first one did, and say so', async () => {
		await hideConversations();
		await failSend({ kind: 'drop', when: 'after' });
		const { answers } = await callAtOnce([alex, alex], { settings: RETRY });

		expect(await attempts()).toHaveLength(1);
		expect(answers).toEqual([NOT_KNOWN, NOT_KNOWN]);
	});

	test('do not take the message of another call for their own, whose answer was lost', async () => {
		await failSend({ kind: 'latency', delayMs: 50 });
		await failSend({ kind: 'drop' });
		const { answers } = await callAtOnce([alex, { ...alex, name: 'Robin' }]);

		expect(await delivered()).toHaveLength(1);
		expect(answers).toEqual([SENT, NOT_KNOWN]);
	});

	test('leave nothing in the execution but what n8n can store', async () => {
		const { context } = await callAtOnce([alex, alex, sam]);

		expect(context).toHaveProperty(['node:Send Reminder', 'scrubsSendLedger']);
		expect(JSON.parse(JSON.stringify(context))).toEqual(context);
	});
});

test.each([
	['its number is none', { phone: 'the dentist' }, 'The recipient’s phone number contains letters'],
	['its number is missing', { phone: '' }, 'The recipient’s phone number is empty'],
])('a call is not told of what another one sent, when %s', async (_, changes, words) => {
	const { answers } = await callInRounds([[alex], [{ ...sam, ...changes }]]);

	expect(await delivered()).toHaveLength(1);
	expect(answers).toEqual([
		SENT,
		expect.objectContaining({ error: expect.stringContaining(words) }),
	]);
});

test('two tools that send the same message send it each', async () => {
	await late();
	await callAtOnce([alex, alex], { tools: ['Send Reminder', 'Send Again'] });

	expect(await delivered()).toHaveLength(2);
});
