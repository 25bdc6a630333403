/**
 * Shows what becomes of phone numbers from all over the world, by the judgement of Google's libphonenumber: the examples
 * that it gives for each country and random ones, each written in nine ways and sent from three places, and whether two
 * numbers are ever held to be the same. Exits with 1 when a number was taken for another.
 *
 *     npm run phone:table              some minutes
 *     npm run phone:table -- 42        with a seed, to see again what was seen before
 */
import { COUNTRIES } from './countries';
import { drawMobiles } from './draw';
import { NAMED, resultOf } from './named';
import { comparePairs, PAIR_COUNTRIES } from './same';
import { judgeAll, SENDERS, WAYS, type Outcome, type Row } from './table';

const RANDOM_NUMBERS = 30_000;
const PAIRS = 100_000;

const seed = Number(process.argv[2] ?? Date.now() % 1_000_000);
const thousands = (count: number): string => count.toLocaleString('en');

function printTable(headings: string[], rows: Array<Array<string | number>>): void {
	const line = (cells: Array<string | number>) => console.log(`| ${cells.join(' | ')} |`);
	line(headings);
	line(headings.map(() => '---'));
	for (const row of rows)
		line(row.map((cell) => (typeof cell === 'number' ? thousands(cell) : cell)));
	console.log();
}

function printOutcomes(rows: readonly Row[]): number {
	const sum = (some: readonly Row[], outcome: Outcome) =>
		some.reduce((total, { outcomes }) => total + outcomes[outcome], 0);
	const line = (way: string, some: readonly Row[]) => [
		way,
		...SENDERS.flatMap((sender) => {
			const own = some.filter((row) => row.sender === sender);
			return [sum(own, 'taken'), sum(own, 'refused'), sum(own, 'local')];
		}),
		sum(some, 'another'),
	];
	printTable(
		[
			'Written',
			...SENDERS.flatMap((sender) => [`${sender}: rightly`, 'refused', 'local']),
			'another',
		],
		[
			...Object.keys(WAYS).map((way) =>
				line(
					way,
					rows.filter((row) => row.way === way),
				),
			),
			line('all', rows),
		],
	);
	return sum(rows, 'another');
}

function main(): void {
	console.log(`Seed ${seed}\n\n## Examples of ${COUNTRIES.length} countries\n`);
	const examples = judgeAll(COUNTRIES.map((country) => ({ country, digits: country.example })));
	let mistakes = printOutcomes(examples.rows);

	const perCountry = Math.ceil(RANDOM_NUMBERS / (COUNTRIES.length - 1));
	const drawn = COUNTRIES.flatMap((country) =>
		drawMobiles(country.country, perCountry, seed).map((digits) => ({ country, digits })),
	);
	console.log(`## ${thousands(drawn.length)} random mobile numbers\n`);
	const random = judgeAll(drawn);
	mistakes += printOutcomes(random.rows);
	for (const mistake of [...examples.mistakes, ...random.mistakes]) console.log(mistake);

	console.log('## Different numbers\n');
	const comparisons = PAIR_COUNTRIES.map((country) => comparePairs(country, PAIRS, seed));
	printTable(
		['Country', 'pairs', 'held to be the same', 'the 9 of Argentina'],
		comparisons.map((one) => [one.country, one.pairs, one.mistakes.length, one.spellings]),
	);
	for (const { mistakes: pairs } of comparisons) {
		mistakes += pairs.length;
		for (const pair of pairs) console.log(pair);
	}

	console.log('## Numbers by name\n');
	printTable(
		['Written', 'What it is', 'Sender', 'Result'],
		NAMED.flatMap(([text, about, senders]) =>
			senders.map((code) => [`\`${text}\``, about, `+${code}`, resultOf(text, code)]),
		),
	);
	console.log(mistakes === 0 ? 'No number was taken for another.' : `${mistakes} mistakes.`);
	process.exitCode = mistakes === 0 ? 0 : 1;
}

main();
