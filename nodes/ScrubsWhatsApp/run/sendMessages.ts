import type { IExecuteFunctions } from 'n8n-workflow';

import { sendTemplateMessage } from '../api/endpoints';
import { processedStoreOf, type ProcessedStore } from '../host/processedStore';
import type { PreparedMessage, Run, SendOperation } from '../resources/operation';
import { mapConcurrently, settle } from '../transport/concurrency';
import { ScrubsApiError } from '../transport/ScrubsApiError';
import { InputProblem } from '../words/InputProblem';
import { attemptTime, findSentMessage } from './confirm';
import { beginRun } from './beginRun';
import { Interrupted } from './Interrupted';
import type { LedgerEntry, SendLedger, SentMessage } from './ledger';
import { dryRunRow, notSentRow, sentRow } from './output';
import type { SendResult } from './result';
import { noteFound, sendUnlessSent } from './sendUnlessSent';

/** Items in hand at once: more than may be in flight, since some wait for their turn or for a lost answer to show up. */
const MAX_ITEMS_AT_ONCE = 128;

/** Items prepared at once: hardly one waits for anything, and those in hand keep n8n from answering others meanwhile. */
const MAX_PREPARED_AT_ONCE = 8;

const noStore = () =>
	new InputProblem(
		'The option "Send Only Once Per" does not work here: n8n has nowhere to remember what was sent.',
		'Save the workflow first. If it is saved, update n8n, or remove the option.',
	);

/** For how long before an execution that was ended a message is looked for that it may have sent. */
const LOOK_BACK_MS = 24 * 60 * 60 * 1_000;

/** What an earlier try came to, as far as that is known. */
const resultOf = (entry: LedgerEntry, message: Partial<PreparedMessage>): SendResult =>
	entry.state === 'sent'
		? { state: message.insteadOf ? 'sentInTest' : 'sent', rows: [sentRow(entry, message)] }
		: { state: 'notKnown', error: new ScrubsApiError(entry.failure) };

/**
 * Sends one prepared message, unless this execution has sent it before. When the answer is lost, the conversation is
 * looked through for the message; it is never sent again on a guess.
 */
async function sendOnce(
	{ transport }: Run,
	ledger: SendLedger,
	key: string,
	message: PreparedMessage,
	store: ProcessedStore | undefined,
	begin: (isAnew: boolean) => Promise<boolean>,
): Promise<SendResult> {
	const { sender, request, sendAgainIfNotKnown, isSimplified, oncePer } = message;
	const noteSent = (about: Omit<SentMessage, 'recipient'>) =>
		resultOf(
			ledger.noteSent(key, { recipient: request.recipient_phone_number, ...about }),
			message,
		);
	const lookFor = async (since: () => number) => {
		const isOther = (id: string) => ledger.knows(id);
		const id = await findSentMessage(transport, sender, request, since, isOther);
		return id === undefined ? undefined : noteSent({ messageId: id, isConfirmed: true });
	};

	const earlier = ledger.get(key);
	const since = earlier?.state === 'notKnown' ? earlier.since : undefined;
	const send = async (before?: () => Promise<void>): Promise<SendResult> => {
		const answer = await settle(sendTemplateMessage(transport, sender, request, before));
		if ('value' in answer) {
			const messageId = answer.value.messages[0]?.id ?? '';
			return noteSent({ messageId, ...(!isSimplified && { answer: answer.value }) });
		}
		const { error } = answer;
		if (!(error instanceof ScrubsApiError)) return { state: 'notSent', error };
		if (error.failure.mayHaveTakenEffect) {
			const from = () => since ?? attemptTime(transport, error.failure.sentAt);
			ledger.noteNotKnown(key, from(), error.failure);
			const found = error.failure.kind === 'cancelled' ? undefined : await lookFor(from);
			return found ?? { state: 'notKnown', error };
		}
		if (since === undefined) return { state: 'notSent', error };
		// This try did nothing, but the first one may have.
		const failure = { ...error.failure, mayHaveTakenEffect: true };
		return { state: 'notKnown', error: new ScrubsApiError(failure) };
	};

	if (earlier?.state === 'sent') return resultOf(earlier, message);
	if (earlier) {
		const found = await lookFor(() => earlier.since);
		if (found && oncePer && store) await noteFound(store, oncePer);
		if (found || !sendAgainIfNotKnown) return found ?? resultOf(earlier, message);
	}
	const before: SendResult = { state: 'alreadySent', rows: [notSentRow('alreadySent', message)] };
	const lookUp = async () => await lookFor(() => transport.serverTime() - LOOK_BACK_MS);
	if (oncePer && store) {
		const isOurs = earlier !== undefined;
		const ways = { send, lookUp, before, isOurs, sendAgainIfNotKnown };
		const result = await settle(sendUnlessSent(store, oncePer, ways));
		return 'value' in result ? result.value : { state: 'notSent', error: result.error };
	}
	if (!earlier && (await ledger.isInterrupted(begin))) {
		const found = await lookUp();
		if (found) return found;
		if (!sendAgainIfNotKnown) return { state: 'notKnown', error: new Interrupted() };
	}
	return await send();
}

