import { COUNTRIES, neighbourOf } from '../../../../tools/phone/countries';
import { drawMobiles } from '../../../../tools/phone/draw';
import { isValidMobile } from '../../../../tools/phone/judge';
import { judgeAll, outcomeOf, SENDERS, WAYS, type Row } from '../../../../tools/phone/table';

/** What says clearly which number it is: a + or 00, or the number's own country and all its digits. */
const isClear = ({ way, sender }: Row) =>
	['+', '00', 'spaces', 'dashes', 'brackets'].includes(way) ||
	(sender === 'same country' && !way.includes('prefix'));

const seed = Date.now() % 1_000_000;

describe('by the judgement of Google’s libphonenumber', () => {
	test('every country’s example is taken rightly or refused, however it is written and wherever it is sent from', () => {
		const { rows, mistakes } = judgeAll(
			COUNTRIES.map((country) => ({ country, digits: country.example })),
		);
		expect(mistakes).toEqual([]);
		expect(rows).toHaveLength(Object.keys(WAYS).length * SENDERS.length);
		const notTaken = rows
			.filter(isClear)
			.filter(({ outcomes }) => outcomes.taken !== COUNTRIES.length);
		expect(notTaken).toEqual([]);
	});

	test(`so are random mobile numbers (seed ${seed})`, () => {
		const numbers = COUNTRIES.flatMap((country) =>
			drawMobiles(country.country, 1, seed).map((digits) => ({ country, digits })),
		);
		expect(numbers.length).toBeGreaterThan(230);
		expect(judgeAll(numbers).mistakes).toEqual([]);
	});
});

describe('the judge', () => {
	test('finds a number that was taken for another', () => {
		expect(outcomeOf('+65 9123 4567', '6591234568', '65')).toBe('another');
	});

	test('tells one that nobody could tell from a local one', () => {
		expect(outcomeOf('15088138259', '4915088138259', '1')).toBe('local');
		expect(outcomeOf('15088138259', '4915088138259', '65')).toBe('refused');
		expect(outcomeOf('15088138259', '4915088138259', '49')).toBe('taken');
	});

	test('knows the world', () => {
		expect(COUNTRIES.length).toBeGreaterThan(240);
		expect(
			COUNTRIES.filter(({ example }) => !isValidMobile(example)).map(({ country }) => country),
		).toEqual(['TA']);
		const [singapore] = COUNTRIES.filter(({ country }) => country === 'SG');
		expect(neighbourOf(singapore!)).toBe('60');
	});
});
