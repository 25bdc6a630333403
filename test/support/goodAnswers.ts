import type { IDataObject } from 'n8n-workflow';

import { SENDERS } from '../../sandbox/api';
import type { OperationId } from './operations';
import { lastPage, PATIENT_DIGITS, template } from './rawClinic';

const iso = (at: number) => new Date(at).toISOString();

/** A number of the clinic. */
export const numberRow = (digits: string = SENDERS.main): IDataObject => ({
	phone_number: digits,
	display_name: 'Bright Smile Dental',
	status: 'CONNECTED',
	quality_rating: 'GREEN',
	claimed_at: '2025-05-06T07:20:00.000Z',
	last_synced_at: '2025-06-01T07:20:00.000Z',
});

/** A conversation in which the patient wrote last at this time (Unix ms). */
export const conversationRow = (id: string, at: number): IDataObject => ({
	conversation_id: id,
	recipient_phone_number: PATIENT_DIGITS,
	status: 'active',
	last_active_at: iso(at),
	created_at: iso(at),
	updated_at: iso(at),
	contact_name: 'Ana',
	messages_count: 1,
	last_message_type: 'text',
	last_message_timestamp: iso(at),
	last_inbound_at: iso(at),
	last_outbound_at: null,
});

/** A message of the patient at this time (Unix ms). */
export const messageRow = (id: string, at: number): IDataObject => ({
	message_id: id,
	timestamp: String(Math.floor(at / 1_000)),
	type: 'text',
	direction: 'inbound',
	status: 'delivered',
	processing_status: 'processed',
	origin: 'cloud_api',
	from_phone_number: PATIENT_DIGITS,
	to_phone_number: SENDERS.main,
	contact_name: 'Ana',
	content: 'Yes',
	has_media: false,
});

const YEAR = Date.UTC(2026, 0, 1);

/** What each operation answers with where all is well. */
export const GOOD_ANSWERS: Readonly<Record<OperationId, IDataObject>> = {
	createOnboardingLink: {
		data: {
			onboarding_link_id: 'setup_link_1',
			url: 'https://usescrubs.com/api/v1/whatsapp/onboarding-links/1',
			status: 'active',
			expires_at: '2026-12-01T00:00:00.000Z',
			whatsapp_setup_status: 'pending',
			whatsapp_setup_error: null,
		},
	},
	claimPhoneNumber: { data: numberRow() },
	listPhoneNumbers: { data: [numberRow(), numberRow(SENDERS.second)] },
	listTemplates: { data: [template('1', '2'), { ...template('1'), language: 'es' }] },
	sendTemplateMessage: {
		messaging_product: 'whatsapp',
		recipient_phone_number: PATIENT_DIGITS,
		contacts: [{ input: PATIENT_DIGITS, wa_id: PATIENT_DIGITS }],
		messages: [{ id: 'wamid.1' }],
	},
	listConversations: {
		data: [conversationRow('c1', YEAR), conversationRow('c2', YEAR - 1_000)],
		paging: lastPage,
	},
	listMessages: {
		data: [messageRow('m1', YEAR), messageRow('m2', YEAR - 1_000)],
		paging: lastPage,
	},
};
