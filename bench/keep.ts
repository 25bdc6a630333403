import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { Result } from './result';

/** The medians of scenarios, by their names and by competitor. */
export type Measured = Record<string, Record<string, Result>>;

const file = join(__dirname, 'results.json');

/** Puts what was measured into bench/results.json, beside the scenarios of the other benchmark. */
export function keep(n8n: string, rounds: number, measured: Measured): void {
	const kept = JSON.parse(readFileSync(file, 'utf8')) as { rounds: number; scenarios: Measured };
	const report = {
		date: new Date().toISOString().slice(0, 10),
		node: process.version,
		n8n,
		// The fewest that any of them had.
		rounds: Math.min(rounds, kept.rounds),
		scenarios: { ...kept.scenarios, ...measured },
	};
	writeFileSync(file, `${JSON.stringify(report, null, '\t')}\n`);
}
