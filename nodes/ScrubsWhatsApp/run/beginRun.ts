import type { IExecuteFunctions } from 'n8n-workflow';

import type { ProcessedStore } from '../host/processedStore';
import { runIndexOf } from '../host/runIndex';
import { settle } from '../transport/concurrency';
import { SentKeys } from './SentKeys';

/**
 * Notes that this run of the node is about to send. n8n 1.x in queue mode gives the job of a worker that has died to another
 * one, which runs it again from its start, under the same execution ID and with nothing remembered (Bull's
 * `maxStalledCount`); by this note it is known from a run that begins for the first time.
 * @returns whether it had begun before; false where n8n cannot remember it: no message is held back for that
 */
export async function beginRun(
	context: IExecuteFunctions,
	store: ProcessedStore | undefined,
): Promise<boolean> {
	const executionId = context.getExecutionId() as string | undefined;
	if (!store || !executionId) return false;
	const run = SentKeys.of(store).begin(store, executionId, runIndexOf(context));
	const hadBegun = await settle(run);
	return 'value' in hadBegun && hadBegun.value;
}
