import type { INode } from 'n8n-workflow';
import { outputOf } from '../../sandbox/n8n/execution';
import type { WorkflowJson } from '../../sandbox/n8n/workflow';
import { sendToEachItem } from '../support/parameters';
import {
	patients,
	phonesOf,
	reached as reachedBy,
	refuse,
	RETRY,
	type Patient,
} from '../support/patients';
import { DONE, ITEMS, NODE, node, START, to, useSandbox, workflowOf } from './support/sandbox';

const LOOP = 'Loop Over Items';
const SECOND = 'Scrubs, second';

const sandbox = useSandbox();

const reached = async () => await reachedBy(sandbox.standIn);
const attempts = async () => await sandbox.standIn.requests('sendTemplateMessage');
const twice = (items: Patient[]) => phonesOf(items).flatMap((phone) => [phone, phone]);
const run = async (workflow: WorkflowJson) => await sandbox.run(workflow);

const send = (items: Patient[], settings: Partial<INode> = RETRY) =>
	workflowOf(items, sendToEachItem(), 'stopWorkflow', settings);

describe('Loop Over Items', () => {
	const inThrees = (items: Patient[]): WorkflowJson => {
		const { nodes, connections, ...rest } = send(items);
		return {
			...rest,
			nodes: [...nodes, node(LOOP, 'n8n-nodes-base.splitInBatches', 3, { batchSize: 3 })],
			connections: {
				...connections,
				[ITEMS]: { main: [to(LOOP)] },
				[LOOP]: { main: [to(DONE), to(NODE)] },
				[NODE]: { main: [to(LOOP)] },
			},
		};
	};

	test('sends each message once, also where Retry On Fail runs a batch again', async () => {
		const items = patients(8);
		await refuse(sandbox.standIn, 4);
		const execution = await run(inThrees(items));

		expect(execution.status).toBe('success');
		expect(await reached()).toEqual(phonesOf(items));
		expect(await attempts()).toHaveLength(items.length + 1);
		expect(outputOf(execution, DONE)).toHaveLength(items.length);
	});

	test('sends a message again that comes again in a later batch', async () => {
		const items = patients(3);
		await refuse(sandbox.standIn, 4);
		const execution = await run(inThrees([...items, ...items]));

		expect(execution.status).toBe('success');
		expect(await reached()).toEqual(twice(items));
	});
});

describe('Two nodes of one workflow', () => {
	const both = (items: Patient[], settings?: Partial<INode>): WorkflowJson => {
		const { nodes, connections, ...rest } = send(items, settings);
		const first = nodes.find(({ name }) => name === NODE)!;
		return {
			...rest,
			nodes: [...nodes, { ...first, id: SECOND, name: SECOND }],
			connections: { ...connections, [ITEMS]: { main: [to(NODE, SECOND)] } },
		};
	};

	test('both send, even the same message, and each knows its own only', async () => {
		const items = patients(3);
		await refuse(sandbox.standIn, 4);
		const execution = await run(both(items));

		expect(execution.status).toBe('success');
		expect(await reached()).toEqual(twice(items));
		expect(outputOf(execution, SECOND)).toHaveLength(items.length);
	});

	test('do not take a message of the other for their own when an answer is lost', async () => {
		const items = patients(3);
		const operationIds = ['sendTemplateMessage'];
		await sandbox.standIn.fault({ kind: 'drop', operationIds, skip: 3 });
		const execution = await run(both(items, {}));

		expect(execution.data.resultData.error?.message).toMatch(
			/^2 of 3 messages sent, 1 not known\./,
		);
		expect(await reached()).toHaveLength(5);
	});
});

describe('A sub-workflow that sends', () => {
	/** A workflow that gives the items to the sub-workflow: one call for each, or one for all. */
	async function calling(
		items: Patient[],
		mode: 'each' | 'once',
		{ inner = {}, outer = {} }: { inner?: Partial<INode>; outer?: Partial<INode> },
	): Promise<WorkflowJson> {
		const workflow = send(items, inner);
		const scrubs = workflow.nodes.find(({ name }) => name === NODE)!;
		const inputSource = 'passthrough';
		const value = await sandbox.save({
			...workflow,
			nodes: [node(START, 'n8n-nodes-base.executeWorkflowTrigger', 1.1, { inputSource }), scrubs],
			connections: { [START]: { main: [to(NODE)] } },
		});
		const workflowId = { __rl: true, mode: 'id', value };
		const call = node(NODE, 'n8n-nodes-base.executeWorkflow', 1.2, { workflowId, mode });
		const nodes = workflow.nodes.map((one) => (one === scrubs ? { ...call, ...outer } : one));
		return { ...workflow, nodes };
	}

	test('sends once each call, also where Retry On Fail is on in it', async () => {
		const items = patients(3);
		await refuse(sandbox.standIn, 4);
		const execution = await run(await calling([...items, ...items], 'each', { inner: RETRY }));

		expect(execution.status).toBe('success');
		expect(await reached()).toEqual(twice(items));
		expect(await attempts()).toHaveLength(7);
	});

	test('sends once to each of a call with several items', async () => {
		const items = patients(5);
		await refuse(sandbox.standIn, 2);
		const execution = await run(await calling(items, 'once', { inner: RETRY }));

		expect(execution.status).toBe('success');
		expect(await reached()).toEqual(phonesOf(items));
		expect(outputOf(execution, DONE)).toHaveLength(items.length);
	});

	// n8n makes a new execution of each call, which knows nothing of the one before.
	test('sends again what it had sent where Retry On Fail is on in the node that calls it', async () => {
		const items = patients(3);
		await refuse(sandbox.standIn, 2);
		const execution = await run(await calling(items, 'once', { outer: RETRY }));

		expect(execution.status).toBe('success');
		expect(await attempts()).toHaveLength(6);
		expect(await reached()).toHaveLength(5);
	});
});
