/** What one run came to; null where it cannot be measured. */
export interface Result {
	/** Time that the measured nodes took. */
	seconds: number;
	/** CPU time of the n8n process, with the storing of the execution. */
	cpuSeconds: number | null;
	peakInFlight: number;
	connections: number;
	/** Largest resident memory of the n8n process. */
	peakMiB: number | null;
	/** The longest that n8n took to answer somebody else meanwhile. */
	silenceSeconds: number | null;
	/** Messages that went out, or were read, by the stand-in's record. */
	delivered: number;
	/** Messages beyond the first to the same recipient, or rows that came again. */
	doubled: number;
	lost: number;
}

/** Counts what was there of what was wanted. */
export function countOf(
	found: readonly string[],
	wanted: number,
): Pick<Result, 'delivered' | 'doubled' | 'lost'> {
	const delivered = new Set(found).size;
	return { delivered, doubled: found.length - delivered, lost: wanted - delivered };
}

/** The median of each figure over the runs. */
export function medianOf(results: readonly Result[]): Result {
	const keys = Object.keys(results[0]!) as Array<keyof Result>;
	const entries = keys.map((key) => [key, median(results.map((result) => result[key]))] as const);
	return Object.fromEntries(entries) as unknown as Result;
}

function median(values: ReadonlyArray<number | null>): number | null {
	const known = values.filter((value) => value !== null).sort((a, b) => a - b);
	if (known.length === 0) return null;
	const middle = known.length / 2;
	const value = (known[Math.ceil(middle) - 1]! + known[Math.floor(middle)]!) / 2;
	return Math.round(value * 1_000) / 1_000;
}

/** The results of all scenarios as lines of text. */
export function tableOf(scenarios: Record<string, Record<string, Result>>): string {
	const rows = Object.entries(scenarios).flatMap(([scenario, competitors]) =>
		Object.entries(competitors).map(([competitor, result]) => ({
			scenario,
			competitor,
			...result,
			cpuSeconds: result.cpuSeconds ?? '–',
			peakMiB: result.peakMiB === null ? '–' : Math.round(result.peakMiB),
		})),
	);
	const names = Object.keys(rows[0] ?? {});
	const cells = rows.map((row) => Object.values(row).map(String));
	const widths = names.map((name, column) =>
		Math.max(name.length, ...cells.map((row) => row[column]!.length)),
	);
	const line = (row: string[]): string =>
		row
			.map((cell, column) =>
				column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
			)
			.join('  ');
	return [names, ...cells].map(line).join('\n');
}
