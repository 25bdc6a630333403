import { outputOf } from '../../sandbox/n8n/execution';
import { pollingEvery, readExamples } from '../../sandbox/n8n/workflow';
import { tell } from './support/account';
import { digitsOf } from './support/lists';
import { shared } from './support/queue';
import { until } from './support/runs';

const { n8n, standIn, credential } = shared.scrubsQueue;

const TRIGGER = 'When a patient writes';
const replies = pollingEvery(readExamples().get('patient-replies')!, 2);
const patients = digitsOf({ from: 0, count: 20 });

let workflowId: string;

beforeEach(async () => {
	await standIn.reset();
	workflowId = await n8n.api.importWorkflow(replies, credential);
	await n8n.api.activate(workflowId);
});

afterEach(async () => {
	await n8n.api.deactivate(workflowId);
});

/** A patient writes. @returns the message's ID */
const write = async (recipient: string) =>
	(await standIn.receive({ recipient, text: 'Can I come later?' })).messageId;

/** The IDs of the messages with which the workflow was started, as often as it was, sorted. */
async function startedWith(): Promise<string[]> {
	const summaries = await n8n.api.executionsOf(workflowId);
	const executions = await Promise.all(summaries.map(({ id }) => n8n.api.waitForEnd(id)));
	const items = executions.flatMap((execution) => outputOf(execution, TRIGGER));
	return items.map(({ json }) => json.message_id as string).sort();
}

/** Waits until so many messages have started the workflow, and for polls in which others would. */
async function whenStarted(count: number): Promise<void> {
	await until(`${count} messages`, async () => (await startedWith()).length >= count);
	const polls = async () => (await standIn.requests('listConversations')).length;
	const before = await polls();
	await until('two more polls', async () => (await polls()) >= before + 2);
}

test('Every message that patients write while the main process is killed and started starts the workflow once', async () => {
	const written: string[] = [];
	for (const [round, patient] of patients.entries()) {
		written.push(await write(patient));
		// Some are waited for, so that it is killed in the middle of the work, too, and others while it is down.
		if (round % 10 === 4) await whenStarted(written.length);
		if (round % 10 === 6) await n8n.main.kill();
		if (round % 10 === 9) await n8n.main.start();
	}
	await whenStarted(written.length);
	const started = await startedWith();
	tell('Main killed twice', { written: written.length, started: started.length });

	expect(started).toEqual(written.sort());
});
