import { CheckStatus } from '@stryker-mutator/api/check';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import { createHash } from 'node:crypto';
import { dirname, relative } from 'node:path';
import { readPlan, writePlan } from './plan.js';

/** Lets Stryker test a sample of its mutants: a reporter draws it, a checker turns the others away. */

const MISSED = ['Survived', 'NoCoverage'];

const roomOf = (path) => path.split('/')[2];

/** The same numbers for the same seed and mutant, whatever else there is to draw from. */
const lot = (seed, { mutatorName, replacement, location: { start, end } }, path) =>
	createHash('sha256')
		.update(JSON.stringify([seed, path, mutatorName, replacement, start, end]))
		.digest('hex');

/** So many mutants of each room. */
function draw(mutants, { seed, size }) {
	const drawn = new Map();
	const lots = mutants.map((mutant) => ({ ...mutant, lot: lot(seed, mutant.mutant, mutant.path) }));
	for (const one of lots.sort((a, b) => (a.lot < b.lot ? -1 : 1))) {
		const room = drawn.get(roomOf(one.path)) ?? [];
		if (room.length < size) drawn.set(roomOf(one.path), [...room, one]);
	}
	return [...drawn.values()].flat();
}

class Sampler {
	static inject = tokens(commonTokens.options);

	constructor({ sample }) {
		this.sample = sample;
	}

	onDryRunCompleted({ result: { tests }, timing: { net, overhead } }) {
		console.log(
			`${tests.length} tests pass without a break, in ${Math.round((net + overhead) / 1_000)} s.`,
		);
		this.tests = tests.map(({ id, fileName, timeSpentMs }) => ({
			id,
			file: fileName.slice(fileName.lastIndexOf('/test/') + 1),
			timeSpentMs,
		}));
	}

	onMutationTestingPlanReady({ mutantPlans }) {
		const mutants = mutantPlans.map(({ mutant, runOptions }) => ({
			mutant,
			path: relative(process.cwd(), mutant.fileName),
			testIds: runOptions?.testFilter,
		}));
		const sample = draw(mutants, this.sample);
		console.log(`${sample.length} of ${mutants.length} mutants are drawn.`);
		this.drawn = new Set(sample.map(({ mutant }) => mutant.id));
		writePlan(Object.fromEntries(sample.map((one) => [one.mutant.id, this.filesFor(one)])));
	}

	onMutantTested({ id, status, fileName, location: { start }, mutatorName, replacement }) {
		if (!this.drawn.has(id)) return;
		process.stdout.write(`${status} `);
		// At once, so that a run that is broken off was not in vain.
		if (MISSED.includes(status)) {
			const place = `${relative(process.cwd(), fileName)}:${start.line}:${start.column}`;
			console.log(`\n${place} ${mutatorName}: ${replacement}`);
		}
	}

	/** @param testIds absent where the mutant shows as soon as its file is loaded, so that any test may notice it */
	filesFor({ path, testIds }) {
		const ids = testIds && new Set(testIds);
		const times = new Map();
		for (const { id, file, timeSpentMs } of this.tests) {
			if (!ids || ids.has(id)) times.set(file, (times.get(file) ?? 0) + timeSpentMs);
		}
		const own = `test/${path.replace(/\.ts$/, '.test.ts')}`;
		const distance = (file) => (file === own ? 0 : dirname(file) === dirname(own) ? 1 : 2);
		return [...times]
			.sort(([a, msA], [b, msB]) => distance(a) - distance(b) || msA - msB)
			.map(([file]) => file);
	}
}

class SampleChecker {
	async init() {}

	async check(mutants) {
		const plan = readPlan();
		return Object.fromEntries(
			mutants.map(({ id }) => [
				id,
				id in plan
					? { status: CheckStatus.Passed }
					: { status: CheckStatus.CompileError, reason: 'Not in the sample.' },
			]),
		);
	}

	async group(mutants) {
		return [mutants.map(({ id }) => id)];
	}
}

export const strykerPlugins = [
	declareClassPlugin(PluginKind.Reporter, 'sample', Sampler),
	declareClassPlugin(PluginKind.Checker, 'sample', SampleChecker),
];

export const strykerValidationSchema = { properties: { sample: { type: 'object' } } };
