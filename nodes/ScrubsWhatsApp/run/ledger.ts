import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { createHash } from 'node:crypto';

import type { TemplateMessage } from '../api/endpoints';
import { runIndexOf } from '../host/runIndex';
import type { RecipientDigits, SenderDigits } from '../phone/PhoneDigits';
import type { Failure } from '../transport/ScrubsApiError';
import { Lanes } from '../transport/concurrency';
import { isTool } from '../host/tool';

/**
 * What is known of a message that went out: enough to give its output again, also where a later try cannot prepare the
 * message any more. It is stored once for each message, so that it holds no more than that.
 */
export interface SentMessage {
	messageId: string;
	recipient: RecipientDigits;
	/** Whether its answer was lost, and the message then found in the conversation. */
	isConfirmed?: boolean;
	/** The API's answer, where the output is not simplified. */
	answer?: IDataObject;
}

/** What is known of one message: that it was sent, or since when (Scrubs' clock, Unix ms) it is not known if it went out. */
export type LedgerEntry =
	({ state: 'sent' } & SentMessage) | { state: 'notKnown'; since: number; failure: Failure };

type Entries = Record<string, LedgerEntry>;

const LEDGER_STORE = 'scrubsSendLedger';
const INTERRUPTED_STORE = 'scrubsSendLedgerLost';
const TOOL_SCOPE = 'tool';

/**
 * What goes with an execution's ledger as long as the process lives; kept beside it, since n8n stores the context as JSON. An
 * AI agent may call a tool several times at once, each call being a run of its own; they share the context and so the
 * entries.
 */
interface InProcess {
	/** In which messages to the same recipient wait for one another. */
	lanes: Lanes;
	/** Whether the execution is a retry of which n8n has stored nothing from this node on. */
	isAnew: boolean;
	/** The runs that have begun here, by index: whether they had begun before, in a process that has ended since. */
	begun: Map<number, Promise<boolean>>;
}

const inProcess = new WeakMap<Entries, InProcess>();

/**
 * The latest messages that this process knows to have sent, by their IDs, the oldest first. Other nodes, sub-workflows and
 * executions write to the same patients: what is theirs is not taken for a message whose answer was lost.
 */
const knownIds = new Set<string>();
const MAX_KNOWN_IDS = 50_000;

function rememberId(messageId: string): void {
	knownIds.add(messageId);
	if (knownIds.size <= MAX_KNOWN_IDS) return;
	const [oldest] = knownIds;
	knownIds.delete(oldest!);
}

