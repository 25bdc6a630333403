import { listPhoneNumbers } from '../../api/endpoints';
import type { PhoneNumber } from '../../api/schema';
import { timeOf } from '../../api/times';
import { CONNECTED } from '../../inferred';
import type { Transport } from '../../transport/request';
import { InputProblem } from '../../words/InputProblem';
import { shortDigest } from '../digest';
import type { Polled, TriggerEvent } from './event';

/** The numbers that were connected at the last poll; what n8n stores of the trigger. */
interface NumberState {
	/** Digests of their digits. */
	connected: string[];
}

const isConnected = ({ status }: PhoneNumber): boolean => status?.toUpperCase() === CONNECTED;

const connectedNumbers = async (transport: Transport) =>
	(await listPhoneNumbers(transport)).filter(isConnected);

/** Numbers that are connected now and were not before, or were not there. */
async function poll(transport: Transport, state: NumberState | undefined): Promise<Polled> {
	const connected = await connectedNumbers(transport);
	const digests = connected.map(({ phone_number: number }) => shortDigest(number));
	const before = new Set(state?.connected ?? digests);
	return {
		state: { connected: digests } satisfies NumberState,
		items: connected.filter((_, index) => !before.has(digests[index]!)),
	};
}

/** The number that was connected last. */
async function latest(transport: Transport): Promise<PhoneNumber> {
	const claimedAt = ({ claimed_at: time }: PhoneNumber) => timeOf(time) ?? 0;
	const [last] = (await connectedNumbers(transport)).sort((a, b) => claimedAt(b) - claimedAt(a));
	if (!last) {
		throw new InputProblem(
			'None of your numbers is connected to WhatsApp yet.',
			'Create an onboarding link, open it and finish the set-up, then claim the number (Phone Number → Claim).',
		);
	}
	return last;
}

export const numberConnected: TriggerEvent = {
	name: 'Number Connected',
	value: 'numberConnected',
	description: 'One of your numbers is connected to WhatsApp and claimed: it can be used',
	isOfMessages: false,
	open: () => ({
		watch: '',
		poll: async (transport, _, state) => await poll(transport, state as NumberState | undefined),
		latest,
	}),
};
