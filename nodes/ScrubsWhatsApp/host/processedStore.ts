import type { IExecuteFunctions } from 'n8n-workflow';

/** What n8n calls a workflow that was never saved. */
const NOT_SAVED = '__EMPTY__';

/**
 * What n8n remembers for a node over all its executions, on whichever machine they run: the store behind its Remove
 * Duplicates node, from 1.82 on. It is one row of n8n's database, read and written whole and without a lock, so that of
 * two processes that write at the same time one can undo the other. n8n stores digests of the entries.
 */
export interface ProcessedStore {
	/** The node that it belongs to, as no other in this n8n. */
	readonly id: string;
	/**
	 * Notes entries, the oldest of which are forgotten beyond `maxEntries`.
	 * @returns those that were there before
	 */
	record(entries: readonly string[], maxEntries: number): Promise<ReadonlySet<string>>;
	/** Forgets entries. */
	remove(entries: readonly string[]): Promise<void>;
	/** How many entries there are. */
	count(): Promise<number>;
}

/** The store of a node; undefined where this n8n has none, or the workflow was never saved. */
export function processedStoreOf(context: IExecuteFunctions): ProcessedStore | undefined {
	const { id: workflowId } = context.getWorkflow();
	const helpers = context.helpers as Partial<IExecuteFunctions['helpers']>;
	const { checkProcessedAndRecord, removeProcessed, getProcessedDataCount } = helpers;
	if (!workflowId || workflowId === NOT_SAVED) return undefined;
	if (!checkProcessedAndRecord || !removeProcessed || !getProcessedDataCount) return undefined;
	const options = (maxEntries?: number) => ({ mode: 'entries' as const, maxEntries });
	return {
		id: `${workflowId} ${context.getNode().id}`,
		record: async (entries, maxEntries) => {
			const { processed } = await checkProcessedAndRecord(
				[...entries],
				'node',
				options(maxEntries),
			);
			return new Set(processed.map(String));
		},
		remove: async (entries) => await removeProcessed([...entries], 'node', options()),
		count: async () => await getProcessedDataCount('node', options()),
	};
}
