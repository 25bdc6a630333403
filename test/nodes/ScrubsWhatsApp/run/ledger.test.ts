import type { IExecuteFunctions } from 'n8n-workflow';

import type { TemplateMessage } from '../../../../nodes/ScrubsWhatsApp/api/endpoints';
import type {
	RecipientDigits,
	SenderDigits,
} from '../../../../nodes/ScrubsWhatsApp/phone/PhoneDigits';
import { SendLedger, type SentMessage } from '../../../../nodes/ScrubsWhatsApp/run/ledger';
import type { Failure } from '../../../../nodes/ScrubsWhatsApp/transport/ScrubsApiError';
import { credentialFor } from '../../../support/clinic';
import { runNode } from '../../../support/engine';
import { sendParameters } from '../../../support/parameters';

const NODE = 'n8n-nodes-scrubs-whatsapp.scrubsWhatsApp';
const SENDER = '12025550101' as SenderDigits;
const MESSAGE = {
	recipient_phone_number: '6581000000',
	template_name: 'appointment_confirmation',
	language: 'en_US',
	fields: { '1': 'Annabel', '2': '10 June' },
} as unknown as TemplateMessage;
const FAILURE: Failure = {
	kind: 'timeout',
	operationId: 'sendTemplateMessage',
	mayHaveTakenEffect: true,
	authentication: 'apiKey',
	origin: 'https://usescrubs.com',
	sentAt: 1_000,
};

const SENT: SentMessage = {
	messageId: 'wamid.1',
	recipient: MESSAGE.recipient_phone_number,
};

/** The ledger of one try of the node; what n8n keeps between tries is handed in. */
const ledgerOf = (
	kept: object,
	{ type = NODE, runIndex = 0, mode = 'trigger', isExecuted = false } = {},
) =>
	SendLedger.of({
		getContext: () => kept,
		getNode: () => ({ type, name: 'Scrubs' }),
		getMode: () => mode,
		getWorkflowDataProxy: () => ({ $: () => ({ isExecuted }) }),
		evaluateExpression: () => runIndex,
	} as unknown as IExecuteFunctions);

/** No run has begun before. */
const firstTime = async () => false;

/** What n8n has of the context after it stored the execution and read it again. */
const stored = (kept: object) => JSON.parse(JSON.stringify(kept)) as object;

describe('a message that was sent', () => {
	test('is remembered at the next try, and when the execution is read from its store', async () => {
		const kept = {};
		const first = ledgerOf(kept);
		first.noteSent(first.keyOf(0, SENDER, MESSAGE), SENT);

		for (const context of [kept, stored(kept)]) {
			const next = ledgerOf(context);
			const entry = next.get(next.keyOf(0, SENDER, MESSAGE));
			expect(entry).toEqual({ state: 'sent', ...SENT });
		}
	});

	test('is not remembered in another execution, which still knows whose it is', async () => {
		const first = ledgerOf({});
		first.noteSent(first.keyOf(0, SENDER, MESSAGE), { ...SENT, messageId: 'wamid.of-first' });
		const other = ledgerOf({});
		expect(other.get(other.keyOf(0, SENDER, MESSAGE))).toBeUndefined();
		expect(other.knows('wamid.of-first')).toBe(true);
	});

	test('is known for its own when the execution is read from its store in another process', () => {
		expect(ledgerOf({}).knows('wamid.stored')).toBe(false);
		const entry = { ...SENT, state: 'sent', messageId: 'wamid.stored' };
		expect(ledgerOf({ scrubsSendLedger: { key: entry } }).knows('wamid.stored')).toBe(true);
	});

	test('is known for its own as long as 50,000 others have not been sent since', () => {
		const ledger = ledgerOf({});
		for (let count = 0; count <= 50_000; count++)
			ledger.noteSent('key', { ...SENT, messageId: `wamid.many.${count}` });
		expect(ledger.knows('wamid.many.0')).toBe(false);
		expect(ledger.knows('wamid.many.1')).toBe(true);
		expect(ledger.knows('wamid.many.50000')).toBe(true);
	});
});

test('the calls of one execution share its lanes, those of another do not', () => {
	const kept = {};
	const { lanes } = ledgerOf(kept);
	expect(ledgerOf(kept).lanes).toBe(lanes);
	expect(ledgerOf({}).lanes).not.toBe(lanes);
	expect(stored(kept)).toEqual({ scrubsSendLedger: {} });
});

