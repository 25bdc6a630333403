import type { Problem, Remedy } from './remedies';

/** What a user reads: what happened, then how to get on. Neither carries a key, a request or a patient's data. */
export interface Explanation {
	message: string;
	description: string;
}

/** What a place offers to those who read there. */
interface PlaceWords {
	/** How the same is tried again there; absent where n8n does so by itself. */
	again?: string;
	/** Whether the credential is what is open there. */
	isCredential?: boolean;
	/** How its fields are called. */
	fields: string;
	/** How it calls the clinic's number there; `the sender` unless it says so. */
	sender?: string;
	/** Whether it has "Return All" and "Limit", texts of an item, and a conversation to choose. */
	isStep?: boolean;
}

/**
 * Where a message is read.
 * - `step`: a step of a workflow that somebody runs
 * - `trigger`: a trigger that polls by itself
 * - `triggerTest`: a trigger that somebody tries in the editor
 * - `editor`: a list or a form of the open node
 * - `credential`: the credential while it is open, whose test has the button "Retry"
 */
export type Place = 'step' | 'trigger' | 'triggerTest' | 'editor' | 'credential';

const YOUR_NUMBER = '"Your Number"';

const PLACES: Readonly<Record<Place, PlaceWords>> = {
	step: {
		again: 'run this step again',
		fields: 'the fields of this step for this item',
		isStep: true,
	},
	trigger: { fields: 'the fields of the trigger', sender: YOUR_NUMBER },
	triggerTest: {
		again: 'choose "Fetch Test Event" again',
		fields: 'the fields of the trigger',
		sender: YOUR_NUMBER,
	},
	editor: { again: 'open this node again', fields: 'the fields of this node' },
	credential: {
		again: 'choose "Retry"',
		fields: 'the fields of the credential',
		isCredential: true,
	},
};

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** `Wait a minute, then run this step again.` A trigger does so by itself, and waits on its own. */
function tryAgain(
	{ again }: PlaceWords,
	first?: string,
	{ fewerItems, why }: { fewerItems?: boolean; why?: string } = {},
): string {
	if (!again) return 'Nothing is lost: n8n looks again by itself at the next poll.';
	const how = `${again}${fewerItems ? ', with fewer items at a time' : ''}${why ? `: ${why}` : ''}.`;
	return first ? `${first}, then ${how}` : capitalised(how);
}

const ASK_SUPPORT = 'If it stays so, ask Scrubs support.';
const chooseSender = ({ sender = 'the sender' }: PlaceWords) =>
	`Choose ${sender} from the list, or claim the number first (Phone Number → Claim).`;

/** One remedy, in the words of a place; another one where it cannot be done there. */
function worded(remedy: Remedy, place: PlaceWords): string {
	const { again = '', isCredential, isStep } = place;
	const inCredential = isCredential ? '' : ' in the credential';
	switch (remedy.do) {
		case 'tryAgain': {
			const { wait, ...how } = remedy;
			return tryAgain(place, wait && `Wait ${wait}`, isStep ? how : { why: how.why });
		}
		case 'checkConnection': {
			const check = `Check the internet connection of n8n and "Base URL"${inCredential}`;
			return place.again ? tryAgain(place, check) : `${check}. ${tryAgain(place)}`;
		}
		case 'mendCredential':
			return isCredential
				? `${capitalised(remedy.by)}.`
				: `Open the Scrubs WhatsApp credential and ${remedy.by}.`;
		case 'setBaseUrl':
			return remedy.ifTrusted
				? `If you trust it, set "Base URL"${inCredential} to ${remedy.to}.`
				: worded({ do: 'mendCredential', by: `set "Base URL" to ${remedy.to}` }, place);
		case 'chooseSender':
			return chooseSender(place);
		case 'chooseConversation':
			if (!isStep) return remedy.andSender ? chooseSender(place) : ASK_SUPPORT;
			return remedy.andSender
				? 'Choose sender and conversation from their lists. A number must be claimed before its messages can be read.'
				: 'Choose the conversation from the list, or use a conversation_id as Conversation → Get Many returns it.';
		case 'readLess':
			if (!isStep) return tryAgain(place);
			return remedy.onePage
				? 'Switch "Return All" off and lower "Limit" below the number of rows on one page.'
				: `${capitalised(again)}, or read fewer rows: switch "Return All" off and lower "Limit".`;
		case 'checkFields':
			return `Check ${place.fields}.`;
		case 'shortenTexts':
			return isStep ? 'Shorten the texts of this item.' : ASK_SUPPORT;
		case 'askSupport':
			return remedy.anyway ? 'Ask Scrubs support.' : ASK_SUPPORT;
	}
}

/** A problem in the words of the place where it is read. */
export function explain({ message, advice }: Problem, place: Place): Explanation {
	const sentences = advice.map((part) =>
		typeof part === 'string' ? part : worded(part, PLACES[place]),
	);
	return { message, description: sentences.join(' ') };
}
