import { setTimeout as sleep } from 'timers/promises';
import type { Execution } from '../../sandbox/n8n/execution';
import { seededRandom } from '../support/random';
import { accountOf, NOTHING_WRONG, tell } from './support/account';
import { reportsOf, type List } from './support/lists';
import { shared } from './support/queue';
import { RATE, Sending, until, untilRequests } from './support/runs';

const { n8n, standIn } = shared.scrubsQueue;

const KILLS = 20;
/** Lists under way at once, and how many patients are on each. */
const AT_ONCE = 4;
const COUNT = 150;
/** For so long no worker has an execution under way that is lost. */
const LOST_AFTER_MS = 15_000;
const POLL_MS = 500;
const LIMIT_MS = 900_000;

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
/** Who is killed and when, and what is done about executions that are lost. */
const [kill, repair] = [seededRandom(seed), seededRandom(seed + 1)];

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
		const { status } = await patiently(async () => await n8n.api.execution(id));
		if (status === 'success') return await patiently(async () => await n8n.api.execution(id));
		if (status === 'error' || status === 'crashed') return undefined;
		if (n8n.workers.some((one) => one.isRunning && one.executionsUnderWay().includes(id))) {
			seenAt = Date.now();
		}
		if (Date.now() - seenAt > LOST_AFTER_MS) return undefined;
		await sleep(POLL_MS);
	}
}

/** Runs a list until an execution of it has ended well; one that is lost is retried, or the list run again, as people do. */
async function deliver(sending: Sending, list: List): Promise<Execution> {
	const idsNow = async () => await patiently(async () => await sending.executionIds());
	const before = (await idsNow()).length;
	for (let known = before; ;) {
		const lost = known > before ? (await idsNow()).at(-1) : undefined;
		// A retry answers only when it has ended.
		if (lost !== undefined && repair() < 0.5) void n8n.api.retry(lost).catch(() => undefined);
		else await sending.start(list);
		await sleep(POLL_MS);
		const ids = await idsNow();
		if (ids.length <= known) continue;
		known = ids.length;
		const execution = await ended(ids.at(-1)!);
		if (execution && reportsOf(execution).size === list.count) return execution;
	}
}

/** Kills one process after the other at random moments, and starts each again at once. */
async function killAtRandom(): Promise<void> {
	const up = new Set([n8n.main, ...n8n.workers]);
	const starts: Array<Promise<unknown>> = [];
	for (let kills = 1; kills <= KILLS; kills++) {
		await untilRequests((await standIn.stats()).requests + 10 + Math.floor(kill() * 100));
		await until('a process that is up', async () => up.size > 0);
		// The main process last: when it starts it finds the executions that got stuck.
		const choice = kills === KILLS ? [n8n.main] : [...up];
		const victim = choice[Math.floor(kill() * choice.length)]!;
		if (kills === KILLS) await Promise.all(starts);
		await victim.kill();
		up.delete(victim);
		starts.push(victim.start().then(() => up.add(victim)));
	}
	await Promise.all(starts);
}

test(
	`Whoever dies, ${KILLS} times at random moments: one message a key, or it is reported not known (seed ${seed})`,
	async () => {
		await standIn.reset();
		await standIn.rateLimit(RATE);
		const lists: List[] = [];
		const executions: Execution[] = [];
		let isOver = false;
		const send = async () => {
			const sending = await Sending.of({ sendOncePer: '={{ $json.appointmentId }}' });
			while (!isOver) {
				const list = { from: lists.length * COUNT, count: COUNT };
				lists.push(list);
				executions.push(await deliver(sending, list));
			}
		};
		const sends = Array.from({ length: AT_ONCE }, send);
		await killAtRandom().finally(() => (isOver = true));
		await Promise.all(sends);
		const account = await accountOf(lists, executions);
		tell(`${KILLS} kills, seed ${seed}`, account);

		expect(account).toMatchObject(NOTHING_WRONG);
		expect(account.reported.notSent).toBe(0);
		expect(account.delivered + account.reported.notKnown).toBeGreaterThanOrEqual(
			account.recipients,
		);
	},
	LIMIT_MS,
);
