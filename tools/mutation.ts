/**
 * Breaks the code in many small ways, a sample of them in each room, and tells which breaks no test notices. Ends with
 * code 1 where tests notice less than 90 % in a room.
 *
 *   npm run test:mutation -- [--rooms api,run] [--sample 20] [--seed 1] [--near]
 */
import { readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { readPlan } from './mutation/plan';

/** An ES module; its types are not found from here. */
const STRYKER = '@stryker-mutator/core' as string;

const ROOT = resolve(__dirname, '..');
const ROOMS = ['run', 'transport', 'trigger', 'api', 'phone', 'host', 'words'];
const WANTED = 0.9;

/** What Stryker found of one mutant; lines and columns count from 1. */
interface Mutant {
	id: string;
	fileName: string;
	status: string;
	mutatorName: string;
	replacement: string;
	location: Record<'start' | 'end', { line: number; column: number }>;
}

interface StrykerModule {
	Stryker: new (options: object) => { runMutationTest(): Promise<Mutant[]> };
}

const NOTICED = ['Killed', 'Timeout'];
const MISSED = ['Survived', 'NoCoverage'];

/** What is asked for. */
interface Options {
	rooms: string[];
	/** Of each room. */
	sample: { seed: string; size: number };
	/** Whether the tests of the rooms themselves are to do. */
	isNear: boolean;
}

/** Stryker's options; what they mean: https://stryker-mutator.io/docs/stryker-js/configuration */
const optionsFor = ({ rooms, sample, isNear }: Options) => ({
	sample,
	mutate: [
		...rooms.map((room) => `nodes/ScrubsWhatsApp/${room}/**/*.ts`),
		// Generated.
		'!nodes/ScrubsWhatsApp/api/schema.ts',
		'!nodes/ScrubsWhatsApp/api/routes.ts',
	],
	plugins: [
		'@stryker-mutator/jest-runner',
		'@stryker-mutator/typescript-checker',
		join(__dirname, 'mutation', 'plugin.mjs'),
	],
	checkers: ['sample', 'typescript'],
	reporters: ['sample'],
	tsconfigFile: 'tsconfig.build.json',
	testRunner: 'jest',
	coverageAnalysis: 'perTest',
	jest: {
		// The runner knows better.
		enableFindRelatedTests: false,
		config: {
			roots: isNear
				? rooms.map((room) => `<rootDir>/test/nodes/ScrubsWhatsApp/${room}`)
				: ['<rootDir>/test/nodes', '<rootDir>/test/credentials'],
			runner: join(__dirname, 'mutation', 'runner.js'),
		},
	},
	dryRunTimeoutMinutes: 60,
	// A busy machine is no endless loop.
	timeoutMS: 20_000,
	// Jest keeps something of each file that it has run.
	maxTestRunnerReuse: 10,
	tempDirName: '.cache/stryker',
	ignorePatterns: ['bench', 'coverage', 'dist', 'test/browser', 'test/e2e', 'test/versions'],
	logLevel: 'warn',
	warnings: { slow: false },
});

/** Where a mutant is, and what it makes of the lines. */
function describe({ fileName, status, mutatorName, replacement, location }: Mutant): string {
	const { start, end } = location;
	const lines = readFileSync(fileName, 'utf8').split('\n');
	const before = lines.slice(start.line - 1, end.line);
	const kept = before[0]!.slice(0, start.column - 1);
	const after = kept + replacement + before.at(-1)!.slice(end.column - 1);
	return [
		`${relative(ROOT, fileName)}:${start.line}:${start.column} ${mutatorName}, ${status}`,
		...before.map((line) => `- ${line}`),
		...after.split('\n').map((line) => `+ ${line}`),
	].join('\n');
}

/** Prints what became of a room's mutants. @returns whether enough of them were noticed */
function report(room: string, mutants: Mutant[]): boolean {
	const countOf = (statuses: string[]) =>
		mutants.filter(({ status }) => statuses.includes(status)).length;
	const [noticed, missed] = [countOf(NOTICED), countOf(MISSED)];
	const all = noticed + missed;
	const share = all === 0 ? 1 : noticed / all;
	console.log(
		`\n${room}: ${noticed} of ${all} are noticed (${Math.round(100 * share)} %); ${mutants.length - all} more do not compile.`,
	);
	for (const mutant of mutants) {
		if (MISSED.includes(mutant.status)) console.log(`\n${describe(mutant)}`);
	}
	return share >= WANTED;
}

/** What was asked for. @throws Error on what there is not */
function readOptions(): Options {
	const { values } = parseArgs({
		options: {
			rooms: { type: 'string', default: ROOMS.join() },
			sample: { type: 'string', default: '20' },
			seed: { type: 'string', default: String(Date.now()) },
			near: { type: 'boolean', default: false },
		},
	});
	const rooms = values.rooms.split(',');
	const unknown = rooms.filter((room) => !ROOMS.includes(room));
	if (unknown.length > 0) throw new Error(`No such rooms: ${unknown.join(', ')}.`);
	const size = Number(values.sample);
	if (!Number.isInteger(size) || size < 1) throw new Error('--sample is no number.');
	return { rooms, sample: { seed: values.seed, size }, isNear: values.near };
}

async function main(): Promise<number> {
	const options = readOptions();
	const { rooms, sample } = options;
	const scope = `${sample.size} mutants in each of ${rooms.join(', ')}`;
	console.log(`At most ${scope}; --seed ${sample.seed} draws the same again.`);

	// Long enough to notice a mutant.
	process.env.SIMULATION_POLLS ??= '500';
	const { Stryker } = (await import(STRYKER)) as StrykerModule;
	const results = await new Stryker(optionsFor(options)).runMutationTest();
	const plan = readPlan();
	const drawn = results.filter(({ id }) => id in plan);
	const roomOf = ({ fileName }: Mutant) => relative(ROOT, fileName).split(sep)[2];
	const areStrong = rooms.map((room) =>
		report(
			room,
			drawn.filter((mutant) => roomOf(mutant) === room),
		),
	);
	return areStrong.every(Boolean) ? 0 : 1;
}

main().then(
	(code) => process.exit(code),
	(error: Error) => {
		console.error(error.message);
		process.exit(1);
	},
);
