/**
 * What Scrubs does not document and this package takes from Kapso, the WhatsApp provider whose fields Scrubs' answers
 * mirror, and from Meta's WhatsApp platform. When one of these turns out otherwise, this is the one place to change.
 */

/** Query parameter that takes `paging.next` (Kapso). */
export const NEXT_CURSOR_PARAMETER = 'after';

/** Largest `limit` of a page (Kapso). */
export const MAX_PAGE_SIZE = 100;

/** Status of a template that can be sent (Meta); Scrubs documents only that others are refused. */
export const APPROVED = 'APPROVED';

/** Template statuses by what a user can do about them (Meta). */
export const TEMPLATE_STATUSES = [
	'APPROVED',
	'ARCHIVED',
	'DISABLED',
	'FLAGGED',
	'IN_APPEAL',
	'LIMIT_EXCEEDED',
	'LOCKED',
	'PAUSED',
	'PENDING',
	'PENDING_DELETION',
	'REJECTED',
] as const;

/** Template categories (Meta), and the one that patients can opt out of. */
export const TEMPLATE_CATEGORIES = ['AUTHENTICATION', 'MARKETING', 'UTILITY'] as const;
export const MARKETING = 'MARKETING';

/** Parameter types whose value is the address of a file (Meta). */
export const MEDIA_PARAMETER_TYPES: readonly string[] = ['image', 'video', 'document'];

/** Status of a sender number that is ready to send (Meta). */
export const CONNECTED = 'CONNECTED';

/** Statuses of a number that cannot send at all (Meta). Others, such as FLAGGED, still send. */
export const UNCONNECTED_STATUSES: readonly string[] = [
	'BANNED',
	'DELETED',
	'DISCONNECTED',
	'MIGRATED',
	'PENDING',
	'UNVERIFIED',
];

/** WhatsApp's error for a second message to the same recipient too soon, and how long to wait then (Meta), in milliseconds. */
export const PAIR_LIMIT_CODE = 131056;
export const PAIR_LIMIT_WAIT_MS = 6_000;

/** Directions of a message, and the status of one that could not be delivered (Kapso). */
export const INBOUND = 'inbound';
export const OUTBOUND = 'outbound';
export const NOT_DELIVERED = 'failed';

/** Type of a message that was sent from a template (Kapso). */
export const TEMPLATE_MESSAGE = 'template';

/** Statuses after which a message's status may still change to NOT_DELIVERED (Kapso). */
export const UNSETTLED_STATUSES: readonly string[] = ['pending', 'accepted', 'sent'];

/**
 * What the status of a message of the clinic says (Kapso), by Scrubs' word. Scrubs documents neither the words nor a time for
 * them: a message has one time, that of its sending, which is the time of an UNSETTLED status alone.
 */
export const DELIVERY_STATUSES: Readonly<Record<string, string>> = {
	pending: 'pending',
	accepted: 'pending',
	sent: 'sent',
	delivered: 'delivered',
	read: 'read',
	failed: 'failed',
};

/** Types of messages that patients write (Meta). */
export const MESSAGE_TYPES = [
	'audio',
	'button',
	'contacts',
	'document',
	'image',
	'interactive',
	'location',
	'order',
	'reaction',
	'sticker',
	'template',
	'text',
	'video',
] as const;

/** What WhatsApp refuses in a text parameter of a template (Meta): line breaks, tabs, more than four spaces in a row. */
export const REFUSED_LAYOUT = /[\r\n\t\u2028\u2029]| {5}/;

/** Longest text parameter, and longest one in a header, in characters (Meta). */
export const LONGEST_TEXT = 1_024;
export const LONGEST_HEADER_TEXT = 60;
