import type { ProcessedStore } from '../../nodes/ScrubsWhatsApp/host/processedStore';

/** How long a step takes, in milliseconds. */
type Duration = () => number;

interface Durations {
	read?: Duration;
	/** From reading to writing: what a process that is held up takes long for. */
	write?: Duration;
}

const sleep = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** A row of a database, which several processes read and write whole and without a lock, as n8n does. */
export class StoreRow {
	entries: string[] = [];

	calls = 0;

	/** The row as a process sees it. */
	storeOf({ read = () => 1, write = () => 1 }: Durations = {}): ProcessedStore {
		const change = async <T>(work: (row: string[]) => { row: string[]; result: T }) => {
			this.calls++;
			await sleep(read());
			const { row, result } = work([...this.entries]);
			await sleep(write());
			this.entries = row;
			return result;
		};
		return {
			id: 'w1 n1',
			record: async (entries, maxEntries) =>
				await change((row) => {
					const before = new Set(entries.filter((entry) => row.includes(entry)));
					const all = [...row, ...entries.filter((entry) => !before.has(entry))];
					return { row: all.slice(Math.max(0, all.length - maxEntries)), result: before };
				}),
			remove: async (entries) =>
				await change((row) => ({
					row: row.filter((entry) => !entries.includes(entry)),
					result: undefined,
				})),
			count: async () => {
				await sleep(read());
				return this.entries.length;
			},
		};
	}
}
