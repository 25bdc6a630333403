import type { IDataObject } from 'n8n-workflow';

import { listPhoneNumbers } from '../../api/endpoints';
import { isKnown, rawOf, type PhoneNumber } from '../../api/rows';
import { timeOf } from '../../api/times';
import { CONNECTED } from '../../inferred';
import type { Transport } from '../../transport/request';
import { InputProblem } from '../../words/InputProblem';
import { shortDigest } from '../digest';
import type { Polled, TriggerEvent } from './event';

/** The numbers that were connected when they were last listed; what n8n stores of the trigger. */
interface NumberState {
	/** Digests of their digits. */
	connected: string[];
}

const isConnected = ({ status }: PhoneNumber): boolean => status?.toUpperCase() === CONNECTED;

const listNumbers = async (transport: Transport) =>
	(await listPhoneNumbers(transport)).filter((one) => isKnown(one, 'phone_number'));

/**
 * Numbers that are connected now and were listed otherwise before, or never. One that is missing from a list keeps what was
 * known of it: a list that is cut short once must not make all of them new at the next poll.
 */
async function poll(transport: Transport, state: NumberState | undefined): Promise<Polled> {
	const listed = (await listNumbers(transport)).map((number) => ({
		number,
		digest: shortDigest(number.phone_number),
	}));
	const isOn = ({ number }: { number: PhoneNumber }) => isConnected(number);
	const known = new Set(state?.connected ?? listed.filter(isOn).map(({ digest }) => digest));
	const items = listed.filter((one) => isOn(one) && !known.has(one.digest));
	for (const one of listed) {
		if (isOn(one)) known.add(one.digest);
		else known.delete(one.digest);
	}
	return {
		state: { connected: [...known] } satisfies NumberState,
		items: items.map(({ number }) => rawOf(number)),
	};
}

/** The number that was connected last. */
async function latest(transport: Transport): Promise<IDataObject> {
	const claimedAt = ({ claimed_at: time }: PhoneNumber) => timeOf(time) ?? 0;
	const [last] = (await listNumbers(transport))
		.filter(isConnected)
		.sort((a, b) => claimedAt(b) - claimedAt(a));
	if (!last) {
		throw new InputProblem(
			'None of your numbers is connected to WhatsApp yet.',
			'Create an onboarding link, open it and finish the set-up, then claim the number (Phone Number → Claim).',
		);
	}
	return rawOf(last);
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
