import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { TemplateMessageRequest } from '../api/schema';
import type { Failure } from '../transport/ScrubsApiError';

/** What is known of one message: the output it gave, or since when (Scrubs' clock, Unix ms) it is not known if it went out. */
export type LedgerEntry =
	| { state: 'sent'; messageId: string; output: IDataObject }
	| { state: 'notKnown'; since: number; failure: Failure };

const STORE = 'scrubsSendLedger';

/** SHA-256 of what is sent, in hexadecimal: tells messages apart without keeping a patient's data. */
async function digestOf(sender: string, message: TemplateMessageRequest): Promise<string> {
	const { recipient_phone_number: recipient, template_name: name, language, fields } = message;
	const content = [sender, recipient, name, language, Object.entries(fields).sort()];
	const bytes = new TextEncoder().encode(JSON.stringify(content));
	return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
}

/**
 * Remembers in the node's context what an execution has sent. n8n keeps that context over the tries of Retry On Fail and
 * stores it with the execution, so that Retry execution finds it too; a new execution starts with an empty one.
 */
export class SendLedger {
	private readonly sentIds: Set<string>;

	private constructor(
		private readonly entries: Record<string, LedgerEntry>,
		private readonly scopeOf: (itemIndex: number) => string,
	) {
		const sent = Object.values(entries).filter((entry) => entry.state === 'sent');
		this.sentIds = new Set(sent.map(({ messageId }) => messageId));
	}

	/** The ledger of the node in this execution. */
	static of(context: IExecuteFunctions): SendLedger {
		const store = context.getContext('node');
		store[STORE] ??= {};
		// An AI agent runs a tool anew for each call, on some paths even for each try: there the same message counts as sent
		// whenever it was. Elsewhere a loop may well mean to send it again, in another run.
		const isTool = context.getNode().type.endsWith('Tool');
		const runIndex = context.evaluateExpression('{{ $runIndex }}', 0) as number;
		return new SendLedger(store[STORE] as Record<string, LedgerEntry>, (itemIndex) =>
			isTool ? 'tool' : `${runIndex}.${itemIndex}`,
		);
	}

	/** Under which an item's message is remembered. */
	async keyOf(itemIndex: number, sender: string, message: TemplateMessageRequest): Promise<string> {
		return `${this.scopeOf(itemIndex)}.${await digestOf(sender, message)}`;
	}

	get(key: string): LedgerEntry | undefined {
		return this.entries[key];
	}

	/** Notes that a message was sent. @returns its output */
	noteSent(key: string, messageId: string, output: IDataObject): IDataObject {
		this.entries[key] = { state: 'sent', messageId, output };
		this.sentIds.add(messageId);
		return output;
	}

	/** Notes that it is not known whether a message went out. */
	noteNotKnown(key: string, since: number, failure: Failure): void {
		this.entries[key] = { state: 'notKnown', since, failure };
	}

	/** Whether an ID belongs to a message that this execution knows to have sent. */
	knows(messageId: string): boolean {
		return this.sentIds.has(messageId);
	}
}
