import { listPhoneNumbers } from '../../api/endpoints';
import { isKnown, rawOf, type PhoneNumber } from '../../api/rows';
import { timeOf } from '../../api/times';
import { CONNECTED } from '../../inferred';
import type { Transport } from '../../transport/request';
import { InputProblem } from '../../words/InputProblem';
import { simplifyPhoneNumber, toJsonOf } from '../../resources/simplify';
import { shortDigest } from '../digest';
import { isSimplified } from '../watch';
import type { TriggerEvent } from './event';

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
async function poll(
	transport: Transport,
	state: NumberState | undefined,
): Promise<{ state: NumberState; found: PhoneNumber[] }> {
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
		state: { connected: [...known] },
		found: items.map(({ number }) => number),
	};
}

/** The number that was connected last. */
async function latest(transport: Transport): Promise<PhoneNumber> {
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
	return last;
}

export const numberConnected: TriggerEvent = {
	name: 'Number Connected',
	value: 'numberConnected',
	description: 'One of your numbers is connected to WhatsApp and claimed: it can be used',
	isOfMessages: false,
	open(context) {
		const toJson = toJsonOf<PhoneNumber>(
			context,
			isSimplified(context),
			simplifyPhoneNumber,
			rawOf,
		);
		return {
			watch: '',
			async poll(transport, _, from) {
				const { state, found } = await poll(transport, from as NumberState | undefined);
				return { state, items: found.map(toJson) };
			},
			latest: async (transport) => toJson(await latest(transport)),
		};
	},
};
