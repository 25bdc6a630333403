import type { EngineVersion } from './engines';

/** For each engine what became of each check: undefined if it passed. */
export type Results = Map<EngineVersion, Array<Error | undefined>>;

/** One line a check, one column an engine. */
export function tableOf(checks: string[], results: Results): string {
	const rows = [
		['n8n-core', ...[...results.keys()].map(({ name }) => name)],
		...checks.map((name, index) => [
			name,
			...[...results.values()].map((outcomes) => (outcomes[index] ? 'FAILED' : 'ok')),
		]),
	];
	const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
	return rows
		.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  '))
		.map((line) => line.trimEnd())
		.join('\n');
}

/** What went wrong, one text for each check that did not pass on an engine. */
export function failuresOf(checks: string[], results: Results): string[] {
	return [...results].flatMap(([{ name }, outcomes]) =>
		outcomes.flatMap((error, index) =>
			error ? [`FAILED on n8n-core ${name}: ${checks[index]}\n${indented(error.message)}`] : [],
		),
	);
}

const indented = (text: string) => text.trim().replace(/^/gm, '    ');
