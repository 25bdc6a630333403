import { SENDERS } from '../../../../../sandbox/api';
import { LIMIT_PROBLEM, REFUSED_LIMITS } from '../../../../support/limits';
import { useOperation } from '../../../../support/oneOperation';

const { standIn, run, askApi } = useOperation('phoneNumber', 'getAll');

test.each([
	['by default', {}, 3],
	['with a limit', { limit: 2 }, 2],
	['with a limit above their number', { limit: 250 }, 3],
	['with Return All', { returnAll: true, limit: 1 }, 3],
])('the clinic’s numbers come as the API has them: %s', async (_, parameters, expected) => {
	const { json } = await run(parameters);
	expect(json).toEqual((await askApi('/numbers')).slice(0, expected));
	expect(json).toHaveLength(expected);
	expect(json[0]).toMatchObject({ phone_number: SENDERS.main, display_name: expect.any(String) });
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
