import type { IDataObject } from 'n8n-workflow';

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
const polls = Number(process.env.SIMULATION_POLLS ?? 500);

const FAULTS: Array<Omit<Fault, 'operationIds' | 'skip'>> = [
	{ kind: 'status', status: 403 },
	{ kind: 'status', status: 500, times: 2 },
	{ kind: 'status', status: 503, times: 6 },
	{ kind: 'drop' },
	{ kind: 'truncated' },
	{ kind: 'html' },
	{ kind: 'status', status: 429 },
];

/** A way in which n8n polls. Each poll gives the items with which it has started the workflow. */
interface Way {
	poll(workflow: PolledWorkflow): Promise<IDataObject[]>;
	/** n8n starts again, or the workflow is switched off and on. */
	restart(workflow: PolledWorkflow): Promise<IDataObject[]>;
}

type Chance = (share: number) => boolean;

/** The state is n8n's as soon as a poll has ended, and stored with each start. */
const byDefault = (chance: Chance): Way => ({
	poll: async (workflow) => await workflow.poll(),
	restart: async (workflow) => await (chance(0.7) ? workflow.activate() : workflow.reactivate()),
});

/**
 * Each poll gets a copy of what is stored, which n8n reads before it begins: rounds that are due at once get the same one,
 * one after the other or at the same time. What a poll has noted is stored together with its execution, or alone without one:
 * after its end, perhaps when others have begun, and not at all where n8n has ended before or where the poll has lost its lease.
 */
function withCursors(chance: Chance, upTo: (count: number) => number): Way {
	async function rounds(workflow: PolledWorkflow, isEnding: boolean): Promise<IDataObject[]> {
		const started: IDataObject[] = [];
		let late: Array<() => void> = [];
		let refused: Error | undefined;
		const before = workflow.stored;
		const round = async (): Promise<void> => {
			const polled = await workflow.pollCopy(chance(0.5) ? before : workflow.stored);
			const store = () => {
				if (polled.isChanged) polled.store();
				started.push(...polled.items);
			};
			if (chance(0.05)) return;
			if (polled.items.length > 0 && chance(0.3)) late.push(store);
			else store();
		};
		const noted = async () => await round().catch((error: Error) => (refused = error));
		for (let due = chance(0.3) ? 1 + upTo(3) : 1; due > 0; due--) {
			if (chance(0.2)) await Promise.all([noted(), noted()]);
			else await noted();
		}
		if (isEnding) late = [];
		for (const store of late) store();
		if (refused !== undefined && started.length === 0) throw refused;
		return started;
	}
	return {
		poll: async (workflow) => await rounds(workflow, false),
		async restart(workflow) {
			return await rounds(workflow, true).finally(() => workflow.endProcess());
		},
	};
}

test.each([
	['by default', byDefault],
	['with durable cursors', withCursors],
])(
	`every message starts the workflow exactly once, whatever happens: %s (seed ${seed})`,
	async (_, wayOf) => {
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
		const way = wayOf(chance, upTo);
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
			const items = take(isRestart ? way.restart(workflow) : way.poll(workflow));
			// The list moves while it is read.
			if (chance(0.3)) for (let index = upTo(4); index > 0; index--) await arrive(1);
			// An activation that is refused is tried again by n8n, from what was saved.
			await items;
			counts.largest = Math.max(counts.largest, workflow.state.length);
		}
		for (let last = 0; last < 20; last++) {
			clock += HOUR;
			await time.set(clock);
			await take(way.poll(workflow));
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
	},
	300_000,
);
