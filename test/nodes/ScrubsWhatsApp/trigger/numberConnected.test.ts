import type { INodeParameters } from 'n8n-workflow';

import { SENDERS } from '../../../../sandbox/api';
import { useStandIn } from '../../../support/clinic';
import { PolledWorkflow } from '../../../support/polling';

const standIn = useStandIn();
const NEW_NUMBER = '6561230099';

const workflowFor = (parameters: INodeParameters = {}) =>
	new PolledWorkflow({ event: 'numberConnected', ...parameters }, standIn.apiKey());
const numbers = (items: Array<Record<string, unknown>>) =>
	items.map(({ phone_number: number }) => number);

test('does not start the workflow for the numbers that are there already', async () => {
	const workflow = workflowFor();
	expect(await workflow.activate()).toEqual([]);
	expect(await workflow.poll()).toEqual([]);
});

test('starts the workflow once for a number that appears', async () => {
	const workflow = workflowFor();
	await workflow.activate();
	await standIn.control.addNumber({ phoneNumber: NEW_NUMBER, displayName: 'New Branch' });
	expect(await workflow.poll()).toEqual([
		expect.objectContaining({ phone_number: `+${NEW_NUMBER}`, display_name: 'New Branch' }),
	]);
	expect(await workflow.poll()).toEqual([]);
});

test('gives the number as the API has it, without Simplify', async () => {
	const workflow = workflowFor({ simplify: false });
	await workflow.activate();
	await standIn.control.addNumber({ phoneNumber: NEW_NUMBER, displayName: 'New Branch' });
	const [item] = await workflow.poll();
	expect(Object.keys(item!)[0]).toBe('phone_number');
	expect(item).toMatchObject({ phone_number: NEW_NUMBER });
});

test('starts it only when the number is connected, and again when it is connected anew', async () => {
	const workflow = workflowFor();
	await workflow.activate();
	await standIn.control.addNumber({ phoneNumber: NEW_NUMBER, status: 'PENDING' });
	expect(await workflow.poll()).toEqual([]);
	await standIn.control.setNumberStatus(NEW_NUMBER, 'CONNECTED');
	expect(numbers(await workflow.poll())).toEqual([`+${NEW_NUMBER}`]);
	await standIn.control.setNumberStatus(NEW_NUMBER, 'DISCONNECTED');
	expect(await workflow.poll()).toEqual([]);
	await standIn.control.setNumberStatus(NEW_NUMBER, 'CONNECTED');
	expect(numbers(await workflow.poll())).toEqual([`+${NEW_NUMBER}`]);
});

test('notices one that was connected while n8n was off', async () => {
	const workflow = workflowFor();
	await workflow.activate();
	await standIn.control.addNumber({ phoneNumber: NEW_NUMBER });
	expect(numbers(await workflow.activate())).toEqual([`+${NEW_NUMBER}`]);
	expect(await workflow.activate()).toEqual([]);
});

test('asks once a poll', async () => {
	const workflow = workflowFor();
	await workflow.activate();
	await standIn.control.clearRequests();
	await workflow.poll();
	expect(await standIn.control.requests()).toHaveLength(1);
});

test('gives the number that was connected last as a test event', async () => {
	await standIn.control.addNumber({ phoneNumber: NEW_NUMBER });
	const [event] = await workflowFor().fetchTestEvent();
	const known = [NEW_NUMBER, ...Object.values(SENDERS)].map((number) => `+${number}`);
	expect(known).toContain(event?.phone_number);
});

describe('a test event', () => {
	/** Lets the API list these numbers, each with when it was claimed. */
	const offer = async (
		...numbers: Array<[phone: string, status: string, claimedAt: string | null]>
	) =>
		await standIn.control.fault({
			kind: 'status',
			status: 200,
			operationIds: ['listPhoneNumbers'],
			body: {
				data: numbers.map(([phone_number, status, claimed_at]) => ({
					phone_number,
					status,
					claimed_at,
				})),
			},
		});

	test('is the connected number that was claimed last', async () => {
		await offer(
			['6561230001', 'CONNECTED', '2026-01-01T00:00:00Z'],
			['6561230002', 'connected', '2026-03-01T00:00:00Z'],
			['6561230003', 'CONNECTED', null],
			['6561230004', 'PENDING', '2026-06-01T00:00:00Z'],
		);
		expect(numbers(await workflowFor().fetchTestEvent())).toEqual(['+6561230002']);
	});

	test('is not there as long as no number is connected', async () => {
		await offer(['6561230004', 'PENDING', '2026-06-01T00:00:00Z']);
		await expect(workflowFor().fetchTestEvent()).rejects.toMatchObject({
			message: 'None of your numbers is connected to WhatsApp yet.',
			description: expect.stringMatching(/^Create an onboarding link, .* claim the number/),
		});
	});
});

test('an event that this version does not know is told', async () => {
	const workflow = new PolledWorkflow({ event: 'messageRead' }, standIn.apiKey());
	await expect(workflow.activate()).rejects.toMatchObject({
		message: 'This trigger has an event that this version of the node does not know.',
		description: expect.stringMatching(/^Choose the event again from its list/),
	});
});
