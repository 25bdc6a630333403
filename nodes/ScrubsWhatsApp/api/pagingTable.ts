import type { Explanation } from './errorTable';
import type { PagingProblem } from './paging';

const PAGING: Readonly<Record<PagingProblem['reason'], Explanation>> = {
	cursorRepeats: {
		message: 'Scrubs sent the same page marker twice, so the list was not read to its end.',
		description:
			'Run this step again, or read fewer rows: switch "Return All" off and lower "Limit".',
	},
	pageRepeats: {
		message: 'Scrubs sent the same page twice, so the list was not read to its end.',
		description:
			'Run this step again, or read fewer rows: switch "Return All" off and lower "Limit".',
	},
	foreignCursor: {
		message:
			'Scrubs pointed to another address for the next page, so the list was not read to its end.',
		description:
			'Nothing was sent there. Ask Scrubs support, or lower "Limit" to stay on the first page.',
	},
	filterIgnored: {
		message: 'Scrubs answered with conversations of other patients, so nothing was passed on.',
		description:
			'Choose the conversation from the list or by its ID instead, and tell Scrubs support.',
	},
	listMoves: {
		message: 'The list of conversations changes faster than it can be read.',
		description: 'Nothing was passed on, so nothing is lost: the next poll reads it again.',
	},
	noPaging: {
		message: 'Scrubs did not say whether more rows follow, so the list may be cut short.',
		description: 'Switch "Return All" off and lower "Limit" below the number of rows on one page.',
	},
};

/** Message and description for a list that cannot be read to its end. */
export const explainPaging = ({ reason }: PagingProblem): Explanation => PAGING[reason];
