import type { Browser, Page } from 'playwright-core';
import { setTimeout as sleep } from 'timers/promises';
import type { Fault, Received } from '../../sandbox/api/control/types';
import { CONVERSATIONS, SENDERS } from '../../sandbox/api/seed';
import { outputOf, type Execution } from '../../sandbox/n8n/execution';
import { RealN8n, triggerType } from '../../sandbox/n8n/N8n';
import {
	pollingEvery,
	readExamples,
	type CredentialReference,
	type WorkflowJson,
} from '../../sandbox/n8n/workflow';
import { openBrowser } from './support/browser';
import { WITH_API_KEY } from '../sandbox/api/apiClient';
import { patients, phonesOf, reached as reachedBy } from '../support/patients';
import { openSandbox, saveCredential, type Sandbox } from './support/sandbox';
import { whatRuns } from './support/running';

const TRIGGER = 'When a patient writes';
const RECEPTION = 'Tell the reception';
const pollSeconds = 2;
const limitMs = 90_000;
const testLimitMs = 300_000;

const replies: WorkflowJson = pollingEvery(readExamples().get('patient-replies')!, pollSeconds);
const [ANA, BEN, CLEO] = phonesOf(patients(3)) as [string, string, string];

let standIn: Sandbox['standIn'];
let n8n: RealN8n;
let credential: CredentialReference;
let workflowId: string;

beforeAll(async () => {
	({ standIn } = await openSandbox());
	// One of its own, since it is killed.
	n8n = await RealN8n.start({ tarball: whatRuns().tarball });
	credential = await saveCredential(n8n.api, 'API key');
}, testLimitMs);

afterAll(async () => {
	await n8n.stop();
	await standIn.reset();
});

beforeEach(async () => {
	await standIn.reset();
	workflowId = await n8n.api.importWorkflow(replies, credential);
	await n8n.api.activate(workflowId);
}, testLimitMs);

afterEach(async () => {
	await n8n.api.deactivate(workflowId);
});

async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
	const deadline = Date.now() + limitMs;
	while (!(await condition())) {
		if (Date.now() > deadline) throw new Error(`In vain waited for this: ${what}.`);
		await sleep(200);
	}
}

/** A patient writes. @returns the message's ID */
const write = async (recipient: string, text: string, more: Partial<Received> = {}) =>
	(await standIn.receive({ recipient, text, ...more })).messageId;

const reached = async () => await reachedBy(standIn);

/** The executions that messages have started, the oldest first, once they have ended. */
async function executions(): Promise<Execution[]> {
	const ids = (await n8n.api.executionsOf(workflowId)).map(({ id }) => id).reverse();
	return await Promise.all(ids.map(async (id) => await n8n.api.waitForEnd(id)));
}

/** What left a node in all executions, by message ID or whatever else names it. */
async function leftNode(node: string, key: string): Promise<unknown[]> {
	const items = (await executions()).flatMap((execution) => outputOf(execution, node));
	return items.map(({ json }) => json[key]);
}

/** The IDs of the messages with which the workflow was started, as often as it was, sorted. */
const startedWith = async () => (await leftNode(TRIGGER, 'message_id')).sort();

/** Waits until so many messages have started the workflow, and for polls in which others would. */
async function whenStarted(count: number): Promise<void> {
	await until(`${count} messages`, async () => (await startedWith()).length >= count);
	const polls = async () => (await standIn.requests('listConversations')).length;
	const before = await polls();
	await until('two more polls', async () => (await polls()) >= before + 2);
}

describe('A patient who answers on the phone', () => {
	let browser: Browser;
	let phone: Page;

	beforeAll(async () => {
		browser = await openBrowser();
	});

	afterAll(async () => await browser.close());

	beforeEach(async () => {
		phone = await browser.newPage();
		await phone.goto(`${whatRuns().standInUrl}/phone`);
	});

	const { contactName, recipient } = CONVERSATIONS.hundred;

	async function answer(text: string): Promise<void> {
		const patients = phone.getByRole('list', { name: 'Conversations' }).getByRole('listitem');
		await patients.filter({ hasText: recipient! }).getByRole('link').click();
		await phone.getByText(`+${recipient} · writes with`).waitFor();
		await phone.getByRole('textbox', { name: 'Answer as the patient' }).fill(text);
		await phone.getByRole('button', { name: 'Send', exact: true }).click();
	}

	const lastMessage = () => phone.getByRole('list', { name: 'Messages' }).locator('li').last();

	test(
		'with "1" sees the confirmation there, made out to the right name',
		async () => {
			await answer('1');
			const confirmation = lastMessage().filter({ hasText: 'appointment_confirmation' });
			await confirmation.waitFor({ timeout: limitMs });

			expect(await confirmation.getAttribute('data-direction')).toBe('outbound');
			expect(await confirmation.innerText()).toContain(contactName);
			await whenStarted(1);
			expect(await startedWith()).toHaveLength(1);
			expect(await reached()).toEqual([recipient]);
		},
		testLimitMs,
	);

	test(
		'with anything else is not answered by a machine: the reception is told',
		async () => {
			await answer('Can I come later?');
			await whenStarted(1);

			expect(await leftNode(RECEPTION, 'content')).toEqual(['Can I come later?']);
			expect(await reached()).toEqual([]);
		},
		testLimitMs,
	);
});

