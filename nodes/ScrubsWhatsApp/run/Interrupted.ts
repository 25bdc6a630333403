import { NOT_KNOWN } from '../api/refusals';
import { KnownProblem } from '../words/KnownProblem';

/** n8n was ended while an earlier try was under way, and did not store what came of it. */
export class Interrupted extends KnownProblem {
	constructor() {
		const { message, advice } = NOT_KNOWN.sendTemplateMessage;
		super(`n8n was ended in the middle of this execution. ${message}`, advice);
	}
}
