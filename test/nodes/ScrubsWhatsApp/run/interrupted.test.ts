import { SendLedger } from '../../../../nodes/ScrubsWhatsApp/run/ledger';
import { patients } from '../../../support/patients';
import { useSending } from '../../../support/sending';

const { standIn, run, failSend, attempts, recipients } = useSending();
const items = patients(2);
const [first] = items.map(({ phone }) => phone);
const onError = 'continueRegularOutput';

/** Lets the next executions be ones that n8n was ended in the middle of, and that are retried. */
function interrupt(): void {
	const of = SendLedger.of.bind(SendLedger);
	jest
		.spyOn(SendLedger, 'of')
		.mockImplementation((context) => Object.assign(of(context), { isInterrupted: true }));
}

afterEach(() => jest.restoreAllMocks());

describe('an execution that is retried after n8n was ended in its middle', () => {
	test('finds in the conversations who got a message, and does not know of the others; it sends none', async () => {
		// It goes out to the first patient, and nobody in this process learns its ID.
		const operationIds = ['listConversations'];
		await standIn.control.fault({ kind: 'status', status: 404, operationIds, times: 3 });
		await failSend({ kind: 'drop', when: 'after' });
		await run(items.slice(0, 1), { onError });
		interrupt();
		const { json, hints } = await run(items, { onError });

		expect(json).toEqual([
			expect.objectContaining({ status: 'sent', confirmation: expect.stringContaining('found') }),
			expect.objectContaining({
				status: 'notKnown',
				error: expect.stringMatching(/^n8n was ended .* not known whether the message went out\.$/),
				what_to_do: expect.stringContaining('before you send it again'),
			}),
		]);
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