describe('What patients write', () => {
	test(
		'while n8n is off, after it was killed, starts the workflow when it is back: all of it, once',
		async () => {
			const sent = [await write(ANA, '1')];
			await whenStarted(1);
			await n8n.kill();
			sent.push(await write(BEN, '1'), await write(ANA, 'Thank you'), await write(CLEO, '1'));
			sent.push(await write(BEN, 'See you then'));
			await n8n.restart();
			await whenStarted(5);

			expect(await startedWith()).toEqual(sent.sort());
			expect(await reached()).toEqual([ANA, BEN, CLEO]);

			// Nor does any of it come again after another start.
			await n8n.kill();
			await n8n.restart();
			sent.push(await write(CLEO, 'later'));
			await whenStarted(6);
			expect(await startedWith()).toEqual(sent.sort());
		},
		testLimitMs,
	);

	test(
		'starts the workflow, too, when n8n was killed right after the workflow was activated',
		async () => {
			await n8n.kill();
			const sent = [await write(ANA, '1'), await write(BEN, 'Hello')];
			await n8n.restart();
			await whenStarted(2);

			expect(await startedWith()).toEqual(sent.sort());
			expect(await reached()).toEqual([ANA]);
		},
		testLimitMs,
	);

	test(
		'while the workflow is switched off starts it once when it is on again',
		async () => {
			const sent = [await write(ANA, 'before')];
			await whenStarted(1);
			await n8n.api.deactivate(workflowId);
			sent.push(await write(ANA, '1'));
			await n8n.api.activate(workflowId);
			await whenStarted(2);

			expect(await startedWith()).toEqual(sent.sort());
			expect(await reached()).toEqual([ANA]);
		},
		testLimitMs,
	);
});

describe('One odd conversation', () => {
	test.each<[string, Omit<Fault, 'inPath' | 'operationIds' | 'times'>]>([
		['is not there', { kind: 'status', status: 404 }],
		['drips', { kind: 'drip' }],
		[
			'has objects for texts and numbers for words',
			{
				kind: 'shape',
				changes: [
					{ path: ['data', '*', 'content'], value: { text: 'Hello' } },
					{ path: ['data', '*', 'direction'], value: 7 },
				],
			},
		],
	])(
		'that %s holds back no other patient',
		async (_, fault) => {
			const odd = await standIn.receive({ recipient: BEN, text: 'odd' });
			await standIn.fault({
				...fault,
				operationIds: ['listMessages'],
				inPath: odd.conversationId,
				times: 0,
			});
			const sent = [await write(ANA, 'Hello'), await write(CLEO, '1')];
			await until('the others', async () => {
				const started = await startedWith();
				return sent.every((id) => started.includes(id));
			});
			expect((await startedWith()).filter((id) => sent.includes(String(id)))).toEqual(sent.sort());
			expect(await reached()).toEqual([CLEO]);
		},
		testLimitMs,
	);
});

describe('With a filter for one patient', () => {
	let filtered: string;

	beforeEach(async () => {
		const workflow = structuredClone(replies);
		const trigger = workflow.nodes.find(({ name }) => name === TRIGGER)!;
		trigger.parameters.filters = { recipientPhoneNumber: `+${ANA}` };
		await n8n.api.deactivate(workflowId);
		filtered = workflowId;
		workflowId = await n8n.api.importWorkflow(workflow, credential);
		await n8n.api.activate(workflowId);
	});

	afterEach(async () => {
		await n8n.api.deactivate(workflowId);
		workflowId = filtered;
	});

	test(
		'no message of another comes out, even where Scrubs does not keep to it',
		async () => {
			await write(BEN, '1');
			const other = await fetch(
				`${whatRuns().standInUrl}/api/v1/whatsapp/numbers/${SENDERS.main}/conversations`,
				{ headers: WITH_API_KEY },
			);
			const polls = async () => (await standIn.requests('listConversations')).length;
			const before = await polls();
			const operationIds = ['listConversations'];
			const body = await other.json();
			await standIn.fault({ kind: 'status', status: 200, operationIds, times: 3, body });
			await until('polls that are answered with others', async () => (await polls()) > before + 4);
			const sent = await write(ANA, '1');
			await whenStarted(1);

			expect(await startedWith()).toEqual([sent]);
			expect(await reached()).toEqual([ANA]);
		},
		testLimitMs,
	);
});

test('The trigger offers the clinic’s senders to choose from', async () => {
	const { results } = await n8n.api.searchList({
		nodeType: triggerType,
		path: 'parameters.senderPhoneNumber',
		methodName: 'searchSenders',
		parameters: { event: 'messageReceived' },
		credential,
	});
	expect(results.map(({ value }) => value).sort()).toEqual(Object.values(SENDERS).sort());
});
