import { RESOURCES } from '../../../../nodes/ScrubsWhatsApp/resources/registry';
import { CLINIC } from '../../../../sandbox/api';
import { useStandIn } from '../../../support/clinic';
import { runNode } from '../../../support/engine';
import { OPERATION_IDS, OPERATIONS } from '../../../support/operations';

const standIn = useStandIn();

const SECRETS = {
	apiKey: { 'x-scrubs-clinic-api-key': CLINIC.apiKey },
	hciCode: { 'x-scrubs-clinic-code': CLINIC.hciCode },
};

test('every operation is tried here', () => {
	const tried = Object.values(OPERATIONS).map(({ resource, operation }) => [resource, operation]);
	const all = RESOURCES.flatMap(({ value, operations }) =>
		operations.map((operation) => [value, operation.value]),
	);
	expect(tried).toHaveLength(all.length);
	expect(tried).toEqual(expect.arrayContaining(all));
});

describe.each(['apiKey', 'hciCode'] as const)('with %s', (authentication) => {
	test.each(OPERATION_IDS)('%s sends that and the provider alone', async (operationId) => {
		const { error, json } = await runNode({
			parameters: OPERATIONS[operationId],
			credentials: standIn[authentication](),
		});
		expect(error).toBeUndefined();
		expect(json).not.toEqual([]);
		const requests = await standIn.control.requests();
		expect(requests.at(-1)?.operationId).toBe(operationId);
		for (const { headers } of requests) {
			const scrubs = Object.entries(headers).filter(([name]) => name.startsWith('x-scrubs'));
			expect(Object.fromEntries(scrubs)).toEqual({
				'x-scrubs-clinic-provider': CLINIC.providerId,
				...SECRETS[authentication],
			});
		}
	});
});
