import { mapConcurrently } from '../../../../nodes/ScrubsWhatsApp/transport/concurrency';

describe('many tasks side by side', () => {
	test('come to their results in order, no more of them at once than wanted', async () => {
		let [atOnce, most] = [0, 0];
		const results = await mapConcurrently(50, 8, async (index) => {
			most = Math.max(most, (atOnce += 1));
			await new Promise((resolve) => setTimeout(resolve, 50 - index));
			atOnce -= 1;
			return index;
		});
		expect(results).toEqual(Array.from({ length: 50 }, (_, index) => index));
		expect(most).toBe(8);
	});

	test.each([1, 8, 128])(
		'that wait for nothing let others have their turns (%i at once)',
		async (atOnce) => {
			// By this clock each task takes a millisecond.
			let now = 1_000;
			const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
			let [sinceTurn, most] = [0, 0];
			const turn = () => {
				sinceTurn = 0;
				next = setImmediate(turn);
			};
			let next = setImmediate(turn);
			await mapConcurrently(2_000, atOnce, async () => {
				await Promise.resolve();
				now += 1;
				most = Math.max(most, (sinceTurn += 1));
			});
			clearImmediate(next);
			clock.mockRestore();
			// On a busy machine two breaths may end in the same turn.
			expect(most).toBeLessThanOrEqual(2 * (20 + atOnce));
		},
	);
});
