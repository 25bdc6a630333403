/**
 * Simulates processes that share an account without knowing of one another, in virtual time: `npm run bench:pace`. Writes
 * test/pace/results.json, of which draw.mjs makes docs/images/pace.svg, unless shortened: `PACE_SECONDS=120`, `PACE_SEED=2`.
 */
import { writeFileSync } from 'fs';
import { join } from 'path';
import { LIMITERS, type ServerKind } from './servers';
import { simulate, type Outcome, type Setting } from './simulate';

const { PACE_SECONDS = '900', PACE_SEED = '1' } = process.env;
const isWhole = PACE_SECONDS === '900' && PACE_SEED === '1';
const RATES = [20, 80, 300, 1_000];
const PROCESSES = [1, 2, 4, 8, 16, 64];

const settings: Setting[] = (Object.keys(LIMITERS) as ServerKind[]).flatMap((server) =>
	RATES.flatMap((perSecond) =>
		PROCESSES.flatMap((processes) =>
			[false, true].map((strangers) => ({
				server,
				perSecond,
				processes,
				strangers,
				// As many requests of each process, as far as patience goes.
				seconds: Number(PACE_SECONDS) / (perSecond >= 300 ? 3 : 1),
				seed: Number(PACE_SEED),
			})),
		),
	),
);

const rounded = (outcome: Outcome): Outcome =>
	Object.fromEntries(
		// What had not come at the end has no number in JSON.
		Object.entries(outcome).map(([name, value]: [string, number]) => [
			name,
			Number.isFinite(value) ? Number(value.toFixed(4)) : null,
		]),
	) as unknown as Outcome;

async function main(): Promise<void> {
	console.log(`seed ${PACE_SEED}`);
	const results: Array<Setting & Outcome> = [];
	for (const setting of settings) {
		const result = { ...setting, ...rounded(await simulate(setting)) };
		results.push(result);
		const { server, perSecond, processes, strangers, used, fairness, refused, worst } = result;
		const words = [
			server,
			`${perSecond}/s`,
			`${processes} processes`,
			strangers ? 'strangers' : '',
		];
		console.log(
			`${words.join(' ')}: used ${used}, fairness ${fairness}, refused ${refused}, worst ${worst}`,
		);
	}
	if (!isWhole) return;
	writeFileSync(join(__dirname, 'results.json'), `${JSON.stringify(results, null, '\t')}\n`);
}

void main();
