import { KnownProblem } from '../words/KnownProblem';
import type { Advice, Problem } from '../words/remedies';

const READ_LESS: Advice = [{ do: 'readLess' }];

/** Why a list cannot be read to its end without losing or doubling rows. */
const PROBLEMS = {
	cursorRepeats: {
		message: 'Scrubs sent the same page marker twice, so the list was not read to its end.',
		advice: READ_LESS,
	},
	pageRepeats: {
		message: 'Scrubs sent the same page twice, so the list was not read to its end.',
		advice: READ_LESS,
	},
	foreignCursor: {
		message:
			'Scrubs pointed to another address for the next page, so the list was not read to its end.',
		advice: [
			'Nothing was sent there.',
			{ do: 'askSupport', anyway: true },
			{ do: 'readLess', onePage: true },
		],
	},
	filterIgnored: {
		message: 'Scrubs answered with conversations of other patients, so nothing was passed on.',
		advice: [
			'Tell Scrubs support. Meanwhile read all conversations (Conversation → Get Many), and keep the patient’s with n8n’s Filter node.',
		],
	},
	notSoFarBack: {
		message: 'Scrubs did not let the conversation be read back as far as this message.',
		advice: [{ do: 'tryAgain' }, { do: 'askSupport' }],
	},
	listMoves: {
		message: 'The list of conversations changes faster than it can be read.',
		advice: [{ do: 'tryAgain' }],
	},
	endless: {
		message: 'Scrubs sent page after page without an end, so the list was not read to its end.',
		advice: READ_LESS,
	},
	noPaging: {
		message: 'Scrubs did not say whether more rows follow, so the list may be cut short.',
		advice: [{ do: 'readLess', onePage: true }],
	},
} satisfies Record<string, Problem>;

/** A list that cannot be read to its end without losing or doubling rows. */
export class PagingProblem extends KnownProblem {
	constructor(readonly reason: keyof typeof PROBLEMS) {
		super(PROBLEMS[reason].message, PROBLEMS[reason].advice);
	}
}
