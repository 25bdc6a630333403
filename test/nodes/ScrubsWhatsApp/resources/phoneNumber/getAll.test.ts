import { SENDERS } from '../../../../../sandbox/api';
import { LIMIT_PROBLEM, REFUSED_LIMITS } from '../../../../support/limits';
import { atClinic } from '../../../../support/rows';
import { useOperation } from '../../../../support/oneOperation';

const { standIn, run, askApi } = useOperation('phoneNumber', 'getAll');

test.each([
	['by default', {}, 3],
	['with a limit', { limit: 2 }, 2],
	['with a limit above their number', { limit: 250 }, 3],
	['with Return All', { returnAll: true, limit: 1 }, 3],
])(
	'the clinic’s numbers come as the API has them, without Simplify: %s',
	async (_, parameters, expected) => {
		const { json } = await run({ simplify: false, ...parameters });
		expect(json).toEqual((await askApi('/numbers')).slice(0, expected));
		expect(json).toHaveLength(expected);
		expect(json[0]).toMatchObject({ phone_number: SENDERS.main, display_name: expect.any(String) });
	},
);

test('each has its name first, its number with + and times as they are at the clinic, by default', async () => {
	const { json } = await run();
	expect(Object.keys(json[0]!)).toEqual([
		'display_name',
		'phone_number',
		'status',
		'quality_rating',
		'claimed_at',
		'last_synced_at',
	]);
	const time = (value: unknown) => atClinic(Date.parse(value as string));
	expect(json).toEqual(
		(await askApi('/numbers')).map((row) => ({
			...row,
			phone_number: `+${row.phone_number as string}`,
			claimed_at: time(row.claimed_at),
			last_synced_at: time(row.last_synced_at),
		})),
	);
});

test('one request is made, without a query', async () => {
	await run();
	const requests = await standIn.control.requests();
	expect(requests).toEqual([
		expect.objectContaining({ method: 'GET', path: '/api/v1/whatsapp/numbers', query: {} }),
	]);
});

test.each(REFUSED_LIMITS)('a limit of %s is refused', async (_, limit) => {
	const { error } = await run({ limit });
	expect(error?.message).toBe(LIMIT_PROBLEM);
	expect(await standIn.control.requests()).toEqual([]);
});
