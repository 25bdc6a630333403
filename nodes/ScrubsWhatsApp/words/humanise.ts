/** Longest word of the API that is shown, in characters. */
const LONGEST_WORD = 200;

/** `pending deletion` for `PENDING_DELETION`: a word of the API within a sentence; empty for none. */
export const plainWord = (word: string | null | undefined): string =>
	(word ?? '')
		.slice(0, LONGEST_WORD)
		.replace(/[_\s]+/g, ' ')
		.trim()
		.toLowerCase();

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** `Pending deletion` for `PENDING_DELETION`: a word of the API as the start of a sentence. */
export const sentenceCase = (word: string): string => capitalised(plainWord(word));

/** `Pending Deletion` for `PENDING_DELETION`: a word of the API as a choice in a list. */
export const titleCase = (word: string): string =>
	plainWord(word).split(' ').map(capitalised).join(' ');

/** Between the parts of an entry in a list. */
export const SEPARATOR = ' · ';

/** The parts of an entry in a list, those that there are. */
export const joinParts = (...parts: Array<string | null | undefined | false>): string =>
	parts.filter(Boolean).join(SEPARATOR);
