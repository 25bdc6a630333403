import type { Advice, Problem } from './remedies';

/** Something went wrong that this package has words for. Neither part repeats a patient's data. */
export abstract class KnownProblem extends Error implements Problem {
	constructor(
		message: string,
		readonly advice: Advice,
	) {
		super(message);
		this.name = new.target.name;
	}
}