/** SHA-256 of what is sent, in hexadecimal: tells messages apart without keeping a patient's data. */
export function digestOf(sender: SenderDigits, message: TemplateMessage): string {
	const { recipient_phone_number: recipient, template_name: name, language, fields } = message;
	const content = [sender, recipient, name, language, Object.entries(fields).sort()];
	return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** Whether n8n knows of an earlier run of this node in this execution. */
function hasRun(context: IExecuteFunctions): boolean {
	const { $: nodeOf } = context.getWorkflowDataProxy(0) as unknown as {
		$: (name: string) => { isExecuted: boolean };
	};
	return nodeOf(context.getNode().name).isExecuted;
}

/**
 * Remembers in the node's context what an execution has sent. n8n keeps that context over the tries of Retry On Fail and
 * stores it with the execution, so that Retry execution finds it too; a new execution starts with an empty one.
 */
export class SendLedger {
	/** What earlier tries came to, by run and item. */
	private byScope?: Map<string, LedgerEntry>;

	private constructor(
		private readonly store: IDataObject,
		private readonly entries: Entries,
		private readonly here: InProcess,
		private readonly runIndex: number,
		private readonly isTool: boolean,
	) {}

	/** The ledger of the node in this execution. */
	static of(context: IExecuteFunctions): SendLedger {
		const store = context.getContext('node');
		const isAnew = !(LEDGER_STORE in store) && context.getMode() === 'retry';
		// Only where n8n was ended in the middle does a retried execution have a run of the node without its ledger.
		if (isAnew && hasRun(context)) store[INTERRUPTED_STORE] = true;
		const entries = (store[LEDGER_STORE] ??= {}) as Entries;
		const here = SendLedger.inProcess(entries, isAnew);
		return new SendLedger(store, entries, here, runIndexOf(context), isTool(context));
	}

	private static inProcess(entries: Entries, isAnew: boolean): InProcess {
		const known = inProcess.get(entries);
		if (known) return known;
		// New to this process: the execution has just begun, or was read from its store.
		for (const entry of Object.values(entries)) {
			if (entry.state === 'sent') rememberId(entry.messageId);
		}
		const here = { lanes: new Lanes(), isAnew, begun: new Map<number, Promise<boolean>>() };
		inProcess.set(entries, here);
		return here;
	}

	/** In which messages to the same recipient wait for one another, over all calls of the execution. */
	get lanes(): Lanes {
		return this.here.lanes;
	}

	/**
	 * Whether n8n was ended while the node was at work at this run, and what it had sent by then was not stored.
	 * @param begin notes that the run begins, and tells whether it had begun before; asked once a run and process, and told
	 * whether the execution is a retry of which n8n has stored nothing from this node on
	 */
	async isInterrupted(begin: (isAnew: boolean) => Promise<boolean>): Promise<boolean> {
		const ofRun = `${INTERRUPTED_STORE}.${this.runIndex}`;
		if (this.store[INTERRUPTED_STORE] === true || this.store[ofRun] === true) return true;
		const hadBegun = this.here.begun.get(this.runIndex) ?? begin(this.here.isAnew);
		this.here.begun.set(this.runIndex, hadBegun);
		// Noted for a later retry, too, which is another execution.
		if (await hadBegun) this.store[ofRun] = true;
		return await hadBegun;
	}

	/**
	 * Of an item. An AI agent runs a tool anew for each call, on some paths even for each try: there the same message counts as
	 * sent whenever it was. Elsewhere a loop may well mean to send it again, in another run.
	 */
	private scopeOf(itemIndex: number): string {
		return this.isTool ? TOOL_SCOPE : `${this.runIndex}.${itemIndex}`;
	}

	/** Under which an item's message is remembered. */
	keyOf(itemIndex: number, sender: SenderDigits, message: TemplateMessage): string {
		return `${this.scopeOf(itemIndex)}.${digestOf(sender, message)}`;
	}

	get(key: string): LedgerEntry | undefined {
		return this.entries[key];
	}

	/** What is known of an item whose message is not; a tool's items are not told apart. */
	ofItem(itemIndex: number): LedgerEntry | undefined {
		if (this.scopeOf(itemIndex) === TOOL_SCOPE) return undefined;
		this.byScope ??= new Map(
			Object.entries(this.entries).map(([key, entry]) => [
				key.slice(0, key.lastIndexOf('.')),
				entry,
			]),
		);
		return this.byScope.get(this.scopeOf(itemIndex));
	}

	/** Whether another run of the node in this execution, as in a loop, has tried to send; a tool's calls are not told apart. */
	hasOtherRuns(): boolean {
		const run = this.scopeOf(0).split('.')[0]!;
		return Object.keys(this.entries).some((key) => key.split('.')[0] !== run);
	}

	/** Notes that a message was sent. @returns what is known of it from now on */
	noteSent(key: string, message: SentMessage): LedgerEntry {
		rememberId(message.messageId);
		return (this.entries[key] = { state: 'sent', ...message });
	}

	/** Notes that it is not known whether a message went out. */
	noteNotKnown(key: string, since: number, failure: Failure): void {
		this.entries[key] = { state: 'notKnown', since, failure };
	}

	/** Whether an ID belongs to a message that is known to have been sent, by this execution or by others in this process. */
	knows(messageId: string): boolean {
		return knownIds.has(messageId);
	}
}
