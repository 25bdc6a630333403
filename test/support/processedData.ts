import { createHash } from 'node:crypto';
import { DataDeduplicationService } from 'n8n-core';
import { Workflow, type ICheckProcessedContextData, type IDataDeduplicator } from 'n8n-workflow';

import { SentKeys } from '../../nodes/ScrubsWhatsApp/run/SentKeys';

const hash = (item: unknown) => createHash('md5').update(String(item)).digest('base64');

/**
 * What n8n keeps in its table of processed data, in the way of its `deduplication-helper.js` in 2.41: a row a node, read and
 * written whole, without a lock.
 */
export class ProcessedData implements IDataDeduplicator {
	private readonly rows = new Map<string, string>();

	/** The workflows that were run before the store was cleared: what they still note in the background goes nowhere. */
	private gone = new WeakSet<object>();

	private here = new Set<object>();

	/** How often the store was read and written. */
	calls = 0;

	/** Lets it answer that the database is gone. */
	isBroken = false;

	clear(): void {
		for (const workflow of this.here) this.gone.add(workflow);
		this.here.clear();
		this.rows.clear();
		this.calls = 0;
		this.isBroken = false;
	}

	/** How many entries all rows hold. */
	get size(): number {
		return [...this.rows.values()].reduce(
			(sum, row) => sum + (JSON.parse(row) as string[]).length,
			0,
		);
	}

	/** All that is stored. */
	get stored(): string {
		return JSON.stringify([...this.rows.values()]);
	}

	async checkProcessedAndRecord(
		items: Parameters<IDataDeduplicator['checkProcessedAndRecord']>[0],
		_scope: unknown,
		context: ICheckProcessedContextData,
		{ maxEntries }: { maxEntries?: number },
	) {
		const row = await this.read(context);
		const known = new Set(row);
		const result = { new: [] as typeof items, processed: [] as typeof items };
		for (const item of items) {
			if (known.has(hash(item))) result.processed.push(item);
			else {
				result.new.push(item);
				row.push(hash(item));
			}
		}
		if (maxEntries) row.splice(0, row.length - maxEntries);
		await this.write(context, row);
		return result;
	}

	async removeProcessed(
		items: Parameters<IDataDeduplicator['removeProcessed']>[0],
		_scope: unknown,
		context: ICheckProcessedContextData,
	): Promise<void> {
		const gone = new Set(items.map(hash));
		await this.write(
			context,
			(await this.read(context)).filter((entry) => !gone.has(entry)),
		);
	}

	async clearAllProcessedItems(_scope: unknown, context: ICheckProcessedContextData) {
		await this.write(context, []);
	}

	async getProcessedDataCount(_scope: unknown, context: ICheckProcessedContextData) {
		return (await this.read(context)).length;
	}

	private keyOf = ({ workflow, node }: ICheckProcessedContextData) =>
		`${workflow.id} ${node?.id ?? ''}`;

	private async read(context: ICheckProcessedContextData): Promise<string[]> {
		await this.turn(context);
		return JSON.parse(this.rows.get(this.keyOf(context)) ?? '[]') as string[];
	}

	private async write(context: ICheckProcessedContextData, row: string[]): Promise<void> {
		await this.turn(context);
		this.rows.set(this.keyOf(context), JSON.stringify(row));
	}

	/** As a database does, it answers later. */
	private async turn({ workflow }: ICheckProcessedContextData): Promise<void> {
		const isGone = () => this.gone.has(workflow);
		if (workflow instanceof Workflow) this.here.add(workflow);
		if (!isGone()) this.calls++;
		await new Promise((resolve) => setImmediate(resolve));
		if (isGone()) throw new Error('The store was cleared since then.');
		if (this.isBroken) throw new Error('The database is gone.');
	}
}

/** Gives n8n's engine such a store for the tests of a file, empty before each; nothing of it is left in memory either. */
export function useProcessedData(): ProcessedData {
	const data = new ProcessedData();
	beforeAll(async () => await DataDeduplicationService.init(data));
	beforeEach(() => {
		data.clear();
		const keys = new Map<string, SentKeys>();
		jest.spyOn(SentKeys, 'of').mockImplementation(({ id }) => {
			const known = keys.get(id) ?? new SentKeys();
			keys.set(id, known);
			return known;
		});
	});
	return data;
}
