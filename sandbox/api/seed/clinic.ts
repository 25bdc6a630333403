import type { PhoneNumber } from '../../../nodes/ScrubsWhatsApp/api/schema';
import type { Organisation } from '../scrubs/world';

/** The demo clinic: what to put into the credential. */
export const CLINIC: Readonly<Organisation> = {
	providerId: 'SAMPLE_EHR_1',
	apiKey: 'demo_api_key_1',
	hciCode: '00A123',
};

/** Another customer of Scrubs, of which the demo clinic must never see anything. */
export const OTHER_CLINIC: Readonly<Organisation> = {
	providerId: 'SAMPLE_EHR_2',
	apiKey: 'demo_api_key_2',
	hciCode: '00B456',
};

/** The numbers that the demo clinic has claimed. */
export const SENDERS = {
	/** Bright Smile Dental: connected, rated GREEN, with all the templates and conversations. */
	main: '12025550101',
	/** Bright Smile Kids: connected, rated YELLOW, with two templates and three conversations. */
	second: '12025550102',
	/** Bright Smile Harbour: claimed, but no longer connected. No templates, no conversations. */
	disconnected: '12025550103',
} as const;

/** Numbers to claim. */
export const CLAIMS = {
	/** Onboarded, connected and free. */
	free: '12025550111',
	/** Onboarded but not connected yet: 409. */
	notConnected: '12025550112',
	/** Claimed by the other clinic: 409. */
	taken: '12025550121',
	/** Never onboarded: 404. */
	unknown: '12025550199',
} as const;

/** A number in the state in which the demo starts. */
export function phoneNumber(
	number: string,
	name: string | null,
	status = 'CONNECTED',
	quality: string | null = 'GREEN',
): PhoneNumber {
	return {
		phone_number: number,
		display_name: name,
		status,
		quality_rating: quality,
		claimed_at: '2025-05-06T07:20:00.000Z',
		last_synced_at: '2025-06-01T07:20:00.000Z',
	};
}
