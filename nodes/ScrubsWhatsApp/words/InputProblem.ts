import { KnownProblem } from './KnownProblem';
import type { Advice } from './remedies';

/** Something the user entered cannot be used, so nothing was sent. */
export class InputProblem extends KnownProblem {
	/**
	 * @param message what is the matter
	 * @param advice how to get on
	 */
	constructor(message: string, ...advice: Advice) {
		super(message, advice);
	}
}
