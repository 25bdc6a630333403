import { createHash } from 'node:crypto';
import { unixSeconds } from '../scrubs/times';
import type { ConversationRow, MessageRow } from '../scrubs/rows';
import type { World } from '../scrubs/world';

/** The time the seed data ends at, in Unix milliseconds: long past, so that whatever is sent is newer. */
export const SEED_TIME = Date.UTC(2025, 5, 2, 12);

/** How many conversations the main number has. */
export const CONVERSATION_COUNT = 300;

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How a conversation of the seed is recognised. */
export interface SeedConversation {
	readonly id: string;
	/** Digits, or null for a patient known by user name alone. */
	readonly recipient: string | null;
	readonly contactName: string | null;
	/** How many messages it holds. */
	readonly messages: number;
}

function conversation(
	index: number,
	messages: number,
	contactName: string | null,
	recipient: string | null = patientNumber(index),
): SeedConversation {
	return { id: uuid(`conversation ${index}`), recipient, contactName, messages };
}

/** Conversations of the main number that tests and demos name; they lead its list, in this order. */
export const CONVERSATIONS = {
	/** Twelve pages of 100, and every 25th message with an attachment. */
	long: conversation(0, 1200, 'Alex Example'),
	/** Exactly one page of 100. */
	hundred: conversation(1, 100, 'Sam Sample'),
	/** One more than a page of 100. */
	hundredOne: conversation(2, 101, 'Robin Specimen'),
	/** Exactly one page of the default size. */
	twenty: conversation(3, 20, 'Kim Placeholder'),
	one: conversation(4, 1, 'Toni Testcase'),
	/** Begun, but without a message yet. */
	empty: conversation(5, 0, 'Nico Nobody'),
	/** A patient known by WhatsApp user name: no phone number. */
	userNameOnly: conversation(6, 4, '@example.patient', null),
	/** A patient who never gave a name. */
	nameless: conversation(7, 3, null),
} as const;

const FIRST_NAMES = ['Alex', 'Sam', 'Robin', 'Kim', 'Toni', 'Nico', 'Jo', 'Max', 'Lee', 'Charlie'];
const LAST_NAMES = ['Example', 'Sample', 'Specimen', 'Placeholder', 'Testcase', 'Fiction'];

/** The conversations of the main number, latest activity first. */
export function mainConversations(world: World, sender: string): ConversationRow[] {
	const named = Object.values(CONVERSATIONS);
	const others = Array.from({ length: CONVERSATION_COUNT - named.length }, (_, position) =>
		plain(position + named.length),
	);
	return rows(world, sender, [...named, ...others]);
}

/**
 * A few conversations for another number.
 *
 * @param start index of the first one, so that ids and patients differ from those of other numbers
 */
export function fewConversations(
	world: World,
	sender: string,
	start: number,
	count: number,
): ConversationRow[] {
	return rows(
		world,
		sender,
		Array.from({ length: count }, (_, position) => plain(start + position)),
	);
}

function plain(index: number): SeedConversation {
	const first = FIRST_NAMES[index % FIRST_NAMES.length];
	const last = LAST_NAMES[Math.floor(index / FIRST_NAMES.length) % LAST_NAMES.length];
	return conversation(index, 1 + (index % 9), `${first} ${last}`);
}

/** Rows get their order from the oldest to the newest, the way they would have come in. */
function rows(world: World, sender: string, seeds: readonly SeedConversation[]): ConversationRow[] {
	return seeds
		.map((seed, index) => ({ seed, index }))
		.reverse()
		.map(({ seed, index }) => row(world, sender, seed, index))
		.reverse();
}

function row(world: World, sender: string, seed: SeedConversation, index: number): ConversationRow {
	const lastAt = SEED_TIME - index * 37 * MINUTE;
	const messages = Array.from({ length: seed.messages }, (_, age) => age)
		.reverse()
		.map((age) => message(world, sender, seed, age, lastAt - age * 3 * MINUTE))
		.reverse();
	const createdAt = (messages.at(-1)?.at ?? lastAt) - 5 * SECOND;
	return {
		id: seed.id,
		at: messages[0]?.at ?? createdAt,
		order: (world.newest += 1),
		recipient: seed.recipient,
		contactName: seed.contactName,
		status: index % 3 === 2 ? 'ended' : 'active',
		createdAt,
		offset: index % 2 ? 8 * 60 : -4 * 60,
		messages,
	};
}

const MEDIA = ['image', 'document', 'audio'] as const;

/** @param age how many messages of the conversation are newer */
function message(
	world: World,
	sender: string,
	{ id, recipient, contactName }: SeedConversation,
	age: number,
	at: number,
): MessageRow {
	const inbound = age % 2 === 0;
	const media = age % 25 === 24 ? MEDIA[Math.floor(age / 25) % MEDIA.length] : undefined;
	const [from, to] = inbound ? [recipient, sender] : [sender, recipient];
	const text = inbound ? 'Hello, I need help with my appointment.' : 'Of course, which day suits?';
	return {
		order: (world.newest += 1),
		at,
		message: {
			message_id: `wamid.${Buffer.from(`${id}/${age}`).toString('base64url')}`,
			timestamp: unixSeconds(at),
			type: media ?? 'text',
			direction: inbound ? 'inbound' : 'outbound',
			status: inbound ? 'delivered' : 'read',
			processing_status: 'processed',
			origin: inbound ? 'cloud_api' : 'business_app',
			from_phone_number: from,
			to_phone_number: to,
			contact_name: contactName,
			// An audio message has no caption.
			content: media === 'audio' ? null : (media ?? text),
			has_media: media !== undefined,
		},
	};
}

/** A number of the range that is kept for fiction, 555-01xx, in one of several area codes. */
function patientNumber(index: number): string {
	const area = 301 + Math.floor(index / 100);
	return `1${area}55501${String(index % 100).padStart(2, '0')}`;
}

/** The same UUID for the same name, in each run. */
function uuid(name: string): string {
	const hex = createHash('sha256').update(name).digest('hex');
	return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}
