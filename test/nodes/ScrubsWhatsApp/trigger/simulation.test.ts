import { SENDERS } from '../../../../sandbox/api';
import type { Fault } from '../../../../sandbox/api/control/types';
import { useStandIn } from '../../../support/clinic';
import { TestClock } from '../../../support/clock';
import { list } from '../../../support/parameters';
import { PolledWorkflow } from '../../../support/polling';
import { seededRandom } from '../../../support/random';

const standIn = useStandIn();

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** `SIMULATION_SEED` repeats a run, `SIMULATION_POLLS` makes it longer. */
const seed = Number(process.env.SIMULATION_SEED ?? 20_260_601);
const polls = Number(process.env.SIMULATION_POLLS ?? 700);

const FAULTS: Array<Omit<Fault, 'operationIds' | 'skip'>> = [
	{ kind: 'status', status: 403 },
	{ kind: 'status', status: 500, times: 2 },
	{ kind: 'status', status: 503, times: 6 },
	{ kind: 'drop' },
	{ kind: 'truncated' },
	{ kind: 'html' },
	{ kind: 'status', status: 429 },
];

test(`every message starts the workflow exactly once, whatever happens (seed ${seed})`, async () => {
	console.info(`SIMULATION_SEED=${seed}`);
	const random = seededRandom(seed);
	const chance = (share: number) => random() < share;
	const upTo = (count: number) => Math.floor(random() * count);
	await standIn.control.clearConversations();

	// Some conversations of patients without a phone number, known by their IDs.
	const nameless: string[] = [];
	let clock = Date.now() - 60 * 24 * 60 * MINUTE;
	const time = await TestClock.start(standIn.control, clock);
	for (let index = 0; index < 5; index++) {
		const before = { recipient: null, text: 'before', at: clock, activeAt: clock };
		nameless.push((await standIn.control.receive(before)).conversationId);
	}

	const workflow = new PolledWorkflow(
		{ event: 'messageReceived', senderPhoneNumber: list(SENDERS.main) },
		standIn.apiKey(),
	);
	await time.set(clock);
	await workflow.activate();
	const activated = clock;

	const sent = new Map<string, { conversation: string; at: number; isLate: boolean }>();
	const newMessage = () => {
		// One that was written before the workflow was activated does not start it.
		const isLate = chance(0.1) && clock > activated + 20 * MINUTE;
		const at = clock - (isLate ? upTo(20 * MINUTE) : 0);
		const to = chance(0.05)
			? { conversationId: nameless[upTo(nameless.length)] }
			: { recipient: `1202555${String(upTo(250)).padStart(4, '0')}` };
		return { message: { ...to, text: 'x', at, activeAt: clock }, isLate };
	};
	/** Lets messages come in at once; the clock goes on after each. */
	const arrive = async (count: number, pause = 0) => {
		const written = Array.from({ length: count }, () => {
			const one = newMessage();
			clock += upTo(pause) * SECOND;
			return one;
		});
		const received = await standIn.control.receiveMany(written.map(({ message }) => message));
		for (const [index, { messageId, conversationId }] of received.entries()) {
			const { message, isLate } = written[index]!;
			sent.set(messageId, { conversation: conversationId, at: message.at, isLate });
		}
	};

	const emitted: string[] = [];
	const counts = { refused: 0, restarts: 0, nights: 0, largest: 0 };
	const take = async (items: Promise<Array<Record<string, unknown>>>) =>
		await items.then(
			(all) => emitted.push(...all.map(({ message_id: id }) => String(id))),
			() => counts.refused++,
		);

	for (let poll = 0; poll < polls; poll++) {
		clock += upTo(2 * MINUTE);
		if (chance(0.5)) await arrive(upTo(4), 3);
		if (chance(0.002)) {
			counts.nights++;
			await arrive(900, 60);
		}
		const hasFault = chance(0.08);
		if (hasFault) {
			const operationId = chance(0.5) ? 'listConversations' : 'listMessages';
			const fault = FAULTS[upTo(FAULTS.length)]!;
			await standIn.control.fault({ ...fault, operationIds: [operationId], skip: upTo(4) });
		}
		await time.set(clock);
		const isRestart = chance(0.03);
		if (isRestart) counts.restarts++;
		const restart = async () => await (chance(0.7) ? workflow.activate() : workflow.reactivate());
		const items = take(isRestart ? restart() : workflow.poll());
		// The list moves while it is read.
		if (chance(0.3)) for (let index = upTo(4); index > 0; index--) await arrive(1);
		// An activation that is refused is tried again by n8n, from what was saved.
		await items;
		counts.largest = Math.max(counts.largest, workflow.state.length);
	}
	for (let last = 0; last < 20; last++) {
		clock += HOUR;
		await time.set(clock);
		await take(workflow.poll());
	}
	await time.stop();

	console.info(`${polls} polls, ${sent.size} messages`, counts);
	expect(emitted.filter((id, index) => emitted.indexOf(id) !== index)).toEqual([]);
	expect([...sent.keys()].filter((id) => !emitted.includes(id))).toEqual([]);
	expect(emitted).toHaveLength(sent.size);
	expect(counts.largest).toBeLessThan(6_000);

	const lastOf = new Map<string, number>();
	const outOfOrder = emitted.filter((id) => {
		const { conversation, at, isLate } = sent.get(id)!;
		if (isLate) return false;
		const isEarlier = at < (lastOf.get(conversation) ?? 0);
		lastOf.set(conversation, at);
		return isEarlier;
	});
	expect(outOfOrder).toEqual([]);
}, 300_000);
