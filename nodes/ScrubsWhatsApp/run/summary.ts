import type { SendResult } from './result';

/** How many messages of a run were sent, how many not, and of how many it is not known, in a sentence. */
export function summaryOf(results: readonly SendResult[]): string {
	const total = results.length;
	const count = (...states: Array<SendResult['state']>) =>
		results.filter(({ state }) => states.includes(state)).length;
	const checked = count('checked');
	if (checked > 0) return `Dry run: ${checked} of ${total} messages are ready, and none was sent.`;
	const [notSent, notKnown] = [count('notSent', 'heldBack'), count('notKnown')];
	const before = count('alreadySent');
	const parts = [
		`${count('sent')} of ${total} messages sent`,
		before > 0 && `${before} already sent before`,
		notSent > 0 && `${notSent} not sent`,
		notKnown > 0 && `${notKnown} not known`,
	];
	return `${parts.filter(Boolean).join(', ')}.`;
}
