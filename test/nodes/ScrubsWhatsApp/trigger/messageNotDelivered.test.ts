import type { INodeParameters } from 'n8n-workflow';

import { CONVERSATIONS, SENDERS } from '../../../../sandbox/api';
import { useStandIn } from '../../../support/clinic';
import { list, sendParameters } from '../../../support/parameters';
import { runNode } from '../../../support/engine';
import { PolledWorkflow } from '../../../support/polling';

const standIn = useStandIn();
const MINUTE = 60_000;
const patient = (index: number) => `1202555${String(index).padStart(4, '0')}`;

const workflowFor = (overrides: INodeParameters = {}) =>
	new PolledWorkflow(
		{ event: 'messageNotDelivered', senderPhoneNumber: list(SENDERS.main), ...overrides },
		standIn.apiKey(),
	);

const activated = async (overrides: INodeParameters = {}) => {
	const workflow = workflowFor(overrides);
	await workflow.activate();
	return workflow;
};

const send = async (recipient: string): Promise<string> => {
	const parameters = sendParameters({ recipientPhoneNumber: `+${recipient}` });
	const { json } = await runNode({ parameters, credentials: standIn.apiKey() });
	return json[0]?.message_id as string;
};

const ids = (items: Array<Record<string, unknown>>) => items.map(({ message_id: id }) => id);

/** n8n's clock, that much later. */
const later = (ms: number) => jest.spyOn(Date, 'now').mockReturnValue(Date.now() + ms);
afterEach(() => jest.restoreAllMocks());

test('starts the workflow once for a message that could not be delivered', async () => {
	const workflow = await activated();
	const id = await send(patient(1));
	await standIn.control.setStatus(id, 'failed');
	expect(await workflow.poll()).toEqual([
		expect.objectContaining({
			message_id: id,
			status: 'failed',
			recipient_phone_number: `+${patient(1)}`,
			to_phone_number: `+${patient(1)}`,
		}),
	]);
	expect(await workflow.poll()).toEqual([]);
});

test('notices that although nothing in the list of conversations shows it', async () => {
	const workflow = await activated();
	const id = await send(patient(1));
	expect(await workflow.poll()).toEqual([]);
	await standIn.control.setStatus(id, 'failed');
	expect(await workflow.poll()).toEqual([]);
	later(MINUTE);
	expect(ids(await workflow.poll())).toEqual([id]);
	later(10 * MINUTE);
	expect(await workflow.poll()).toEqual([]);
});

test('looks ever more rarely, and no more once a message has arrived', async () => {
	const workflow = await activated();
	const id = await send(patient(1));
	await workflow.poll();
	const readsAfter = async (ms: number) => {
		later(ms);
		await standIn.control.clearRequests();
		await workflow.poll();
		return (await standIn.control.requests('listMessages')).length;
	};
	expect(await readsAfter(MINUTE)).toBe(1);
	expect(await readsAfter(MINUTE)).toBe(0);
	expect(await readsAfter(MINUTE)).toBe(1);
	await standIn.control.setStatus(id, 'delivered');
	expect(await readsAfter(4 * MINUTE)).toBe(1);
	expect(await readsAfter(60 * MINUTE)).toBe(0);
});

test('does not start it for what patients write, nor for what was delivered', async () => {
	const workflow = await activated();
	await standIn.control.setStatus(await send(patient(1)), 'read');
	await standIn.control.receive({ recipient: patient(2), text: 'hello' });
	expect(await workflow.poll()).toEqual([]);
});

test('starts nothing for what had not been delivered before it was activated', async () => {
	await standIn.control.setStatus(await send(patient(1)), 'failed');
	const workflow = await activated();
	expect(await workflow.poll()).toEqual([]);
});

test('still notices what fails while n8n is off', async () => {
	const workflow = await activated();
	const id = await send(patient(1));
	await workflow.poll();
	await standIn.control.setStatus(id, 'failed');
	expect(ids(await workflow.activate())).toEqual([id]);
	expect(await workflow.activate()).toEqual([]);
});

test('can be narrowed to a patient', async () => {
	const filters = { recipientPhoneNumber: `+${patient(1)}` };
	const workflow = await activated({ filters });
	const wanted = await send(patient(1));
	for (const id of [wanted, await send(patient(2))]) await standIn.control.setStatus(id, 'failed');
	expect(ids(await workflow.poll())).toEqual([wanted]);
});

test('gives the latest one as a test event, or says that there is none', async () => {
	await standIn.control.clearConversations();
	await expect(workflowFor().fetchTestEvent()).rejects.toThrow('could not be delivered');
	const id = await send(CONVERSATIONS.long.recipient!);
	await standIn.control.setStatus(id, 'failed');
	expect(ids(await workflowFor().fetchTestEvent())).toEqual([id]);
});
