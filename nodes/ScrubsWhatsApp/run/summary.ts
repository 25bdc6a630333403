import type { SendResult } from './result';

type State = SendResult['state'];

const DRY_RUN = 'Nothing was sent, since this is a dry run.';

/** What is said of a message that is alone. */
const ALONE: Readonly<Record<State, string>> = {
	sent: 'The message was sent.',
	alreadySent: 'The message was sent before, and not again.',
	sentInTest: 'The message was sent to the test recipient, and not to the patient.',
	notSentInTest: 'The message was not sent: a test sends one message only.',
	checked: `The message is ready. ${DRY_RUN}`,
	notReady: `The message is not ready. ${DRY_RUN}`,
	notSent: 'The message was not sent.',
	notKnown: 'It is not known whether the message was sent.',
	heldBack: 'The message was not sent.',
};

/** How many messages of a run were sent, how many not, and of how many it is not known, in a sentence or two. */
export function summaryOf(results: readonly SendResult[]): string {
	const [first, ...others] = results;
	if (first && others.length === 0) return ALONE[first.state];
	const total = results.length;
	const count = (...states: State[]) =>
		results.filter(({ state }) => states.includes(state)).length;
	const [checked, notReady] = [count('checked'), count('notReady')];
	if (first && checked + notReady === total) {
		return `${checked} of ${total} messages are ready. ${DRY_RUN}`;
	}
	const [notSent, notKnown] = [count('notSent', 'notReady', 'heldBack'), count('notKnown')];
	const [inTest, notInTest] = [count('sentInTest'), count('notSentInTest')];
	const isTest = inTest + notInTest > 0;
	const before = count('alreadySent');
	const parts = [
		isTest
			? `${inTest} of ${total} messages sent to the test recipient, none to a patient`
			: `${count('sent')} of ${total} messages sent`,
		notInTest > 0 && `${notInTest} ready, and not sent in a test`,
		before > 0 && `${before} already sent before`,
		checked > 0 && `${checked} ready in a dry run`,
		notSent > 0 && `${notSent} not sent`,
		notKnown > 0 && `${notKnown} not known`,
	];
	return `${parts.filter(Boolean).join(', ')}.`;
}
