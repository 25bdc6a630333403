import { PAIR_LIMIT_CODE } from '../../../../nodes/ScrubsWhatsApp/inferred';
import { createPacedTransport } from '../../../../nodes/ScrubsWhatsApp/transport/pacedTransport';
import { Pacer } from '../../../../nodes/ScrubsWhatsApp/transport/Pacer';
import {
	createTransport,
	type ScrubsRequest,
} from '../../../../nodes/ScrubsWhatsApp/transport/request';
import type { ScrubsApiError } from '../../../../nodes/ScrubsWhatsApp/transport/ScrubsApiError';
import type { Fault } from '../../../../sandbox/api';
import { useStandIn } from '../../../support/clinic';
import { ANY_REQUEST, n8nSend } from '../../../support/transport';

const standIn = useStandIn();

const READ = ANY_REQUEST;
const CREATE: ScrubsRequest<object> = {
	operationId: 'createOnboardingLink',
	method: 'POST',
	path: ['api', 'v1', 'whatsapp', 'onboarding-links'],
	body: {},
	read: (json) => json as object,
};
const pacedBy = (pacer: Pacer) =>
	createPacedTransport(createTransport(standIn.apiKey(), n8nSend(standIn.apiKey())), pacer);
const ask = async (request: ScrubsRequest<object>, pacer = new Pacer()) =>
	await pacedBy(pacer).request(request);
const failureOf = async (answer: Promise<unknown>) =>
	await answer.then(
		() => undefined,
		(error: ScrubsApiError) => error.failure,
	);
const arrived = async () => (await standIn.control.requests()).length;
const fail = async (fault: Fault) => await standIn.control.fault(fault);
const throttled = (seconds: string): Fault => ({
	kind: 'status',
	status: 429,
	headers: { 'retry-after': seconds },
});
const PAIR_LIMIT: Fault = {
	kind: 'status',
	status: 400,
	body: { error: { code: PAIR_LIMIT_CODE, message: 'Pair rate limit hit.' } },
};

const PASSING: Fault[] = [
	{ kind: 'drop' },
	...[500, 502, 503, 504].map((status): Fault => ({ kind: 'status', status })),
];
const LASTING: Fault[] = [
	...[400, 401, 403, 404, 422].map((status): Fault => ({ kind: 'status', status })),
	{ kind: 'redirect' },
	{ kind: 'brokenJson' },
];

describe('a read', () => {
	test.each(PASSING)('is tried again after $kind $status', async (fault) => {
		await fail({ ...fault, times: 2 });
		expect(await ask(READ)).toHaveProperty('data');
		expect(await arrived()).toBe(3);
	});

	test.each(PASSING)('is given up when $kind $status stays', async (fault) => {
		await fail({ ...fault, times: 0 });
		expect(await failureOf(ask(READ))).toMatchObject({ mayHaveTakenEffect: false });
		expect(await arrived()).toBe(5);
	});

	test.each(LASTING)('is not tried again after $kind $status', async (fault) => {
		await fail({ ...fault, times: 0 });
		expect(await failureOf(ask(READ))).toBeDefined();
		expect(await arrived()).toBe(1);
	});
});

describe('a request that changes something', () => {
	test.each([...PASSING, ...LASTING])('is sent once for $kind $status', async (fault) => {
		await fail({ ...fault, times: 0 });
		expect(await failureOf(ask(CREATE))).toBeDefined();
		expect(await arrived()).toBe(1);
	});

	test.each<Fault>([...PASSING, { kind: 'brokenJson' }])(
		'may have taken effect after $kind $status',
		async (fault) => {
			await fail(fault);
			expect(await failureOf(ask(CREATE))).toMatchObject({ mayHaveTakenEffect: true });
		},
	);

	test('is never sent again after a 5xx, not even one with the number of the pair limit', async () => {
		await fail({ ...PAIR_LIMIT, status: 500, times: 0 });
		expect(await failureOf(ask(CREATE))).toMatchObject({ mayHaveTakenEffect: true });
		expect(await arrived()).toBe(1);
	});

	test('is sent again after the pair limit', async () => {
		await fail({ ...PAIR_LIMIT, times: 2 });
		expect(await ask(CREATE)).toBeDefined();
		expect(await arrived()).toBe(3);
	});
});

describe.each([
	['a read', READ],
	['a request that changes something', CREATE],
])('%s that the server asks to come later', (_, request) => {
	test.each(['0', new Date(0).toUTCString()])('is sent again (%s)', async (retryAfter) => {
		await fail({ ...throttled(retryAfter), times: 1 });
		expect(await ask(request)).toBeDefined();
		expect(await arrived()).toBe(2);
	});

	test('is sent again no sooner than that', async () => {
		await fail(throttled('1'));
		await ask(request);
		const [first, second] = (await standIn.control.requests()).map(({ at }) => Date.parse(at));
		expect(second! - first!).toBeGreaterThanOrEqual(990);
	});

	test('is given up at once when it would have to wait longer than five minutes', async () => {
		await fail(throttled('301'));
		expect(await failureOf(ask(request))).toMatchObject({
			status: 429,
			retryAfterMs: 301_000,
			mayHaveTakenEffect: false,
		});
		expect(await arrived()).toBe(1);
	});
});

describe('the rest of a run', () => {
	/** The second request waits for its turn while the first is under way. */
	const askTwice = async (first: ScrubsRequest<object>) => {
		const pacer = new Pacer(1);
		return await Promise.all([failureOf(ask(first, pacer)), failureOf(ask(READ, pacer))]);
	};

	test.each<[string, Fault]>([
		['a refused key', { kind: 'status', status: 401 }],
		['a used-up quota', { kind: 'status', status: 429 }],
	])('is not tried after %s', async (_, fault) => {
		await fail(fault);
		for (const failure of await askTwice(CREATE)) {
			expect(failure).toMatchObject({ status: fault.status, mayHaveTakenEffect: false });
		}
		expect(await arrived()).toBe(1);
	});

	test.each<Fault>([...PASSING, PAIR_LIMIT, { kind: 'status', status: 404 }])(
		'goes on after $kind $status',
		async (fault) => {
			await fail(fault);
			const [, second] = await askTwice(CREATE);
			expect(second).toBeUndefined();
		},
	);

	test('does not wait longer than five minutes either, when the server asks for it', async () => {
		const pacer = new Pacer(1);
		await fail({ ...throttled('900'), times: 1 });
		const both = Promise.all([failureOf(ask(CREATE, pacer)), failureOf(ask(READ, pacer))]);
		const late = new Promise<'late'>((resolve) => setTimeout(resolve, 2_000, 'late').unref());
		const result = await Promise.race([both, late]);
		pacer.stop(new Error('The test is over.'));
		await both;
		expect(result).not.toBe('late');
	});
});
