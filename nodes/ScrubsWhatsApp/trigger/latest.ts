import { readConversationPages } from '../api/lists';
import { listPhoneNumbers } from '../api/endpoints';
import type { Conversation, PhoneNumber } from '../api/schema';
import { timeOf } from '../api/times';
import { MAX_PAGE_SIZE } from '../inferred';
import type { Transport } from '../transport/request';
import { InputProblem } from '../words/InputProblem';
import type { FoundMessage } from './memory';
import { isConnected } from './pollNumbers';
import { readConversation } from './readConversation';
import type { MessageWatch } from './watch';

/** How far back the editor looks for a message to test with. */
const MAX_CONVERSATIONS = 300;
const MAX_READ = 25;

const NONE_FOUND = {
	messageReceived: new InputProblem(
		'No message from a patient that fits was found.',
		'Send a WhatsApp message to your clinic’s number from your own phone, then fetch again. If filters are set, check that it fits them.',
	),
	messageNotDelivered: new InputProblem(
		'None of the latest messages that fit is one that could not be delivered.',
		'There is nothing to test with, which is good news. You can activate the workflow all the same, or try it with another event.',
	),
};

/**
 * The latest message that is watched for: what the editor shows as a test event.
 * @throws InputProblem when there is none among the latest conversations
 */
export async function latestMessage(
	transport: Transport,
	watch: MessageWatch,
): Promise<FoundMessage> {
	const lastOf = (conversation: Conversation) =>
		timeOf(
			watch.event === 'messageReceived'
				? conversation.last_inbound_at
				: conversation.last_outbound_at,
		) ?? 0;
	const conversations: Conversation[] = [];
	const pages = readConversationPages(transport, watch.sender, watch.recipient, MAX_CONVERSATIONS);
	for await (const page of pages) conversations.push(...page);
	conversations.sort((a, b) => lastOf(b) - lastOf(a));

	let latest: FoundMessage | undefined;
	for (const conversation of conversations.slice(0, MAX_READ)) {
		if (latest && lastOf(conversation) < latest.at) break;
		const { found } = await readConversation(
			transport,
			watch,
			conversation,
			-Infinity,
			MAX_PAGE_SIZE,
		);
		const newest = found.at(-1);
		if (newest && newest.at > (latest?.at ?? -Infinity)) latest = newest;
	}
	if (!latest) throw NONE_FOUND[watch.event];
	return latest;
}

/** The number that was connected last. @throws InputProblem when none is */
export async function latestNumber(transport: Transport): Promise<PhoneNumber> {
	const connected = (await listPhoneNumbers(transport)).filter(isConnected);
	const claimed = ({ claimed_at: time }: PhoneNumber) => timeOf(time) ?? 0;
	const [latest] = connected.sort((a, b) => claimed(b) - claimed(a));
	if (!latest) {
		throw new InputProblem(
			'None of your numbers is connected to WhatsApp yet.',
			'Create an onboarding link, open it and finish the set-up, then claim the number (Phone Number → Claim).',
		);
	}
	return latest;
}
