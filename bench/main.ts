/**
 * Measures the node against n8n's HTTP Request node and against the limit of what is possible, in one real n8n: `npm run
 * bench`, or those scenarios whose names start so: `BENCH_ONLY=read`. Puts them into bench/results.json, unless shortened:
 * `BENCH_ROUNDS=1`, `BENCH_ITEMS=200` (messages a scenario, at most). `BENCH_PROFILE=folder` has n8n write CPU profiles there.
 */
import { resolve } from 'path';
import { RealN8n } from '../sandbox/n8n/N8n';
import { ensureN8n } from '../sandbox/n8n/install';
import { packPackage } from '../sandbox/n8n/pack';
import { Bench } from './Bench';
import { keep, type Measured } from './keep';
import { medianOf, tableOf, type Result } from './result';
import {
	besideMany,
	concurrently,
	lookingUp,
	reading,
	remembering,
	sending,
	type Scenario,
} from './scenarios';
import { startStandInProcess } from './standIn';

const {
	BENCH_ROUNDS = '3',
	BENCH_ITEMS = 'Infinity',
	BENCH_ONLY = '',
	BENCH_PROFILE,
} = process.env;
const rounds = Number(BENCH_ROUNDS);
/** Only whole scenarios are worth keeping, of enough rounds. */
const isWhole = rounds >= 3 && BENCH_ITEMS === 'Infinity' && !BENCH_PROFILE;
const atMost = (count: number): number => Math.min(count, Number(BENCH_ITEMS));
const warmUpItems = 100;
/** Of the messages that a node has sent before. */
const REMEMBERED = [100, 1_000, 10_000, 30_000, 100_000];

/** By name, since shortened ones may coincide. */
const scenarios = new Map(
	[
		sending(atMost(1_000), false),
		sending(atMost(5_000), false),
		sending(atMost(50_000), false),
		sending(atMost(1_000), true),
		sending(atMost(5_000), true),
		concurrently(4, atMost(250)),
		concurrently(20, atMost(50)),
		besideMany(10_000),
		reading(atMost(10_000)),
		lookingUp(atMost(1_000)),
		...REMEMBERED.map((remembered) => remembering(atMost(1_000), remembered)),
	]
		.filter(({ name }) => name.startsWith(BENCH_ONLY))
		.map((scenario) => [scenario.name, scenario]),
);

/** The medians of a scenario's rounds, by competitor; each round begins with another competitor. */
async function measure(bench: Bench, { name, open }: Scenario): Promise<Record<string, Result>> {
	const competitors = Object.entries(await open(bench));
	const results: Record<string, Result[]> = {};
	for (let round = 0; round < rounds; round++) {
		const shift = round % competitors.length;
		for (const [competitor, run] of [...competitors.slice(shift), ...competitors.slice(0, shift)]) {
			const result = await run();
			(results[competitor] ??= []).push(result);
			console.log(`  ${name}, round ${round + 1}, ${competitor}: ${result.seconds.toFixed(2)} s`);
		}
	}
	return Object.fromEntries(
		competitors.map(([competitor]) => [competitor, medianOf(results[competitor]!)]),
	);
}

/** So that none of the measured runs pays for what n8n loads and compiles on first use. */
async function warmUp(bench: Bench): Promise<void> {
	for (const { open } of [sending(warmUpItems, false), reading(warmUpItems)]) {
		for (const run of Object.values(await open(bench))) await run();
	}
}

async function main(): Promise<void> {
	const { version } = await ensureN8n();
	const profile = BENCH_PROFILE && `--cpu-prof --cpu-prof-dir=${resolve(BENCH_PROFILE)}`;
	const standIn = await startStandInProcess();
	const n8n = await RealN8n.start({
		tarball: await packPackage(),
		env: { N8N_LOG_LEVEL: 'error', ...(profile && { NODE_OPTIONS: profile }) },
		log: console.log,
	});
	try {
		const bench = await Bench.open(n8n, standIn);
		await warmUp(bench);
		const measured: Measured = {};
		for (const scenario of scenarios.values()) {
			measured[scenario.name] = await measure(bench, scenario);
		}
		console.log(`\n${tableOf(measured)}`);
		if (isWhole) keep(version, rounds, measured);
	} finally {
		await n8n.stop();
		await standIn.stop();
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
