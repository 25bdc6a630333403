import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { listConversations, listPhoneNumbers, listTemplates } from '../api/endpoints';
import { isKnown, type Conversation, type Known, type PhoneNumber } from '../api/rows';
import { CONNECTED, MAX_PAGE_SIZE } from '../inferred';
import { queryOfCursor } from '../api/paging';
import { timeOf } from '../api/times';
import {
	isNamed,
	sendableFirst,
	templateKeyOf,
	type NamedTemplate,
} from '../resources/template/templateChoice';
import { aliasOf, titlesOf } from '../resources/template/templateTitles';
import { readableNumber } from '../phone/PhoneDigits';
import { joinParts, SEPARATOR } from '../words/humanise';
import { connectedSenderInEditor, forEditor, senderInEditor } from './editor';

/** How many pages of conversations one search in the editor reads before it shows what it has. */
const MAX_SEARCH_PAGES = 20;

/**
 * Whether a list entry contains every word that the user typed, or a phone number with these digits.
 * @param alias what the entry is called elsewhere
 */
function matches({ name }: INodeListSearchItems, filter = '', alias = ''): boolean {
	const typed = filter.trim().toLowerCase();
	const digits = /^[+\d\s().-]+$/.test(typed) ? typed.replace(/\D/g, '') : '';
	const numbers = name.split(SEPARATOR).filter((part) => part.startsWith('+'));
	if (digits !== '' && numbers.some((number) => number.includes(digits))) return true;
	const text = `${name} ${alias}`.toLowerCase();
	return typed.split(/\s+/).every((word) => text.includes(word));
}

/** WhatsApp rates numbers by what patients think of their messages; this is no news. */
const BEST_QUALITY = 'GREEN';

const senderEntry = ({
	phone_number: number,
	display_name: name,
	quality_rating: quality,
	status,
}: Known<PhoneNumber, 'phone_number'>) => ({
	// The editor cuts long labels: what keeps a number from being used comes first.
	name: joinParts(
		status?.toUpperCase() !== CONNECTED && 'Not connected',
		name,
		readableNumber(number),
		quality && quality.toUpperCase() !== BEST_QUALITY && `quality ${quality.toLowerCase()}`,
	),
	value: number,
});

/** The clinic's numbers: name, number, and WhatsApp's quality rating where it is not the best. */
export async function searchSenders(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await forEditor(this, async (transport) => {
		const numbers = await listPhoneNumbers(transport);
		const entries = numbers.filter((one) => isKnown(one, 'phone_number')).map(senderEntry);
		return { results: entries.filter((entry) => matches(entry, filter)) };
	});
}

/** The chosen sender's templates as a user would call them; those that can be sent come first. Their exact names and languages are found, too. */
export async function searchTemplates(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await forEditor(this, async (transport) => {
		const sender = await connectedSenderInEditor(this, transport);
		const templates = (await listTemplates(transport, sender)).filter(isNamed).sort(sendableFirst);
		const titleOf = titlesOf(templates);
		const entryOf = (template: NamedTemplate) => ({
			name: titleOf(template),
			value: templateKeyOf(template),
		});
		const results = templates
			.filter((template) => matches(entryOf(template), filter, aliasOf(template)))
			.map(entryOf);
		return { results };
	});
}

/** `2 Jun 2025, 20:00` in the workflow's time zone, which is the clinic's. */
const dateLabel = (time: unknown, timeZone: string) => {
	const at = timeOf(time);
	return at === undefined
		? undefined
		: new Date(at).toLocaleString('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' });
};

const conversationEntry =
	(timeZone: string) => (conversation: Known<Conversation, 'conversation_id'>) => ({
		name: joinParts(
			conversation.contact_name,
			readableNumber(conversation.recipient_phone_number) || 'no phone number',
			dateLabel(conversation.last_active_at, timeZone),
		),
		value: conversation.conversation_id,
	});

/** The chosen sender's conversations: contact, number, last activity; more pages come as the user scrolls. */
export async function searchConversations(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await forEditor(this, async (transport) => {
		const sender = await senderInEditor(this, transport);
		const toEntry = conversationEntry(this.getTimezone());
		const results: INodeListSearchItems[] = [];
		let cursor: string | undefined = paginationToken;
		for (let pages = 0; pages < MAX_SEARCH_PAGES; pages++) {
			const page = cursor === undefined ? {} : queryOfCursor(cursor, transport.origin);
			const query = { limit: MAX_PAGE_SIZE };
			const { rows, next } = await listConversations(transport, sender, { query, page });
			const known = rows.filter((one) => isKnown(one, 'conversation_id'));
			results.push(...known.map(toEntry).filter((entry) => matches(entry, filter)));
			const isLast = !next || next === cursor;
			cursor = isLast ? undefined : next;
			if (isLast || results.length > 0) break;
		}
		return { results, paginationToken: cursor };
	});
}
