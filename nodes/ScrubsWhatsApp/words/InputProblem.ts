/**
 * Something the user entered cannot be used, so nothing was sent.
 * `message` says what is the matter, `description` how to get on; neither repeats a patient's data.
 */
export class InputProblem extends Error {
	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
		this.name = 'InputProblem';
	}
}
