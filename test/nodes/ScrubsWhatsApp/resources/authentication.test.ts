import { RESOURCES } from '../../../../nodes/ScrubsWhatsApp/resources/registry';
import { CLINIC } from '../../../../sandbox/api';
import { useStandIn } from '../../../support/clinic';
import { runNode } from '../../../support/engine';
import { COMPOSED_OPERATIONS, OPERATION_IDS, OPERATIONS } from '../../../support/operations';

const standIn = useStandIn();

const SECRETS = {
	apiKey: { 'x-scrubs-clinic-api-key': CLINIC.apiKey },
	hciCode: { 'x-scrubs-clinic-code': CLINIC.hciCode },
};

test('every operation is tried here', () => {
	const tried = [...Object.values(OPERATIONS), ...COMPOSED_OPERATIONS].map(
		({ resource, operation }) => [resource, operation],
	);
	const all = RESOURCES.flatMap(({ value, operations }) =>
		operations.map((operation) => [value, operation.value]),
	);
	expect(tried).toHaveLength(all.length);
	expect(tried).toEqual(expect.arrayContaining(all));
});

async function expectThatAlone(authentication: keyof typeof SECRETS): Promise<void> {
	for (const { headers } of await standIn.control.requests()) {
		const scrubs = Object.entries(headers).filter(([name]) => name.startsWith('x-scrubs'));
		expect(Object.fromEntries(scrubs)).toEqual({
			'x-scrubs-clinic-provider': CLINIC.providerId,
			...SECRETS[authentication],
		});
	}
}

describe.each(['apiKey', 'hciCode'] as const)('with %s', (authentication) => {
	const credentials = () => standIn[authentication]();

	test.each(OPERATION_IDS)('%s sends that and the provider alone', async (operationId) => {
		const { error, json } = await runNode({
			parameters: OPERATIONS[operationId],
			credentials: credentials(),
		});
		expect(error).toBeUndefined();
		expect(json).not.toEqual([]);
		expect((await standIn.control.requests()).at(-1)?.operationId).toBe(operationId);
		await expectThatAlone(authentication);
	});

	test.each(COMPOSED_OPERATIONS)(
		'$operation sends that and the provider alone',
		async (parameters) => {
			const { error, json } = await runNode({ parameters, credentials: credentials() });
			expect(error).toBeUndefined();
			expect(json).not.toEqual([]);
			await expectThatAlone(authentication);
		},
	);
});
