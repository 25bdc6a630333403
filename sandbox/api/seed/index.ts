import { Conversations } from '../scrubs/conversations';
import type { ConversationRow } from '../scrubs/rows';
import type { NumberRow, World } from '../scrubs/world';
import { CLAIMS, CLINIC, OTHER_CLINIC, phoneNumber, SENDERS } from './clinic';
import { fewConversations, mainConversations } from './conversations';
import { mainTemplates, otherTemplates, secondTemplates } from './templates';

export { CLAIMS, CLINIC, OTHER_CLINIC, SENDERS } from './clinic';
export {
	CONVERSATION_COUNT,
	CONVERSATIONS,
	SEED_TIME,
	type SeedConversation,
} from './conversations';
export { mainTemplates, secondTemplates } from './templates';

/** A fresh copy of the world in which tests and demos start: the same each time. */
export function seedWorld(): World {
	const world: World = { organisations: [CLINIC, OTHER_CLINIC], numbers: [], newest: 0, links: 0 };
	const add = (
		owner: string | null,
		phone: NumberRow['phone'],
		templates: NumberRow['templates'] = [],
		conversations: ConversationRow[] = [],
	) =>
		world.numbers.push({
			owner,
			phone,
			templates,
			conversations: new Conversations(conversations),
		});

	add(
		CLINIC.providerId,
		phoneNumber(SENDERS.main, 'Bright Smile Dental'),
		mainTemplates(),
		mainConversations(world, SENDERS.main),
	);
	add(
		CLINIC.providerId,
		phoneNumber(SENDERS.second, 'Bright Smile Kids', 'CONNECTED', 'YELLOW'),
		secondTemplates(),
		fewConversations(world, SENDERS.second, 400, 3),
	);
	add(
		CLINIC.providerId,
		phoneNumber(SENDERS.disconnected, 'Bright Smile Harbour', 'DISCONNECTED', null),
	);
	add(null, phoneNumber(CLAIMS.free, 'Bright Smile Orthodontics'));
	add(null, phoneNumber(CLAIMS.notConnected, null, 'PENDING', null));
	add(
		OTHER_CLINIC.providerId,
		phoneNumber(CLAIMS.taken, 'Example Eye Centre'),
		otherTemplates(),
		fewConversations(world, CLAIMS.taken, 500, 5),
	);
	return world;
}
