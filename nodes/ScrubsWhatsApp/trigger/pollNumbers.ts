import { listPhoneNumbers } from '../api/endpoints';
import type { PhoneNumber } from '../api/schema';
import { CONNECTED } from '../inferred';
import type { Transport } from '../transport/request';
import { shortDigest } from './digest';

/** The numbers that were connected at the last poll; what n8n stores of the trigger. */
export interface NumberState {
	/** Digests of their digits. */
	connected: string[];
}

export const isConnected = ({ status }: PhoneNumber): boolean =>
	status?.toUpperCase() === CONNECTED;

/**
 * Looks for numbers that are connected now and were not before, or were not there. The first time there is nothing to compare
 * with: then none is new.
 * @throws ScrubsApiError
 */
export async function pollNumbers(
	transport: Transport,
	state: NumberState | undefined,
): Promise<{ state: NumberState; numbers: PhoneNumber[] }> {
	const connected = (await listPhoneNumbers(transport)).filter(isConnected);
	const digests = connected.map(({ phone_number: number }) => shortDigest(number));
	const before = new Set(state?.connected ?? digests);
	return {
		state: { connected: digests },
		numbers: connected.filter((_, index) => !before.has(digests[index]!)),
	};
}
