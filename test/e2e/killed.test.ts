import { setTimeout as sleep } from 'timers/promises';
import { SENDERS } from '../../sandbox/api/seed';
import { outputOf, type ExecutionSummary } from '../../sandbox/n8n/execution';
import { RealN8n } from '../../sandbox/n8n/N8n';
import type { CredentialReference, WorkflowJson } from '../../sandbox/n8n/workflow';
import { list, sendToEachItem } from '../support/parameters';
import { patients, phonesOf, reached as reachedBy, type Patient } from '../support/patients';
import {
	NODE,
	node,
	openSandbox,
	saveCredential,
	START,
	workflowOf,
	type Sandbox,
} from './support/sandbox';
import { whatRuns } from './support/running';

const HOOK = 'send-now';
const middleLimitMs = 60_000;
const restartLimitMs = 240_000;

let standIn: Sandbox['standIn'];
let n8n: RealN8n;
let credential: CredentialReference;

beforeAll(async () => {
	({ standIn } = await openSandbox());
	// One of its own, since others use the shared one.
	n8n = await RealN8n.start({ tarball: whatRuns().tarball });
	credential = await saveCredential(n8n.api, 'API key');
}, restartLimitMs);

afterAll(async () => {
	await n8n.stop();
	await standIn.reset();
});

const reached = async () => await reachedBy(standIn);

const sendTo = (items: Patient[]) => workflowOf(items, sendToEachItem({ maxConcurrency: 10 }));

/** The same workflow with a webhook in the place of the button. */
const onWebhook = (workflow: WorkflowJson, path = HOOK): WorkflowJson => ({
	...workflow,
	nodes: workflow.nodes.map((one) =>
		one.name === START
			? { ...node(START, 'n8n-nodes-base.webhook', 2, { path }), webhookId: path }
			: one,
	),
});

const save = async (workflow: WorkflowJson) => await n8n.api.importWorkflow(workflow, credential);

/** Lets each message take its time, so that there is a middle of a run; a clean record to begin with. */
async function slowDown(delayMs: number): Promise<void> {
	await standIn.reset();
	await standIn.fault({
		kind: 'latency',
		when: 'after',
		delayMs,
		times: 0,
		operationIds: ['sendTemplateMessage'],
	});
}

/** Waits until some of these patients have got a message. */
async function inTheMiddle(items: Patient[]): Promise<void> {
	const wanted = phonesOf(items);
	const count = async () => (await reached()).filter((digits) => wanted.includes(digits)).length;
	const deadline = Date.now() + middleLimitMs;
	while ((await count()) < items.length / 4) {
		if (Date.now() > deadline) throw new Error('The run has not come to its middle.');
		await sleep(20);
	}
}

describe('n8n that is asked to end in the middle of a run', () => {
	test(
		'sends the rest first, and the execution counts as done',
		async () => {
			const items = patients(60);
			await slowDown(600);
			const executionId = await n8n.api.start(await save(sendTo(items)));
			await inTheMiddle(items);
			await n8n.shutDown();

			expect(n8n.logs()).toMatch(/Waiting for 1 active executions/);
			expect(await reached()).toEqual(phonesOf(items));
			await n8n.restart();
			expect((await n8n.api.waitForEnd(executionId)).status).toBe('success');
			expect(await reached()).toEqual(phonesOf(items));
		},
		restartLimitMs,
	);
});

