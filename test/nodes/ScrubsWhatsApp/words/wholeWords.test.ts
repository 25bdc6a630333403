import {
	holdsWord,
	isUnspaced,
	lower,
	placesOf,
} from '../../../../nodes/ScrubsWhatsApp/words/wholeWords';

test.each([
	['for Ana, today', 'Ana'],
	['ana', 'ANA'],
	['Ana', 'Ana'],
	['(Ana)', 'Ana'],
	['Anabel and Ana', 'Ana'],
	['recall_notice: Ana', 'recall_notice'],
	['请带张伟来', '张伟'],
])('"%s" holds the word "%s"', (text, word) => {
	expect(holdsWord(text, word)).toBe(true);
});

test.each([
	['Anabel', 'Ana'],
	['Joana', 'ana'],
	['Ana2', 'Ana'],
	['110 June', '10 June'],
	['éAna', 'Ana'],
	['for nobody', 'Ana'],
	['anything', ''],
])('"%s" does not hold the word "%s"', (text, word) => {
	expect(holdsWord(text, word)).toBe(false);
});

test('a text is found wherever it stands, overlapping places too', () => {
	expect([...placesOf('aaa b Aa', 'aa', true)]).toEqual([0, 1, 6]);
	expect([...placesOf('aaa b Aa', 'aa', false)]).toEqual([6]);
});

test.each([
	['张伟', true],
	['ひらがな', true],
	['カタカナ', true],
	['ภาษาไทย', true],
	['Ana 张', true],
	['Ана', false],
	['Ana 12', false],
])('that "%s" is of a script without spaces: %p', (text, expected) => {
	expect(isUnspaced(text)).toBe(expected);
});

test('a text is in lower case only where each character keeps its place', () => {
	expect(lower('ANA Ä')).toBe('ana ä');
	expect(lower('İzmir')).toBe('İzmir');
});
