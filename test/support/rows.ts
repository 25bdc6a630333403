import type { IDataObject } from 'n8n-workflow';

/** One row with every field of a conversation, to vary. */
export const conversationRow = (changes: IDataObject = {}): IDataObject => ({
	conversation_id: '11111111-1111-4111-8111-111111111111',
	recipient_phone_number: '13015550103',
	status: 'active',
	last_active_at: '2025-06-02T12:00:00Z',
	created_at: '2025-06-01T12:00:00Z',
	updated_at: '2025-06-02T12:00:00Z',
	contact_name: 'Kim Placeholder',
	messages_count: 1,
	last_message_type: 'text',
	last_message_timestamp: '2025-06-02T12:00:00Z',
	last_inbound_at: null,
	last_outbound_at: null,
	...changes,
});

/** A row without some of its fields. */
export const without = (row: IDataObject, ...names: string[]): IDataObject =>
	Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

/** A time (Unix milliseconds) as the clocks of the tests' clinic show it: they are eight hours ahead of UTC. */
export const atClinic = (time: number): string =>
	`${new Date(time + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