/** What an item comes to whose message cannot be prepared. */
export const notPrepared = (
	context: IExecuteFunctions,
	operation: SendOperation,
	itemIndex: number,
	error: unknown,
): SendResult => ({
	state: operation.outlineOf(context, itemIndex).isDryRun ? 'notReady' : 'notSent',
	error,
});

/**
 * Sends the messages of all items at the pace that the server takes; messages to the same recipient one after the other and
 * in order, over all calls that an AI agent makes at once. Everything is checked before the first one goes out: where a
 * problem is to stop the workflow, one that shows then keeps all of them from being sent.
 * @param continues whether a problem of one item leaves the others alone
 * @returns one result an item, in the order of the items
 */
export async function sendMessages(
	run: Run,
	ledger: SendLedger,
	operation: SendOperation,
	continues: boolean,
): Promise<SendResult[]> {
	const items = run.context.getInputData();
	const count = items.length;
	const store = processedStoreOf(run.context);
	const prepare = async (itemIndex: number) => {
		const message = await operation.prepare(run, itemIndex);
		if (message.oncePer && !store) throw noStore();
		return { message, key: ledger.keyOf(itemIndex, message.sender, message.request) };
	};
	const prepared = await mapConcurrently(count, MAX_PREPARED_AT_ONCE, async (itemIndex) =>
		settle(prepare(itemIndex)),
	);
	// A try that cannot even prepare a message does not undo what an earlier one did.
	const results = prepared.map((one, itemIndex): SendResult | undefined => {
		const entry = 'value' in one ? ledger.get(one.value.key) : ledger.ofItem(itemIndex);
		if (entry && ('error' in one || !continues)) {
			const ownColumns = items[itemIndex]?.json;
			return resultOf(entry, 'value' in one ? one.value.message : { ownColumns });
		}
		if ('error' in one) return notPrepared(run.context, operation, itemIndex, one.error);
		const { message } = one.value;
		return message.isDryRun ? { state: 'checked', rows: [dryRunRow(message)] } : undefined;
	});
	const isHindered = prepared.some(
		(one, itemIndex) => 'error' in one && results[itemIndex]?.state !== 'sent',
	);
	if (isHindered && !continues) return results.map((result) => result ?? { state: 'heldBack' });

	// A test leaves no trace in n8n's store.
	const ready = prepared.flatMap((one) =>
		'value' in one && !one.value.message.insteadOf ? [one.value.message] : [],
	);
	const begin = async (isAnew: boolean) =>
		ready.length > 0 && (await beginRun(run.context, store, ready, isAnew));
	// Of messages that would go to a test recipient, the first one that can be sent does, over all runs of a loop.
	const tested = ledger.hasOtherRuns()
		? undefined
		: prepared.findIndex((one) => 'value' in one && one.value.message.insteadOf !== undefined);

	return await mapConcurrently(count, MAX_ITEMS_AT_ONCE, async (itemIndex) => {
		const one = prepared[itemIndex]!;
		if ('error' in one || one.value.message.isDryRun) return results[itemIndex]!;
		const { message, key } = one.value;
		if (message.insteadOf && itemIndex !== tested) {
			return { state: 'notSentInTest', rows: [notSentRow('notSentInTest', message)] };
		}
		const lane = `${message.sender} ${message.request.recipient_phone_number}`;
		return await ledger.lanes.run(
			lane,
			async () => await sendOnce(run, ledger, key, message, store, begin),
		);
	});
}
