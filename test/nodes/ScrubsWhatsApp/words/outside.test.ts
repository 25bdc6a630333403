import { isPlain } from '../../../../nodes/ScrubsWhatsApp/words/isPlain';
import { allQuoted, listed, outside, quoted } from '../../../../nodes/ScrubsWhatsApp/words/outside';

const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index + 1}`);

describe('what comes from outside', () => {
	test.each<[unknown, string]>([
		[' two\r\n lines\u200b ', 'two lines'],
		['<b>bold</b>', '‹b›bold‹/b›'],
		['a "name"', 'a ’name’'],
		['[text](link) `code`', '|text|(link) |code|'],
		['&amp; &#60; A & B', '& amp; & #60; A & B'],
		['https://a.example', 'https: a.example'],
		[7, '7'],
		[null, 'null'],
	])('%j stands in a message as "%s"', (text, shown) => {
		expect(outside(text)).toBe(shown);
	});

	test('is cut when it is longer than 60 characters, or than what is asked for', () => {
		expect(outside('a'.repeat(60))).toBe('a'.repeat(60));
		expect(outside('a'.repeat(61))).toBe(`${'a'.repeat(60)}…`);
		expect(outside('one two', 4)).toBe('one…');
	});
});

test('names stand in quotation marks, the first eight of them', () => {
	expect(quoted('<a>')).toBe('"‹a›"');
	expect(allQuoted(['a', 'b'])).toBe('"a", "b"');
	expect(allQuoted(names(8))).toBe('"n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8"');
	expect(allQuoted(names(10))).toBe('"n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8" and 2 more');
});

test('words stand in the order of the alphabet, each once', () => {
	expect(listed(['es', 'en', 'es', '<zh>'])).toBe('‹zh›, en, es');
});

test.each<[unknown, boolean]>([
	['', true],
	[0, true],
	[false, true],
	[1n, true],
	[null, false],
	[undefined, false],
	[{}, false],
	[['a'], false],
	[() => 'a', false],
])('that %p can be written as it is: %p', (value, expected) => {
	expect(isPlain(value)).toBe(expected);
});
