import type { IDataObject } from 'n8n-workflow';

import { ScrubsApiError } from '../transport/ScrubsApiError';
import type { Settled } from '../transport/concurrency';

type Result = Settled<IDataObject[]>;

const isDryRun = (result: Result) => 'value' in result && result.value[0]?.dry_run === true;

const isNotKnown = (result: Result) =>
	'error' in result &&
	result.error instanceof ScrubsApiError &&
	result.error.failure.mayHaveTakenEffect;

/** How many messages of a run were sent, how many not, and of how many it is not known, in a sentence. */
export function summaryOf(results: readonly Result[]): string {
	const total = results.length;
	if (results.some(isDryRun)) {
		const checked = results.filter(isDryRun).length;
		return `Dry run: ${checked} of ${total} messages are ready, and none was sent.`;
	}
	const sent = results.filter((result) => 'value' in result).length;
	const notKnown = results.filter(isNotKnown).length;
	const notSent = total - sent - notKnown;
	const parts = [
		`${sent} of ${total} messages sent`,
		notSent > 0 && `${notSent} not sent`,
		notKnown > 0 && `${notKnown} not known`,
	];
	return `${parts.filter(Boolean).join(', ')}.`;
}