describe('messages are told apart by', () => {
	test.each<[string, { itemIndex?: number; sender?: SenderDigits } & Partial<TemplateMessage>]>([
		['item', { itemIndex: 1 }],
		['sender', { sender: '12025550102' as SenderDigits }],
		['recipient', { recipient_phone_number: '6581000001' as RecipientDigits }],
		['template', { template_name: 'recall_notice' }],
		['language', { language: 'zh_CN' }],
		['value', { fields: { '1': 'Annabel', '2': '11 June' } }],
		['field', { fields: { '1': 'Annabel', '3': '10 June' } }],
		['where one value ends', { fields: { '1': 'Annabel10', '2': ' June' } }],
	])('%s', async (_, { itemIndex = 0, sender = SENDER, ...changes }) => {
		const ledger = ledgerOf({});
		const other = ledger.keyOf(itemIndex, sender, { ...MESSAGE, ...changes });
		expect(other).not.toBe(ledger.keyOf(0, SENDER, MESSAGE));
	});

	test('run of a loop', async () => {
		const kept = {};
		const [first, second] = [ledgerOf(kept), ledgerOf(kept, { runIndex: 1 })];
		const key = first.keyOf(0, SENDER, MESSAGE);
		expect(second.keyOf(0, SENDER, MESSAGE)).not.toBe(key);
	});

	test('nothing else: the order of the fields does not matter', async () => {
		const ledger = ledgerOf({});
		const fields = { '2': '10 June', '1': 'Annabel' };
		expect(ledger.keyOf(0, SENDER, { ...MESSAGE, fields })).toBe(ledger.keyOf(0, SENDER, MESSAGE));
	});
});

test('as a tool, the same message is the same in every call and item of an execution', async () => {
	const kept = {};
	const type = `${NODE}Tool`;
	const first = ledgerOf(kept, { type });
	first.noteSent(first.keyOf(0, SENDER, MESSAGE), SENT);

	const second = ledgerOf(kept, { type, runIndex: 3 });
	expect(second.get(second.keyOf(2, SENDER, MESSAGE))).toMatchObject({ state: 'sent' });
	const other = { ...MESSAGE, recipient_phone_number: '6581000001' as RecipientDigits };
	expect(second.get(second.keyOf(2, SENDER, other))).toBeUndefined();
});

test('what is not known stays so until it is found', async () => {
	const kept = {};
	const ledger = ledgerOf(kept);
	const key = ledger.keyOf(0, SENDER, MESSAGE);
	ledger.noteNotKnown(key, 1_000, FAILURE);
	expect(ledgerOf(stored(kept)).get(key)).toMatchObject({
		state: 'notKnown',
		since: 1_000,
		failure: FAILURE,
	});
	ledger.noteSent(key, SENT);
	expect(ledgerOf(kept).get(key)?.state).toBe('sent');
});

test('nothing of a patient stands in what is noted before an answer has come', async () => {
	const kept = {};
	const ledger = ledgerOf(kept);
	ledger.noteNotKnown(ledger.keyOf(0, SENDER, MESSAGE), 1_000, FAILURE);
	expect(JSON.stringify(kept)).not.toMatch(/6581000000|Annabel|10 June|12025550101/);
});

describe('an execution in whose middle n8n was ended', () => {
	const RETRY = { mode: 'retry', isExecuted: true };

	test('is known by its run of the node, for which nothing was stored', async () => {
		const kept = {};
		expect(await ledgerOf(kept, RETRY).isInterrupted(firstTime)).toBe(true);
		expect(await ledgerOf(kept, RETRY).isInterrupted(firstTime)).toBe(true);
		expect(await ledgerOf(stored(kept), RETRY).isInterrupted(firstTime)).toBe(true);
	});

	test('is known by its run that had begun before, which is asked once a run, also at its retry', async () => {
		const kept = {};
		const begin = jest.fn().mockResolvedValueOnce(true).mockResolvedValueOnce(false);
		expect(await ledgerOf(kept).isInterrupted(begin)).toBe(true);
		expect(await ledgerOf(kept).isInterrupted(begin)).toBe(true);
		expect(await ledgerOf(kept, { runIndex: 1 }).isInterrupted(begin)).toBe(false);
		expect(await ledgerOf(kept, { runIndex: 1 }).isInterrupted(begin)).toBe(false);
		expect(begin).toHaveBeenCalledTimes(2);
		expect(await ledgerOf(stored(kept), RETRY).isInterrupted(firstTime)).toBe(true);
		const next = { ...RETRY, runIndex: 1 };
		expect(await ledgerOf(stored(kept), next).isInterrupted(firstTime)).toBe(false);
	});

	test.each([
		['one that was not retried', {}, { ...RETRY, mode: 'trigger' }],
		['one that had not come to the node yet', {}, { ...RETRY, isExecuted: false }],
		['one that ended by itself', { scrubsSendLedger: {} }, RETRY],
	])('is not taken for %s', async (_name, kept, context) => {
		expect(await ledgerOf(kept, context).isInterrupted(firstTime)).toBe(false);
	});

	test('is not taken for one whose credential could not be used', async () => {
		const { error, stored: execution } = await runNode({
			parameters: sendParameters(),
			credentials: credentialFor('not a web address'),
		});
		expect(error?.message).toMatch(/base URL of the credential/);
		const { executionData } = JSON.parse(execution) as {
			executionData: { contextData: Record<string, object> };
		};
		const kept = executionData.contextData['node:Scrubs WhatsApp'] ?? {};
		expect(await ledgerOf(kept, RETRY).isInterrupted(firstTime)).toBe(false);
	});
});
