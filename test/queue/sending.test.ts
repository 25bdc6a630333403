import { accountOf, NOTHING_WRONG, sendingSeconds, tell } from './support/account';
import { shared } from './support/queue';
import { RATE, Sending, untilRequests } from './support/runs';

const { n8n, standIn } = shared.scrubsQueue;

/** Four lists of 250 patients each, all of whom are others. */
const LISTS = [0, 250, 500, 750].map((from) => ({ from, count: 250 }));
/** What the server's limit allows: its first 80 go out at once. */
const LIMIT_SECONDS = (1_000 - RATE.requests) / RATE.requests;

beforeEach(async () => {
	await standIn.reset();
	await standIn.rateLimit(RATE);
});

describe('Four executions of 250 messages over two workers, of which the server takes 80 a second', () => {
	// How long it takes is measured by `npm run bench:queue`.
	test('reach everybody once', async () => {
		const sending = await Sending.of();
		await sending.startAll(LISTS);
		const account = await accountOf(LISTS, await sending.settled());
		const seconds = await sendingSeconds();
		tell('4 × 250 over two workers', { seconds, limit: LIMIT_SECONDS, ...account });

		expect(account).toMatchObject({ ...NOTHING_WRONG, delivered: 1_000 });
		expect(account.reported.sent).toBe(1_000);
	});
});

describe('A worker that is killed while it sends', () => {
	test('doubles nothing: who got a message is reported as sent, everybody else as not known', async () => {
		const sending = await Sending.of();
		await sending.startAll(LISTS);
		await untilRequests(200);
		const [worker] = n8n.workers;
		await worker!.kill();
		const lost = worker!.executionsUnderWay();
		// Started before another one takes its jobs over, it would find them in its log and have them refused.
		const isTakenOver = n8n.version.whenWorkerDies === 'runsAgain';
		if (!isTakenOver) await worker!.start();
		const account = await accountOf(LISTS, await sending.settled(lost));
		if (isTakenOver) await worker!.start();
		tell('A worker killed', { lost: lost.length, ...account });

		expect(lost).not.toEqual([]);
		expect(account).toMatchObject({ ...NOTHING_WRONG, deliveredUnseen: 0 });
		expect(account.reported.notSent).toBe(0);
	});
});
