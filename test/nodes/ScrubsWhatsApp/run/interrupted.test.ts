import { ExecuteContext } from 'n8n-core';

import { SendLedger } from '../../../../nodes/ScrubsWhatsApp/run/ledger';
import { patients, RETRY } from '../../../support/patients';
import { useProcessedData } from '../../../support/processedData';
import { useSending } from '../../../support/sending';

const { standIn, run, failSend, attempts, recipients } = useSending();
const stored = useProcessedData();
const items = patients(2);
const phones = items.map(({ phone }) => phone);
const [first] = phones;
const onError = 'continueRegularOutput';

/** Lets executions be retries, of which n8n has stored nothing. */
function retryAnew(): void {
	jest.spyOn(ExecuteContext.prototype, 'getMode').mockReturnValue('retry');
}

/** Lets the next executions be ones that n8n was ended in the middle of, and that are retried. */
function interrupt(): void {
	const of = SendLedger.of.bind(SendLedger);
	jest
		.spyOn(SendLedger, 'of')
		.mockImplementation((context) =>
			Object.assign(of(context), { isInterrupted: async () => true }),
		);
}

afterEach(() => jest.restoreAllMocks());

/** Sends to the first patient, and nobody in this process learns the message's ID, as in one that has died. */
async function sendToFirst(executionId?: string): Promise<void> {
	const operationIds = ['listConversations'];
	await standIn.control.fault({ kind: 'status', status: 404, operationIds, times: 3 });
	await failSend({ kind: 'drop', when: 'after' });
	await run(items.slice(0, 1), { onError, executionId });
}

const FIRST_FOUND = [
	expect.objectContaining({ status: 'sent', confirmation: expect.stringContaining('found') }),
	expect.objectContaining({
		status: 'notKnown',
		error: expect.stringMatching(/^n8n was ended .* not known whether the message went out\.$/),
		what_to_do: expect.stringContaining('before you send it again'),
	}),
];

describe('an execution that is retried after n8n was ended in its middle', () => {
	test('finds in the conversations who got a message, and does not know of the others; it sends none', async () => {
		await sendToFirst();
		interrupt();
		const { json, hints } = await run(items, { onError });

		expect(json).toEqual(FIRST_FOUND);
		expect(hints).toEqual(['1 of 2 messages sent, 1 not known.']);
		expect(await recipients()).toEqual([first]);
		expect(await attempts()).toHaveLength(1);
	});

	test('sends what it does not find where that is wanted', async () => {
		interrupt();
		const { json } = await run(items, { onError, options: { sendAgainIfNotKnown: true } });
		expect(json.map(({ status }) => status)).toEqual(['sent', 'sent']);
		expect((await recipients()).sort()).toEqual(items.map(({ phone }) => phone));
	});
});

describe('an execution that n8n runs again from its start in another process, under the same ID and with nothing remembered', () => {
	const executionId = 'again';

	test('finds in the conversations who got a message, and does not know of the others; it sends none', async () => {
		await sendToFirst(executionId);
		const { json } = await run(items, { onError, executionId });
		expect(json).toEqual(FIRST_FOUND);
		expect(await recipients()).toEqual([first]);
		expect(await attempts()).toHaveLength(1);
	});

	test('sends what it does not find where that is wanted', async () => {
		await sendToFirst(executionId);
		const options = { sendAgainIfNotKnown: true };
		const { json } = await run(items, { onError, executionId, options });
		expect(json.map(({ status }) => status)).toEqual(['sent', 'sent']);
		expect((await recipients()).sort()).toEqual(phones);
	});
});

describe('a retry that begins at the start, since n8n has stored nothing of what it retries', () => {
	test('finds in the conversations who got a message, and does not know of the others; it sends none', async () => {
		await sendToFirst();
		retryAnew();
		const { json } = await run(items, { onError });
		expect(json).toEqual(FIRST_FOUND);
		expect(await attempts()).toHaveLength(1);
	});

	test('is known by the last message, too, and on the next day', async () => {
		const [one, two, three] = patients(3);
		await run([one!, two!]);
		const now = Date.now.bind(Date);
		jest.spyOn(Date, 'now').mockImplementation(() => now() + 24 * 60 * 60 * 1_000);
		retryAnew();
		const { json } = await run([three!, two!], { onError });
		expect(json.map(({ status }) => status)).toEqual(['notKnown', 'notKnown']);
		expect(await attempts()).toHaveLength(2);
	});

	test('sends everything where the run had not come to the node', async () => {
		retryAnew();
		const { json } = await run(items);
		expect(json.map(({ status }) => status)).toEqual(['sent', 'sent']);
	});
});

describe('no such execution is', () => {
	test('another one with the same list', async () => {
		await run(items, { executionId: 'one' });
		const { json } = await run(items, { executionId: 'other' });
		expect(json.map(({ status }) => status)).toEqual(['sent', 'sent']);
		expect((await recipients()).sort()).toEqual([...phones, ...phones].sort());
	});

	test('one that comes to the node twice, as in a loop', async () => {
		const { error } = await run(items, { runs: 2 });
		expect(error).toBeUndefined();
		expect((await recipients()).sort()).toEqual([...phones, ...phones].sort());
	});

	test('one that Retry On Fail tries again', async () => {
		await failSend({ kind: 'status', status: 404 });
		const { json } = await run(items, { settings: RETRY });
		expect(json.map(({ status }) => status)).toEqual(['sent', 'sent']);
		expect((await recipients()).sort()).toEqual(phones);
	});
});

describe('what n8n is to remember of a run', () => {
	test('is three entries with a few readings and writings, however many messages it sends', async () => {
		await run(patients(200));
		expect(stored.size).toBe(3);
		expect(stored.stored).not.toMatch(/6581|Patient/);
		// It is counted, noted, seen to stand, and the mark taken back.
		expect(stored.calls).toBeLessThanOrEqual(7);
	});

	test('is nothing where a dry run or a problem keeps everything from being sent', async () => {
		await run(items, { options: { dryRun: true } });
		await run([...items, { phone: 'none', name: 'Nobody' }]);
		expect(stored.calls).toBe(0);
	});

	test('holds no message back where it cannot be written', async () => {
		stored.isBroken = true;
		const { json } = await run(items);
		expect(json.map(({ status }) => status)).toEqual(['sent', 'sent']);
	});
});
