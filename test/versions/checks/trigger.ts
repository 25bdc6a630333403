import type { IDataObject, INodeParameters } from 'n8n-workflow';
import assert from 'node:assert/strict';

import { CONVERSATIONS, SENDERS } from '../../../sandbox/api';
import { list } from '../../support/parameters';
import { credential, type Bench, type Check } from './check';

const MESSAGES: INodeParameters = {
	event: 'messageReceived',
	senderPhoneNumber: list(SENDERS.main),
};
const NUMBERS: INodeParameters = { event: 'numberConnected' };

const patient = CONVERSATIONS.one.recipient;

const idsOf = (messages: IDataObject[]) => messages.map((message) => message.message_id);

/** Activates a workflow, which starts nothing. @returns how it is polled */
async function activated(bench: Bench, parameters: INodeParameters) {
	const credentials = credential(bench);
	const { workflow, items } = await bench.engine.call('activate', { parameters, credentials });
	assert.deepEqual(items, []);
	return async () => await bench.engine.call('poll', workflow);
}

/** The polling trigger. */
export const triggerChecks: Check[] = [
	{
		name: 'trigger: the first poll only begins, later ones give what is new, once',
		async run(bench) {
			const poll = await activated(bench, MESSAGES);
			assert.deepEqual(await poll(), []);
			const { messageId } = await bench.control.receive({ recipient: patient, text: 'Yes' });
			assert.deepEqual(idsOf(await poll()), [messageId]);
			assert.deepEqual(await poll(), []);
		},
	},
	{
		name: 'trigger: a number that is connected',
		async run(bench) {
			const poll = await activated(bench, NUMBERS);
			await bench.control.setNumberStatus(SENDERS.disconnected, 'CONNECTED');
			assert.deepEqual(
				(await poll()).map((number) => number.phone_number),
				[`+${SENDERS.disconnected}`],
			);
			assert.deepEqual(await poll(), []);
		},
	},
	{
		name: 'trigger: tried in the editor, it gives the latest message',
		async run(bench) {
			const { messageId } = await bench.control.receive({ recipient: patient, text: 'Yes' });
			const event = await bench.engine.call('fetchTestEvent', {
				parameters: MESSAGES,
				credentials: credential(bench),
			});
			assert.deepEqual(idsOf(event), [messageId]);
		},
	},
	{
		name: 'trigger: a poll that Scrubs refuses says why',
		async run(bench) {
			const polled = bench.engine.call('activate', {
				parameters: MESSAGES,
				credentials: credential(bench, { apiKey: 'old' }),
			});
			await assert.rejects(polled, { message: 'Scrubs did not accept the API key.' });
		},
	},
];
