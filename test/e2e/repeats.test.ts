import type { INode } from 'n8n-workflow';
import { outputOf } from '../../sandbox/n8n/execution';
import type { WorkflowJson } from '../../sandbox/n8n/workflow';
import {
	digitsOf,
	patientsOf,
	reached as reachedBy,
	refuseOne,
	RETRY,
	sendToEach,
	type Patient,
} from './support/messages';
import {
	DONE,
	ITEMS,
	NODE,
	node,
	openSandbox,
	START,
	to,
	workflowOf,
	type Sandbox,
} from './support/sandbox';

const LOOP = 'Loop Over Items';
const SECOND = 'Scrubs, second';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(async () => {
	await sandbox.standIn.reset();
});

const reached = async () => await reachedBy(sandbox.standIn);
const attempts = async () => await sandbox.standIn.requests('sendTemplateMessage');
const twice = (patients: Patient[]) => digitsOf(patients).flatMap((digits) => [digits, digits]);

const save = async (workflow: WorkflowJson) =>
	await sandbox.n8n.importWorkflow(workflow, sandbox.credential);
const run = async (workflow: WorkflowJson) => await sandbox.n8n.run(await save(workflow));

const send = (patients: Patient[], settings: Partial<INode> = RETRY) =>
	workflowOf(patients, sendToEach, 'stopWorkflow', settings);

describe('Loop Over Items', () => {
	const inThrees = (patients: Patient[]): WorkflowJson => {
		const { nodes, connections, ...rest } = send(patients);
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
		const patients = patientsOf(8);
		await refuseOne(sandbox.standIn, 4);
		const execution = await run(inThrees(patients));

		expect(execution.status).toBe('success');
		expect(await reached()).toEqual(digitsOf(patients));
		expect(await attempts()).toHaveLength(patients.length + 1);
		expect(outputOf(execution, DONE)).toHaveLength(patients.length);
	});

	test('sends a message again that comes again in a later batch', async () => {
		const patients = patientsOf(3);
		await refuseOne(sandbox.standIn, 4);
		const execution = await run(inThrees([...patients, ...patients]));

		expect(execution.status).toBe('success');
		expect(await reached()).toEqual(twice(patients));
	});
});

describe('Two nodes of one workflow', () => {
	const both = (patients: Patient[], settings?: Partial<INode>): WorkflowJson => {
		const { nodes, connections, ...rest } = send(patients, settings);
		const first = nodes.find(({ name }) => name === NODE)!;
		return {
			...rest,
			nodes: [...nodes, { ...first, id: SECOND, name: SECOND }],
			connections: { ...connections, [ITEMS]: { main: [to(NODE, SECOND)] } },
		};
	};

	test('both send, even the same message, and each knows its own only', async () => {
		const patients = patientsOf(3);
		await refuseOne(sandbox.standIn, 4);
		const execution = await run(both(patients));

		expect(execution.status).toBe('success');
		expect(await reached()).toEqual(twice(patients));
		expect(outputOf(execution, SECOND)).toHaveLength(patients.length);
	});

	test('do not take a message of the other for their own when an answer is lost', async () => {
		const patients = patientsOf(3);
		const operationIds = ['sendTemplateMessage'];
		await sandbox.standIn.fault({ kind: 'drop', operationIds, skip: 3 });
		const execution = await run(both(patients, {}));

		expect(execution.data.resultData.error?.message).toMatch(
			/^2 of 3 messages sent, 1 not known\./,
		);
		expect(await reached()).toHaveLength(5);
	});
});

describe('A sub-workflow that sends', () => {
	/** A workflow that gives the items to the sub-workflow: one call for each, or one for all. */
	async function calling(
		patients: Patient[],
		mode: 'each' | 'once',
		{ inner = {}, outer = {} }: { inner?: Partial<INode>; outer?: Partial<INode> },
	): Promise<WorkflowJson> {
		const workflow = send(patients, inner);
		const scrubs = workflow.nodes.find(({ name }) => name === NODE)!;
		const inputSource = 'passthrough';
		const value = await save({
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
		const patients = patientsOf(3);
		await refuseOne(sandbox.standIn, 4);
		const execution = await run(
			await calling([...patients, ...patients], 'each', { inner: RETRY }),
		);

		expect(execution.status).toBe('success');
		expect(await reached()).toEqual(twice(patients));
		expect(await attempts()).toHaveLength(7);
	});

	test('sends once to each of a call with several items', async () => {
		const patients = patientsOf(5);
		await refuseOne(sandbox.standIn, 2);
		const execution = await run(await calling(patients, 'once', { inner: RETRY }));

		expect(execution.status).toBe('success');
		expect(await reached()).toEqual(digitsOf(patients));
		expect(outputOf(execution, DONE)).toHaveLength(patients.length);
	});

	// n8n makes a new execution of each call, which knows nothing of the one before.
	test('sends again what it had sent where Retry On Fail is on in the node that calls it', async () => {
		const patients = patientsOf(3);
		await refuseOne(sandbox.standIn, 2);
		const execution = await run(await calling(patients, 'once', { outer: RETRY }));

		expect(execution.status).toBe('success');
		expect(await attempts()).toHaveLength(6);
		expect(await reached()).toHaveLength(5);
	});
});
