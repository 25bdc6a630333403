import { accountOf, NOTHING_WRONG, tell } from './support/account';
import { shared } from './support/queue';
import { RATE, Sending, untilRequests } from './support/runs';

const { n8n, standIn } = shared.scrubsQueue;

/** Messages of this node with the same key go out once, in whatever execution. */
const ONCE = { sendOncePer: '={{ $json.appointmentId }}' };

/** As many messages as may be in flight when a worker dies. */
const IN_FLIGHT = 64;

beforeEach(async () => {
	await standIn.reset();
	await standIn.rateLimit(RATE);
});

describe('With "Send Only Once Per", the same list', () => {
	const list = { from: 0, count: 200 };

	test('run again sends nothing, and only what is new when it has grown', async () => {
		const sending = await Sending.of(ONCE);
		const first = await accountOf([list], [await sending.run(list)]);
		const again = await accountOf([list], [await sending.run(list)]);
		const grown = { from: 0, count: 220 };
		const third = await accountOf([grown], [await sending.run(grown)]);
		tell(
			'The same list three times',
			[first, again, third].map(({ doubled }) => doubled),
		);

		expect(first.reported.sent).toBe(200);
		expect(again).toMatchObject({ ...NOTHING_WRONG, delivered: 200 });
		expect(again.reported.alreadySent).toBe(200);
		expect(third).toMatchObject({ ...NOTHING_WRONG, delivered: 220 });
		// Another worker's writing may bring back for a moment that a key is open: it is found in the conversation then.
		expect(third.reported.sent + third.reported.alreadySent).toBe(220);
	});

	test('run four times at once over two workers reaches everybody once', async () => {
		const sending = await Sending.of(ONCE);
		await sending.startAll([list, list, list, list]);
		await untilRequests(1);
		const atWork = n8n.workers.filter((worker) => worker.executionsUnderWay().length > 0);
		const account = await accountOf([list], await sending.settled());
		tell('The same list four times at once', { workers: atWork.length, ...account });

		expect(atWork).toHaveLength(2);
		expect(account).toMatchObject({ ...NOTHING_WRONG, delivered: 200 });
	});

	test('run again after a worker was killed leaves open at most what was in flight', async () => {
		const sending = await Sending.of(ONCE);
		await sending.startAll([list]);
		await untilRequests(100);
		const worker = n8n.workers.find((one) => one.executionsUnderWay().length > 0)!;
		await worker.kill();
		await worker.start();
		const account = await accountOf([list], [await sending.run(list)]);
		tell('Run again after a kill', account);

		expect(account).toMatchObject({ ...NOTHING_WRONG, deliveredUnseen: 0 });
		expect(account.reported.notKnown).toBeLessThanOrEqual(IN_FLIGHT);
		expect(account.delivered + account.reported.notKnown).toBe(200);
	});
});
