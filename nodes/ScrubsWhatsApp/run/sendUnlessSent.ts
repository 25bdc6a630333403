import { sleep } from 'n8n-workflow';

import { NOT_KNOWN } from '../api/refusals';
import type { ProcessedStore } from '../host/processedStore';
import type { OncePer } from '../resources/operation';
import { KnownProblem } from '../words/KnownProblem';
import type { SendResult } from './result';
import type { KeyState } from './keyNotes';
import { SentKeys } from './SentKeys';

/** An earlier execution was ended while a message with this key was on its way, or another one is sending it. */
export class LeftOpen extends KnownProblem {
	constructor() {
		const { message, advice } = NOT_KNOWN.sendTemplateMessage;
		super(`A message with this key was on its way when n8n was ended. ${message}`, advice);
	}
}

/** The message is not to be sent before more is known. */
class NotNew extends Error {}

/** For how long another process is waited for that may just be sending: longer than an answer may take. */
const OTHER_PROCESS_MS = 40_000;
const ASK_EVERY_MS = 4_000;

/** Notes that the message with a key turned out to have been sent. */
export async function noteFound(store: ProcessedStore, { key: name, historySize }: OncePer) {
	const keys = SentKeys.of(store);
	await keys.inTurn(name, async (key) => await keys.end(store, key, historySize, 'sent'));
}

/** How a message is sent, and looked for. */
interface Ways {
	/** @param before comes right before it is sent; where it throws, it is not */
	send(before?: () => Promise<void>): Promise<SendResult>;
	/** The message as it was found in the conversation; undefined when it does not show up. */
	lookUp(): Promise<SendResult | undefined>;
	/** What a message comes to that was sent before. */
	before: SendResult;
	/** Whether it was this execution that left the key open. */
	isOurs: boolean;
	sendAgainIfNotKnown: boolean;
}

/**
 * Sends a message unless one with its key was sent before, in whichever execution of this node and on whichever machine.
 * A key that was left open is looked up in the conversation; without a trace there it is not sent on a guess.
 */
export async function sendUnlessSent(
	store: ProcessedStore,
	{ key: name, historySize, forget }: OncePer,
	ways: Ways,
): Promise<SendResult> {
	const keys = SentKeys.of(store);
	return await keys.inTurn(name, async (key) => {
		const end = async (as: KeyState) => await keys.end(store, key, historySize, as);
		const claim = async () => await keys.claim(store, key, historySize);

		let known: KeyState | undefined;
		// Right before it is sent, so that what is noted as open is on its way.
		const noteFirst = async () => {
			known = await claim();
			if (known !== 'new' && !forget) throw new NotNew();
		};
		let result = await ways.send(noteFirst);
		if (known !== undefined && known !== 'new' && !forget) {
			let found = known === 'open' && !ways.isOurs ? await ways.lookUp() : undefined;
			let waited = ways.isOurs ? OTHER_PROCESS_MS : 0;
			while (known === 'open' && !found && waited < OTHER_PROCESS_MS) {
				await sleep(ASK_EVERY_MS);
				waited += ASK_EVERY_MS;
				// A store that is gone says nothing of what the other one did.
				known = await claim().catch(() => 'open' as const);
				if (waited >= OTHER_PROCESS_MS && known === 'open') found = await ways.lookUp();
			}
			if (found) {
				await end('sent');
				return found;
			}
			if (known === 'sent') return ways.before;
			if (known === 'open' && !ways.sendAgainIfNotKnown) {
				return { state: 'notKnown', error: new LeftOpen() };
			}
			result = await ways.send();
		}
		if (result.state === 'sent') await end('sent');
		// What did nothing now may have done something before.
		else if (known !== undefined) await end(result.state === 'notSent' ? known : 'open');
		return result;
	});
}
