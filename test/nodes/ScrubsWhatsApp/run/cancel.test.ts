import type { INode } from 'n8n-workflow';

import { runNode } from '../../../support/engine';
import { sendToEachItem } from '../../../support/parameters';
import { patients, recipientOf, RETRY } from '../../../support/patients';
import { useSending } from '../../../support/sending';
import { until } from '../../../support/until';

const { standIn, failSend, attempts, recipients } = useSending();
const items = patients(300);

/** Goes on once so many sends have arrived. */
const arrived = async (count: number) =>
	await until(async () => (await attempts()).length >= count);

/** The states that the send ledger stored with an execution, by how often each is there. */
function statesIn(stored: string) {
	const { executionData } = JSON.parse(stored) as {
		executionData: {
			contextData: Record<string, Record<string, Record<string, { state: string }>>>;
		};
	};
	const entries = executionData.contextData['node:Scrubs WhatsApp']?.scrubsSendLedger ?? {};
	const countOf = (wanted: string) =>
		Object.values(entries).filter(({ state }) => state === wanted).length;
	return { sent: countOf('sent'), notKnown: countOf('notKnown') };
}

describe('an execution that is stopped in the middle', () => {
	const stopped: Array<[string, Partial<INode>]> = [
		['', {}],
		[', not even with Retry On Fail', RETRY],
		[', not even where the workflow goes on', { onError: 'continueRegularOutput' }],
		[
			', not even where it goes on with Retry On Fail',
			{ ...RETRY, onError: 'continueRegularOutput' },
		],
	];

	test.each(stopped)(
		'sends nothing any more%s',
		async (_, settings) => {
			// 50 are answered. Of ten that are under way then, half go out; none is answered.
			await failSend({ kind: 'stall', when: 'after', skip: 50, times: 5 });
			await failSend({ kind: 'stall', skip: 50, times: 0 });
			const { stored, error, hints } = await runNode({
				items,
				parameters: sendToEachItem({ maxConcurrency: 10 }),
				credentials: standIn.apiKey(),
				settings,
				stopAfter: arrived(60),
			});

			expect(new Set((await attempts()).map(recipientOf)).size).toBe(60);
			expect(await attempts()).toHaveLength(60);
			expect(await recipients()).toHaveLength(55);
			// All that was under way is noted as not known, so that nothing would send it again.
			expect(statesIn(stored)).toEqual({ sent: 50, notKnown: 10 });
			expect([error?.message, ...hints].join(' ')).toContain(
				'50 of 300 messages sent, 240 not sent, 10 not known.',
			);
		},
		60_000,
	);
});
