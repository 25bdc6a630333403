import { setTimeout as sleep } from 'timers/promises';
import type { Execution } from '../../sandbox/n8n/execution';
import { seededRandom } from '../support/random';
import { accountOf, NOTHING_WRONG, tell } from './support/account';
import { reportsOf, type List } from './support/lists';
import { shared } from './support/queue';
import { RATE, Sending, until, untilRequests } from './support/runs';

const { n8n, standIn } = shared.scrubsQueue;

const kills = Number(process.env.SCRUBS_QUEUE_KILLS);
const seed = Number(process.env.SCRUBS_QUEUE_SEED);
/** Who is killed and when, and what is done about executions that are lost. */
const [kill, repair] = [seededRandom(seed), seededRandom(seed + 1)];

/** Lists under way at once of each kind, and how many patients are on each. */
const AT_ONCE = 2;
const COUNT = 150;
/** For so long no worker has an execution under way that is lost. */
const LOST_AFTER_MS = 15_000;
/** How often an execution is retried. */
const MAX_RETRIES = 3;
const POLL_MS = 500;
const LIMIT_MS = 180_000 + kills * 60_000;

/** Lists of one kind, and what the last executions of them say. */
class Deliveries {
	readonly lists: List[] = [];

	readonly executions: Execution[] = [];

	/** @param from the first of its patients @param isOnce whether it is sent with "Send Only Once Per" */
	constructor(
		private readonly from: number,
		readonly isOnce: boolean,
	) {}

	/** Sends one list after the other, and goes on with the next as long as that is wanted. */
	async run(goesOn: () => boolean): Promise<void> {
		const options = this.isOnce ? { sendOncePer: '={{ $json.appointmentId }}' } : {};
		const sending = await Sending.of(options);
		while (goesOn()) {
			const list = { from: this.from + this.lists.length * COUNT, count: COUNT };
			this.lists.push(list);
			const execution = await deliver(sending, list, this.isOnce);
			if (execution) this.executions.push(execution);
		}
	}
}

/** Asks n8n until it answers, since its main process may be down. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
	for (;;) {
		const answer = await ask().then(
			(value) => ({ value }),
			() => undefined,
		);
		if (answer) return answer.value;
		await sleep(POLL_MS);
	}
}

/** Waits for an execution's end. @returns undefined if it is lost: n8n says that it failed, or nobody works at it any more */
async function ended(id: string): Promise<Execution | undefined> {
	let seenAt = Date.now();
	for (;;) {
		const execution = await patiently(async () => await n8n.api.execution(id));
		if (execution.status === 'success') return execution;
		if (execution.status === 'error') return undefined;
		// What has crashed may be run again by another worker.
		if (execution.status === 'crashed' && n8n.version.whenWorkerDies === 'fails') return undefined;
		if (n8n.workers.some((one) => one.isRunning && one.executionsUnderWay().includes(id))) {
			seenAt = Date.now();
		}
		if (Date.now() - seenAt > LOST_AFTER_MS) return undefined;
		await sleep(POLL_MS);
	}
}

/**
 * Runs a list until an execution of it has ended well. One that is lost is retried, as people do; where that doubles nothing,
 * they also run the list again.
 * @returns undefined where n8n does not manage to retry it
 */
async function deliver(
	sending: Sending,
	list: List,
	isOnce: boolean,
): Promise<Execution | undefined> {
	const idsNow = async () => await patiently(async () => await sending.executionIds());
	let ids = await idsNow();
	let [known, lost, retries] = [ids.length, undefined as string | undefined, 0];
	for (;;) {
		if (lost === undefined || (isOnce && repair() < 0.5)) await sending.start(list);
		else if (!isOnce && ++retries > MAX_RETRIES) return undefined;
		// A retry answers only when it has ended.
		else void n8n.api.retry(lost).catch(() => undefined);
		await sleep(POLL_MS);
		ids = await idsNow();
		if (ids.length <= known) continue;
		known = ids.length;
		lost = ids.at(-1)!;
		const execution = await ended(lost);
		if (execution && reportsOf(execution).size === list.count) return execution;
	}
}

/** Kills one process after the other at random moments, and starts each again at once. */
async function killAtRandom(): Promise<void> {
	const up = new Set([n8n.main, ...n8n.workers]);
	const starts: Array<Promise<unknown>> = [];
	for (let count = 1; count <= kills; count++) {
		await untilRequests((await standIn.stats()).requests + 10 + Math.floor(kill() * 100));
		await until('a process that is up', async () => up.size > 0);
		// The main process last: when it starts it finds the executions that got stuck.
		const choice = count === kills ? [n8n.main] : [...up];
		const victim = choice[Math.floor(kill() * choice.length)]!;
		if (count === kills) await Promise.all(starts);
		await victim.kill();
		up.delete(victim);
		starts.push(victim.start().then(() => up.add(victim)));
	}
	await Promise.all(starts);
}

test(
	`Whoever dies, ${kills} times at random moments: one message each, or it is reported not known (seed ${seed})`,
	async () => {
		await standIn.reset();
		await standIn.rateLimit(RATE);
		const once = new Deliveries(0, true);
		const plain = new Deliveries(1_000_000, false);
		let isOver = false;
		const sends = [once, plain].flatMap((kind) =>
			Array.from({ length: AT_ONCE }, async () => await kind.run(() => !isOver)),
		);
		await killAtRandom().finally(() => (isOver = true));
		await Promise.all(sends);
		const account = await accountOf(once.lists, once.executions);
		tell(`${kills} kills, seed ${seed}, with "Send Only Once Per"`, account);
		const other = await accountOf(plain.lists, plain.executions);
		tell(`${kills} kills, seed ${seed}, without`, other);

		expect(account).toMatchObject(NOTHING_WRONG);
		expect(account.reported.notSent).toBe(0);
		expect(account.delivered + account.reported.notKnown).toBeGreaterThanOrEqual(
			account.recipients,
		);
		expect(other).toMatchObject({ doubled: 0, sentInVain: 0 });
		expect(other.reported.notSent).toBe(0);
	},
	LIMIT_MS,
);
