import type { IDataObject, INodeParameters } from 'n8n-workflow';
import assert from 'node:assert/strict';

import { CONVERSATIONS, SENDERS } from '../../../sandbox/api';
import { list } from '../../support/clinic';
import { credential, type Bench, type Check } from './check';

const MESSAGES: INodeParameters = {
	event: 'messageReceived',
	senderPhoneNumber: list(SENDERS.main),
};
const NUMBERS: INodeParameters = { event: 'numberConnected' };

const patient = CONVERSATIONS.one.recipient;

/** An active workflow's polls, one after the other, each with what n8n kept of the one before. */
function polling(bench: Bench, parameters: INodeParameters) {
	let staticData: IDataObject = {};
	return async () => {
		const polled = await bench.engine.call('poll', {
			type: 'scrubsWhatsAppTrigger',
			parameters,
			credentials: credential(bench),
			staticData,
		});
		({ staticData } = polled);
		return polled.items?.map(({ json }) => json) ?? null;
	};
}

/** The polling trigger. */
export const triggerChecks: Check[] = [
	{
		name: 'trigger: the first poll only begins, later ones give what is new, once',
		async run(bench) {
			const poll = polling(bench, MESSAGES);
			assert.equal(await poll(), null);
			assert.equal(await poll(), null);
			const { messageId } = await bench.control.receive({ recipient: patient, text: 'Yes' });
			const messages = await poll();
			assert.equal(messages?.length, 1);
			assert.ok(JSON.stringify(messages).includes(messageId), 'it is another message');
			assert.equal(await poll(), null);
		},
	},
	{
		name: 'trigger: a number that is connected',
		async run(bench) {
			const poll = polling(bench, NUMBERS);
			assert.equal(await poll(), null);
			await bench.control.setNumberStatus(SENDERS.disconnected, 'CONNECTED');
			assert.deepEqual(
				(await poll())?.map((number) => number.phone_number),
				[SENDERS.disconnected],
			);
			assert.equal(await poll(), null);
		},
	},
	{
		name: 'trigger: tried in the editor, it gives the latest message',
		async run(bench) {
			const { messageId } = await bench.control.receive({ recipient: patient, text: 'Yes' });
			const { items } = await bench.engine.call('poll', {
				type: 'scrubsWhatsAppTrigger',
				parameters: MESSAGES,
				credentials: credential(bench),
				mode: 'manual',
			});
			assert.equal(items?.length, 1);
			assert.ok(JSON.stringify(items).includes(messageId), 'it is another message');
		},
	},
	{
		name: 'trigger: a poll that Scrubs refuses says why',
		async run(bench) {
			const polled = bench.engine.call('poll', {
				type: 'scrubsWhatsAppTrigger',
				parameters: MESSAGES,
				credentials: credential(bench, { apiKey: 'old' }),
			});
			await assert.rejects(polled, { message: 'Scrubs did not accept the API key.' });
		},
	},
];
