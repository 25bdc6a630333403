import type { IDataObject } from 'n8n-workflow';

import { sendTemplateMessage } from '../api/endpoints';
import type { PreparedMessage, Run, SendOperation } from '../resources/operation';
import { ScrubsApiError } from '../transport/ScrubsApiError';
import { mapConcurrently, settle, type Settled } from '../transport/concurrency';
import { findSentMessage } from './confirm';
import { SendLedger, type LedgerEntry } from './ledger';

/** Items in hand at once: more than may be in flight, since some wait for their turn or for a lost answer to show up. */
const MAX_ITEMS_AT_ONCE = 128;

/** A message that was ready, but was not sent since another item's problem stopped the workflow. */
export class HeldBack extends Error {}

/** The output for a message whose answer was lost, in the form of the API's own answer. */
const confirmedOutput = (recipient: string, id: string): IDataObject => ({
	messaging_product: 'whatsapp',
	recipient_phone_number: recipient,
	contacts: [{ input: recipient, wa_id: recipient }],
	messages: [{ id }],
	confirmation: 'The answer of Scrubs was lost; the message was then found in the conversation.',
});

/** What an earlier try came to, as far as that is known. */
const outcomeOf = (entry: LedgerEntry): Settled<IDataObject[]> =>
	entry.state === 'sent' ? { value: [entry.output] } : { error: new ScrubsApiError(entry.failure) };

/** What a dry run shows instead of sending. */
const dryRunOutput = ({ sender, request }: PreparedMessage): IDataObject => ({
	dry_run: true,
	sender_phone_number: sender,
	...request,
});

/**
 * Sends one prepared message, unless this execution has sent it before. When the answer is lost, the conversation is
 * looked through for the message; it is never sent again on a guess.
 * @returns the output of the item
 * @throws ScrubsApiError when it was not sent, or when that is not known
 */
async function sendOnce(
	{ transport }: Run,
	ledger: SendLedger,
	key: string,
	{ sender, request, sendAgainIfNotKnown }: PreparedMessage,
): Promise<IDataObject> {
	const lookFor = async (since: number) => {
		const isOther = (id: string) => ledger.knows(id);
		const id = await findSentMessage(transport, sender, request, since, isOther);
		const recipient = request.recipient_phone_number;
		return id && ledger.noteSent(key, id, confirmedOutput(recipient, id));
	};

	const earlier = ledger.get(key);
	if (earlier?.state === 'sent') return earlier.output;
	if (earlier?.state === 'notKnown') {
		const found = await lookFor(earlier.since);
		if (found) return found;
		if (!sendAgainIfNotKnown) throw new ScrubsApiError(earlier.failure);
	}

	if (!earlier && ledger.isInterrupted && !sendAgainIfNotKnown) {
		const { authentication, origin } = transport;
		throw new ScrubsApiError({
			kind: 'interrupted',
			operationId: 'sendTemplateMessage',
			mayHaveTakenEffect: true,
			authentication,
			origin,
		});
	}

	const since = transport.serverTime();
	const sent = await settle(sendTemplateMessage(transport, sender, request));
	if ('value' in sent) {
		return ledger.noteSent(key, sent.value.messages[0]?.id ?? '', sent.value);
	}
	if (sent.error instanceof ScrubsApiError && sent.error.failure.mayHaveTakenEffect) {
		const first = earlier?.since ?? since;
		ledger.noteNotKnown(key, first, sent.error.failure);
		const found = sent.error.failure.kind === 'cancelled' ? undefined : await lookFor(first);
		if (found) return found;
	} else if (earlier && sent.error instanceof ScrubsApiError) {
		// This try did nothing, but the first one may have.
		throw new ScrubsApiError({ ...sent.error.failure, mayHaveTakenEffect: true });
	}
	throw sent.error;
}

/**
 * Sends the messages of all items at the pace that the server takes; messages to the same recipient one after the other and
 * in order, over all calls that an AI agent makes at once. Everything is checked before the first one goes out: where a
 * problem is to stop the workflow, one that shows then keeps all of them from being sent.
 * @param continues whether a problem of one item leaves the others alone
 * @returns one result an item, in the order of the items
 */
export async function sendMessages(
	run: Run,
	operation: SendOperation,
	continues: boolean,
): Promise<Array<Settled<IDataObject[]>>> {
	const { context } = run;
	const count = context.getInputData().length;
	const ledger = SendLedger.of(context);
	const prepared = await mapConcurrently(count, MAX_ITEMS_AT_ONCE, async (itemIndex) =>
		settle(
			operation.prepare(run, itemIndex).then((message) => ({
				message,
				key: ledger.keyOf(itemIndex, message.sender, message.request),
			})),
		),
	);
	// A try that cannot even prepare a message does not undo what an earlier one did.
	const earlier = prepared.map((one, itemIndex) => {
		const entry = 'value' in one ? ledger.get(one.value.key) : ledger.ofItem(itemIndex);
		return entry && outcomeOf(entry);
	});
	const isHindered = prepared.some((one, itemIndex) => {
		const before = earlier[itemIndex];
		return 'error' in one && !(before && 'value' in before);
	});
	if (isHindered && !continues) {
		return prepared.map(
			(one, itemIndex) => earlier[itemIndex] ?? ('error' in one ? one : { error: new HeldBack() }),
		);
	}

	return await mapConcurrently(count, MAX_ITEMS_AT_ONCE, async (itemIndex) => {
		const one = prepared[itemIndex]!;
		if ('error' in one) return earlier[itemIndex] ?? one;
		const { message, key } = one.value;
		if (message.isDryRun) return { value: [dryRunOutput(message)] };
		const lane = `${message.sender} ${message.request.recipient_phone_number}`;
		const output = await ledger.lanes.run(lane, () => settle(sendOnce(run, ledger, key, message)));
		return 'value' in output ? { value: [output.value] } : output;
	});
}
