const isPartOfWord = (character: string | undefined) => /^[\p{L}\p{N}]$/u.test(character ?? '');

/** Scripts that put no space between words: a name is a word of its own there wherever it stands. */
export const isUnspaced = (text: string): boolean =>
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(
		text,
	);

/** In lower case where that changes no position. */
export const lower = (text: string): string => {
	const result = text.toLowerCase();
	return result.length === text.length ? result : text;
};

/** Where a text begins in another one, in capitals or not, as a word of its own or anywhere; places may overlap. */
export function* placesOf(text: string, wanted: string, anywhere: boolean): Generator<number> {
	if (wanted === '') return;
	const [inText, inLower] = [lower(text), lower(wanted)];
	for (let at = inText.indexOf(inLower); at >= 0; at = inText.indexOf(inLower, at + 1)) {
		const isOwn = !isPartOfWord(text[at - 1]) && !isPartOfWord(text[at + wanted.length]);
		if (anywhere || isOwn) yield at;
	}
}

/** Whether a text stands in another one as a word of its own. */
export const holdsWord = (text: string, wanted: string): boolean =>
	placesOf(text, wanted, isUnspaced(wanted)).next().done === false;
