import type { IDataObject } from 'n8n-workflow';

import { SENDERS } from '../../../../sandbox/api';
import { useStandIn } from '../../../support/clinic';
import { list } from '../../../support/parameters';
import { PolledWorkflow } from '../../../support/polling';

/** n8n 2.36 and later can keep a trigger's state as cursors: each poll gets a copy, and stores it after its end. */
const standIn = useStandIn();

const PATIENT = '13015550142';
const MINUTE = 60_000;

const texts = (items: IDataObject[]) => items.map(({ content }) => content);
const receive = async (text: string) => await standIn.control.receive({ recipient: PATIENT, text });

const watching = (sender: string) => ({
	event: 'messageReceived',
	senderPhoneNumber: list(sender),
});

const newWorkflow = () => new PolledWorkflow(watching(SENDERS.main), standIn.apiKey());

async function activated(): Promise<PolledWorkflow> {
	const workflow = newWorkflow();
	await workflow.activate();
	return workflow;
}

test('a poll that gets a state older than what was just handed over hands over nothing', async () => {
	const workflow = await activated();
	await receive('first');
	const poll = await workflow.pollCopy();
	expect(texts(poll.items)).toEqual(['first']);

	await receive('second');
	await standIn.control.clearRequests();
	expect((await workflow.pollCopy()).items).toEqual([]);
	expect((await workflow.pollCopy()).items).toEqual([]);
	expect(await standIn.control.requests()).toEqual([]);

	poll.store();
	const next = await workflow.pollCopy();
	expect(texts(next.items)).toEqual(['second']);
	next.store();
	expect((await workflow.pollCopy()).items).toEqual([]);
});

test('what was handed over and not stored within two minutes is handed over again', async () => {
	const workflow = await activated();
	await receive('first');
	expect(texts((await workflow.pollCopy()).items)).toEqual(['first']);

	const now = Date.now.bind(Date);
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + 2 * MINUTE + 1_000);
	const again = await workflow.pollCopy();
	clock.mockRestore();
	expect(texts(again.items)).toEqual(['first']);
});

test('in another process, which handed over nothing, a stored state is what it is', async () => {
	const workflow = await activated();
	await receive('first');
	const { store } = await workflow.pollCopy();
	store();
	await receive('second');
	expect(texts(await workflow.activate())).toEqual(['second']);
});

describe('n8n stores nothing of the poll with which it publishes a workflow', () => {
	test('and what comes between that and the first poll starts the workflow all the same', async () => {
		const workflow = newWorkflow();
		await receive('before');
		await workflow.pollCopy();
		await receive('first');
		const poll = await workflow.pollCopy();
		expect(texts(poll.items)).toEqual(['first']);
		poll.store();
		expect((await workflow.pollCopy()).items).toEqual([]);
	});

	test('also when the first poll is thrown away', async () => {
		const workflow = newWorkflow();
		await workflow.pollCopy();
		await workflow.pollCopy();
		await receive('first');
		expect(texts((await workflow.pollCopy()).items)).toEqual(['first']);
	});

	test('also after a change of the number', async () => {
		const workflow = newWorkflow();
		(await workflow.pollCopy()).store();
		workflow.change(watching(SENDERS.second));
		await workflow.pollCopy();
		await standIn.control.receive({ sender: SENDERS.second, recipient: PATIENT, text: 'first' });
		expect(texts((await workflow.pollCopy()).items)).toEqual(['first']);
	});

	test('so that the first poll has it stored, though it finds nothing', async () => {
		const workflow = newWorkflow();
		await workflow.pollCopy();
		(await workflow.pollCopy()).store();
		workflow.endProcess();
		await receive('first');
		expect(texts((await workflow.pollCopy()).items)).toEqual(['first']);
	});

	test('but once it has stored one, the trigger begins anew where that is gone', async () => {
		const workflow = newWorkflow();
		await workflow.pollCopy();
		await receive('first');
		(await workflow.pollCopy()).store();
		await workflow.pollCopy();
		expect((await workflow.pollCopy('{}')).items).toEqual([]);
	});
});