describe('n8n that is killed in the middle of a run', () => {
	const byHand = patients(60);
	const byTrigger = patients(60, 60);
	let manual: string;
	let triggered: string;
	/** Who had got a message when n8n was killed. */
	let before: string[];

	beforeAll(async () => {
		await slowDown(1_500);
		const hooked = await save(onWebhook(sendTo(byTrigger)));
		await n8n.api.activate(hooked);
		manual = await n8n.api.start(await save(sendTo(byHand)));
		await fetch(`${n8n.url}/webhook/${HOOK}`);
		triggered = (await n8n.api.executionsOf(hooked))[0]!.id;
		await Promise.all([inTheMiddle(byHand), inTheMiddle(byTrigger)]);
		await n8n.kill();
		before = await reached();
		await n8n.restart();
	}, restartLimitMs);

	test('says that the executions crashed', async () => {
		for (const id of [manual, triggered]) {
			const { status, data } = await n8n.api.waitForEnd(id);
			expect(status).toBe('crashed');
			expect(data.resultData.error?.message).toMatch(/did not finish/);
			expect(data.resultData.lastNodeExecuted).toBe(NODE);
		}
	});

	test('sends nothing by itself; Conversation → Get Many shows who got a message', async () => {
		const getAll = {
			resource: 'conversation',
			operation: 'getAll',
			senderPhoneNumber: list(SENDERS.main),
			returnAll: true,
		};
		const execution = await n8n.api.run(await save(workflowOf([{}], getAll)));
		const listed = outputOf(execution, NODE).map(({ json }) => json.recipient_phone_number);
		const phones = phonesOf([...byHand, ...byTrigger]);

		expect(before.length).toBeLessThan(phones.length);
		expect(phones.filter((digits) => listed.includes(`+${digits}`))).toEqual(before);
		expect(await reached()).toEqual(before);
	});

	test('does not take an execution up again that was started by hand', async () => {
		await expect(n8n.api.retry(manual)).rejects.toThrow(/cannot be retried/);
		expect(await reached()).toEqual(before);
	});

	test('finds in the conversations who got a message when an execution that a trigger started is retried, and sends nothing', async () => {
		const retried = await n8n.api.retry(triggered);
		const got = before.filter((phone) => phonesOf(byTrigger).includes(phone)).length;
		expect(retried.status).toBe('error');
		expect(retried.data.resultData.error?.message).toMatch(
			new RegExp(`^${got} of 60 messages sent, ${60 - got} not known\\. `),
		);
		expect(await reached()).toEqual(before);
	});

	// n8n takes it up from the start; what the node had sent was not stored when n8n was killed.
	test('sends nothing where the conversations do not show them: it is not known who got a message', async () => {
		await standIn.reset();
		const retried = await n8n.api.retry(triggered);
		expect(retried.status).toBe('error');
		expect(retried.data.resultData.error).toMatchObject({
			message: expect.stringMatching(
				/n8n was ended .* not known whether the message went out/,
			) as string,
			description: expect.stringContaining('before you send it again') as string,
		});
		expect(await reached()).toEqual([]);
	});
});

describe('n8n that is killed in the middle of a run, and loses its log of events as in a new container', () => {
	const items = patients(60, 300);

	test(
		'sends nothing when the execution is retried, but finds who got a message',
		async () => {
			await slowDown(1_500);
			const hooked = await save(onWebhook(sendTo(items), 'send-later'));
			await n8n.api.activate(hooked);
			await fetch(`${n8n.url}/webhook/send-later`);
			const [{ id }] = (await n8n.api.executionsOf(hooked)) as [ExecutionSummary];
			await inTheMiddle(items);
			await n8n.kill();
			const before = await reached();
			n8n.loseEvents();
			await n8n.restart();
			expect((await n8n.api.waitForEnd(id)).data.resultData.runData).toEqual({});

			const retried = await n8n.api.retry(id);
			expect(retried.data.resultData.error?.message).toMatch(
				new RegExp(`^${before.length} of 60 messages sent, ${60 - before.length} not known\\. `),
			);
			expect(await reached()).toEqual(before);
		},
		restartLimitMs,
	);
});

describe('n8n that is killed while it sends only once per appointment', () => {
	const items = patients(60, 200).map((one, index) => ({ ...one, appointment: `A-${index}` }));
	const options = {
		maxConcurrency: 10,
		sendOncePer: '={{ $json.appointment }}',
		// A key may have been noted for a message that had not started yet when n8n was killed.
		sendAgainIfNotKnown: true,
	};

	test(
		'sends the rest when the same list is run again, and nothing twice',
		async () => {
			await slowDown(1_500);
			const workflowId = await save(workflowOf(items, sendToEachItem(options)));
			await n8n.api.start(workflowId);
			await inTheMiddle(items);
			await n8n.kill();
			const before = await reached();
			await n8n.restart();

			const again = await n8n.api.run(workflowId, { timeoutMs: 150_000 });
			expect(again.status).toBe('success');
			expect(before.length).toBeLessThan(items.length);
			expect(await reached()).toEqual(phonesOf(items));
			const told = outputOf(again, NODE).map(({ json }) =>
				json.status === 'alreadySent' ? 'before' : json.confirmation ? 'found' : 'sent',
			);
			const count = (what: string) => told.filter((one) => one === what).length;
			expect(count('sent')).toBe(items.length - before.length);
			expect(count('before')).toBeGreaterThan(0);
			// What was on its way was looked up.
			expect(count('found')).toBeLessThanOrEqual(10);

			await n8n.api.run(workflowId);
			expect(await reached()).toEqual(phonesOf(items));
		},
		restartLimitMs,
	);
});
