import type { INodeParameters } from 'n8n-workflow';

import { SENDERS } from '../../../../sandbox/api';
import { numberRow } from '../../../support/goodAnswers';
import { list, locator } from '../../../support/parameters';
import { useSending } from '../../../support/sending';

const { standIn, send, sent } = useSending();

/** Lets the account have these numbers. */
const have = async (...numbers: object[]) =>
	await standIn.control.fault({
		kind: 'status',
		status: 200,
		operationIds: ['listPhoneNumbers'],
		body: { data: numbers },
		times: 0,
	});
const senders = async () =>
	(await standIn.control.requests('sendTemplateMessage')).map(({ path }) => path.split('/')[5]);
const items = [{}, {}];

describe('a sender that is left empty', () => {
	test.each<[string, INodeParameters['senderPhoneNumber']]>([
		['in the list', list('')],
		['as a number', locator('phoneNumber', ' ')],
	])('%s is the account’s only number, asked for once a run', async (_, senderPhoneNumber) => {
		await have(numberRow());
		expect((await send({ senderPhoneNumber }, items)).error).toBeUndefined();
		expect(await senders()).toEqual([SENDERS.main, SENDERS.main]);
		expect(await standIn.control.requests('listPhoneNumbers')).toHaveLength(1);
	});

	test('is none of several, also where only one of them is connected', async () => {
		await have(numberRow(), { ...numberRow(SENDERS.second), status: 'DISCONNECTED' });
		const { error } = await send({ senderPhoneNumber: list('') }, items);
		expect(error?.message).toContain('No sender is chosen, and your clinic has 2 numbers.');
		expect(error?.description).toContain('Choose one of them under "Sender".');
		expect(await sent()).toEqual([]);
	});

	test('is none where there is none', async () => {
		await have();
		const { error } = await send({ senderPhoneNumber: list('') });
		expect(error?.message).toContain('No sender is chosen.');
		expect(error?.description).toContain('claim a number first');
	});

	test('is no expression that finds nothing: that was to choose one', async () => {
		await have(numberRow());
		const { error } = await send({ senderPhoneNumber: list('={{ $json.sender }}') });
		expect(error?.message).toContain('No sender is chosen.');
		expect(await sent()).toEqual([]);
	});

	test('reads that number’s conversations, messages and templates', async () => {
		await have(numberRow());
		const open = { senderPhoneNumber: list(''), operation: 'getAll' };
		for (const resource of ['conversation', 'template']) {
			const { json, error } = await send({ ...open, resource });
			expect(error).toBeUndefined();
			expect(json.length).toBeGreaterThan(1);
		}
	});
});

describe('a sender that is not connected', () => {
	test.each(['DISCONNECTED', 'pending', 'BANNED'])(
		'sends nothing, and is said to be %s',
		async (status) => {
			await standIn.control.setNumberStatus(SENDERS.main, status);
			const { error } = await send();
			expect(error?.message).toBe(
				`The sender +${SENDERS.main} is not connected to WhatsApp: its status is ${status.toLowerCase()}.`,
			);
			expect(error?.description).toMatch(/^Connect it again .* or choose another sender\./);
			expect(await sent()).toEqual([]);
		},
	);

	test.each(['CONNECTED', 'FLAGGED', 'SOMETHING_NEW'])('is not one that is %s', async (status) => {
		await standIn.control.setNumberStatus(SENDERS.main, status);
		expect((await send()).error).toBeUndefined();
		expect(await sent()).toHaveLength(1);
	});

	test('is not one whose status cannot be read', async () => {
		const operationIds = ['listPhoneNumbers'];
		await standIn.control.fault({ kind: 'status', status: 404, operationIds });
		expect((await send()).error).toBeUndefined();
		expect(await sent()).toHaveLength(1);
	});
});
