import type { IExecuteFunctions } from 'n8n-workflow';

import type { ProcessedStore } from '../host/processedStore';
import { runIndexOf } from '../host/runIndex';
import type { PreparedMessage } from '../resources/operation';
import { settle } from '../transport/concurrency';
import { digestOf } from './ledger';
import { SentKeys } from './SentKeys';

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Notes in n8n's store that this run of the node is about to send, so that it is known from a run that begins for the first
 * time when the process dies and n8n has nothing else of it:
 * - 1.x in queue mode gives the job to another worker, which runs it from its start under the same execution ID (Bull's
 *   `maxStalledCount`);
 * - a retry is another execution, and begins at the start where n8n's log of events is lost as well. It is known by
 *   the first or the last message of the run, which was noted on that day or the day before.
 * @param messages that it is about to send
 * @param isAnew whether it is a retry of which n8n has stored nothing
 * @returns whether it had begun before; false where n8n cannot remember it: no message is held back for that
 */
export async function beginRun(
	context: IExecuteFunctions,
	store: ProcessedStore | undefined,
	messages: readonly PreparedMessage[],
	isAnew: boolean,
): Promise<boolean> {
	const executionId = context.getExecutionId() as string | undefined;
	if (!store || !executionId) return false;
	const run = `${executionId} ${runIndexOf(context)}`;
	const notes = endsOf(messages, isAnew ? [Date.now(), Date.now() - DAY_MS] : [Date.now()]);
	const noted = await settle(SentKeys.of(store).note(store, [run, ...notes]));
	if ('error' in noted) return false;
	const [isRun, ...areEnds] = noted.value;
	return isRun === true || (isAnew && areEnds.includes(true));
}

/** The first and the last message, each with each of these days. @param times Unix milliseconds */
function endsOf(messages: readonly PreparedMessage[], times: readonly number[]): string[] {
	const ends = new Set([messages[0]!, messages.at(-1)!]);
	const digests = [...ends].map(({ sender, request }) => digestOf(sender, request));
	return times.flatMap((time) => {
		const day = new Date(time).toISOString().slice(0, 10);
		return digests.map((digest) => `${day} ${digest}`);
	});
}
