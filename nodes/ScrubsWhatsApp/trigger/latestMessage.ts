import { conversationPages, type KnownConversation } from '../api/lists';
import { isKnown } from '../api/rows';
import { timeOf } from '../api/times';
import { MAX_PAGE_SIZE } from '../inferred';
import { settle } from '../transport/concurrency';
import type { Transport } from '../transport/request';
import type { FoundMessage } from './Memory';
import { readConversation } from './readConversation';
import { concernsOne } from './readNews';
import type { MessageWatch } from './watch';

/** How far back the editor looks for a message to test with. */
const MAX_CONVERSATIONS = 300;
const MAX_READ = 25;

/**
 * The latest message that is watched for: what the editor shows as a test event.
 * @throws InputProblem when there is none among the latest conversations; what kept one of them from being read, if
 * nothing was found in the others
 */
export async function latestMessage(
	transport: Transport,
	watch: MessageWatch,
): Promise<FoundMessage> {
	const { event, sender, recipient } = watch;
	const lastOf = (conversation: KnownConversation) => timeOf(event.lastOf(conversation)) ?? 0;
	const conversations: KnownConversation[] = [];
	for await (const page of conversationPages(transport, sender, recipient, MAX_CONVERSATIONS)) {
		conversations.push(...page.filter((one) => isKnown(one, 'conversation_id')));
	}
	conversations.sort((a, b) => lastOf(b) - lastOf(a));

	let latest: FoundMessage | undefined;
	let trouble: Error | undefined;
	for (const conversation of conversations.slice(0, MAX_READ)) {
		if (latest && lastOf(conversation) < latest.at) break;
		const read = await settle(
			readConversation(transport, watch, conversation, -Infinity, MAX_PAGE_SIZE),
		);
		if ('error' in read) {
			if (!concernsOne(read.error)) throw read.error;
			trouble ??= read.error;
			continue;
		}
		const newest = read.value.found.at(-1);
		if (newest && newest.at > (latest?.at ?? -Infinity)) latest = newest;
	}
	if (!latest) throw trouble ?? event.noneFound;
	return latest;
}
