import { withForm } from '../../../support/parameters';
import { bodyOf, patients, recipientOf, RETRY } from '../../../support/patients';
import { template } from '../../../support/rawClinic';
import { useSending } from '../../../support/sending';

const { standIn, run, failSend, hideConversations, attempts, delivered, recipients } = useSending();
const NOT_KNOWN = expect.stringMatching(/It is not known whether the message went out\.$/);
const sentTo = (phone: string) =>
	expect.objectContaining({ status: 'sent', recipient_phone_number: `+${phone}` });

describe('Retry On Fail', () => {
	const items = patients(12);
	const phones = items.map(({ phone }) => phone);

	test('sends only what is missing at the second try, when the first one threw', async () => {
		await failSend({ kind: 'status', status: 404, skip: 2, times: 3 });
		const { error, json } = await run(items, { settings: RETRY });

		expect(error).toBeUndefined();
		expect(json).toEqual(phones.map(sentTo));
		expect((await recipients()).sort()).toEqual(phones);
		expect(await attempts()).toHaveLength(items.length + 3);
	});

	test('gives back the same answers for what went out at the first try', async () => {
		await failSend({ kind: 'status', status: 404, skip: 11 });
		const { json } = await run(items, { settings: RETRY, options: { maxConcurrency: 1 } });

		const ids = json.map(({ message_id: id }) => id);
		expect(new Set(ids).size).toBe(items.length);
		expect(json).toEqual(phones.map(sentTo));
		expect(await delivered()).toHaveLength(items.length);
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'sends only what is missing with %s as well',
		async (onError) => {
			// n8n tries again when the first item carries an error. Messages to one patient go out in order.
			const names = ['first', 'second', 'third', 'fourth'];
			await failSend({ kind: 'status', status: 404, times: 2 });
			const { json, errorItems } = await run(
				names.map((name) => ({ phone: '6581000000', name })),
				{ settings: RETRY, onError },
			);

			expect(errorItems).toEqual([]);
			expect(json).toEqual(names.map(() => sentTo('6581000000')));
			expect((await delivered()).map((request) => bodyOf(request).fields['1'])).toEqual([
				'third',
				'fourth',
				'first',
				'second',
			]);
		},
	);

	test('gives up after its tries, and says what became of the messages over all of them', async () => {
		await failSend({ kind: 'status', status: 404, skip: 11, times: 0 });
		const { error } = await run(items, { settings: RETRY });

		expect(error?.message).toMatch(/^11 of 12 messages sent, 1 not sent\. Row 12: Scrubs does not/);
		expect(await delivered()).toHaveLength(11);
		expect(await attempts()).toHaveLength(11 + 3);
	});

	test('never sends again what may have gone out', async () => {
		await hideConversations();
		await failSend({ kind: 'drop', when: 'after', skip: 1, times: 1 });
		const { error } = await run(patients(3), { settings: RETRY });

		expect(error?.message).toMatch(/^2 of 3 messages sent, 1 not known\. /);
		expect(await attempts()).toHaveLength(3);
	});
});

describe('a later try that cannot even prepare the messages', () => {
	const items = patients(12);
	beforeEach(
		async () =>
			await standIn.control.fault({
				kind: 'status',
				status: 404,
				operationIds: ['listTemplates'],
				skip: 1,
				times: 0,
			}),
	);

	test('leaves the report at what the first one did', async () => {
		await hideConversations();
		await failSend({ kind: 'drop', skip: 10 });
		await failSend({ kind: 'status', status: 404, skip: 10 });
		const { error } = await run(items, { settings: RETRY });

		expect(error?.message).toMatch(/^10 of 12 messages sent, 1 not sent, 1 not known\. /);
		expect(await attempts()).toHaveLength(12);
	});

	test('gives out what was sent, where the workflow goes on', async () => {
		// n8n tries again when the first item carries an error.
		await failSend({ kind: 'status', status: 404 });
		const { json } = await run(items, {
			settings: RETRY,
			onError: 'continueRegularOutput',
			options: { maxConcurrency: 1 },
		});

		expect(json.slice(1)).toEqual(items.slice(1).map(({ phone }) => sentTo(phone)));
		expect(json[0]?.error).toMatch(/The message was not sent\.$/);
		expect(await attempts()).toHaveLength(12);
	});
});

test('a message that went out holds back no other, when a later try cannot prepare it', async () => {
	const [alex, sam] = patients(2);
	await failSend({ kind: 'status', status: 404, skip: 1 });
	// At the second try the template of the first message is gone.
	await standIn.control.fault({
		kind: 'status',
		status: 200,
		operationIds: ['listTemplates'],
		body: { data: [template('1', '2')] },
		skip: 1,
	});
	const fields = { '1': '={{ $json.name }}', '2': '10 June' };
	const { error, json } = await run(
		[
			{ ...alex, template: 'appointment_confirmation:es' },
			{ ...sam, template: 'appointment_confirmation:en_US' },
		],
		{
			settings: RETRY,
			options: { maxConcurrency: 1 },
			parameters: withForm('={{ $json.template }}', fields),
		},
	);

	expect(error).toBeUndefined();
	expect(json).toEqual([sentTo(alex!.phone), sentTo(sam!.phone)]);
	expect(await delivered()).toHaveLength(2);
});

describe('the same message in several items', () => {
	const [alex] = patients(1);
	const twice = [alex!, alex!];

	test('goes out once for each of them, and Retry On Fail does not add to it', async () => {
		await failSend({ kind: 'status', status: 404, skip: 1 });
		const { json } = await run(twice, { settings: RETRY });

		expect(json).toEqual([sentTo(alex!.phone), sentTo(alex!.phone)]);
		expect(await delivered()).toHaveLength(2);
	});

	test('goes out again each time the workflow comes to the node', async () => {
		const { json } = await run(twice, { runs: 2 });

		expect(json).toHaveLength(2);
		expect(await delivered()).toHaveLength(4);
	});
});

describe('order', () => {
	test('of the output is that of the input, however long each answer takes', async () => {
		const items = patients(40);
		for (const delayMs of [80, 5, 40, 60, 0, 20, 70, 10]) {
			await failSend({ kind: 'latency', delayMs, times: 4 });
		}
		const { json, items: output } = await run(items);

		expect(json).toEqual(items.map(({ phone }) => sentTo(phone)));
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		const { peakInFlight } = await standIn.control.stats();
		expect(peakInFlight).toBeGreaterThan(4);
	});

	test('of messages to the same patient is kept, one at a time', async () => {
		const items = ['first', 'second', 'third', 'fourth'].map((name) => ({
			phone: '6581000000',
			name,
		}));
		await failSend({ kind: 'latency', delayMs: 60 });
		await failSend({ kind: 'latency', delayMs: 10, times: 3 });
		await run(items);

		const requests = await attempts();
		expect(
			requests.map(({ body }) => (body as { fields: Record<string, string> }).fields['1']),
		).toEqual(['first', 'second', 'third', 'fourth']);
		expect(requests.map(({ inFlight }) => inFlight)).toEqual([1, 1, 1, 1]);
	});

	test('of the others is not held up by a patient whose answer is late', async () => {
		const items = [
			{ phone: '6581000000', name: 'first' },
			{ phone: '6581000000', name: 'second' },
			...patients(6).slice(1),
		];
		await failSend({ kind: 'latency', delayMs: 150 });
		await run(items);

		expect((await attempts()).map(recipientOf).at(-1)).toBe('6581000000');
	});
});

describe('what ends a run', () => {
	const items = patients(60);
	const ends = [
		[
			'a refused key',
			{ status: 401 },
			'Scrubs did not accept the API key. The message was not sent.',
		],
		[
			'a used-up quota',
			{ status: 429 },
			'The usage limit of this Scrubs account is used up, or its key has run out. The message was not sent.',
		],
	] as const;

	test.each(ends)('%s: each item left is reported as not sent', async (_, answer, words) => {
		await failSend({ kind: 'status', ...answer, body: '', skip: 10, times: 0 });
		const { json } = await run(items, { onError: 'continueRegularOutput' });

		const gone = await recipients();
		expect(gone).toHaveLength(10);
		const refused = {
			status: 'notSent',
			template_name: 'appointment_confirmation',
			error: words,
			what_to_do: expect.stringMatching(/./) as string,
		};
		const expected = items.map((item) =>
			gone.includes(item.phone)
				? sentTo(item.phone)
				: { ...item, ...refused, recipient_phone_number: item.phone },
		);
		expect(json).toEqual(expected);
		// Only what was under way when the first refusal came was still tried.
		expect((await attempts()).length).toBeLessThan(10 + 20);
	});

	test.each(ends)('%s is told once when the workflow stops', async (_, answer, words) => {
		await failSend({ kind: 'status', ...answer, body: '', skip: 10, times: 0 });
		const { error } = await run(items);

		expect(error?.message).toMatch(/^10 of 60 messages sent, 50 not sent\. Rows [\d–, ]+: /);
		expect(error?.message).toContain(`: ${words}`);
	});

	test('a pair limit given as 429 concerns one patient, and the others are sent', async () => {
		await failSend({
			kind: 'status',
			status: 429,
			body: { error: { code: 131056, message: 'Pair rate limit hit.' } },
			skip: 1,
		});
		const { error } = await run(patients(5));

		expect(error).toBeUndefined();
		expect(await delivered()).toHaveLength(5);
	});
});

describe('options', () => {
	const items = patients(30);

	test('Dry Run shows each request, and sends nothing', async () => {
		const { json, hints } = await run(items, { options: { dryRun: true } });

		expect(json).toEqual(
			items.map(({ phone, name }) => ({
				dry_run: true,
				sender_phone_number: expect.stringMatching(/^\+\d+$/),
				recipient_phone_number: `+${phone}`,
				template_name: 'appointment_confirmation',
				language: 'en_US',
				fields: { '1': name, '2': '10 June' },
			})),
		);
		expect(await attempts()).toEqual([]);
		expect(hints).toEqual([
			'30 of 30 messages are ready. Nothing was sent, since this is a dry run.',
		]);
	});

	test('Dry Run shows the request as the API takes it, without Simplify', async () => {
		const { json } = await run(items.slice(0, 1), {
			options: { dryRun: true },
			parameters: { simplify: false },
		});

		expect(json).toEqual([
			expect.objectContaining({
				recipient_phone_number: items[0]!.phone,
				sender_phone_number: expect.stringMatching(/^\d+$/) as string,
			}),
		]);
	});

	test('Dry Run makes every check', async () => {
		const { error } = await run([items[0]!, { ...items[1]!, phone: 'none' }], {
			options: { dryRun: true },
		});
		expect(error?.message).toContain('The recipient’s phone number contains letters');
	});

	test.each([1, 3])('Max Concurrency of %i is kept', async (maxConcurrency) => {
		await failSend({ kind: 'latency', delayMs: 5, times: 0 });
		await run(items, { options: { maxConcurrency } });

		expect((await standIn.control.stats()).peakInFlight).toBe(maxConcurrency);
		expect(await delivered()).toHaveLength(items.length);
	});

	test('without a lid, no more than 64 are under way', async () => {
		await failSend({ kind: 'latency', delayMs: 100, times: 0 });
		await run(patients(400));

		const { peakInFlight } = await standIn.control.stats();
		expect(peakInFlight).toBeGreaterThan(32);
		expect(peakInFlight).toBeLessThanOrEqual(64);
	});
});

test('a problem in one item does not keep the others from being sent, where the workflow goes on', async () => {
	const items = patients(3);
	await hideConversations();
	await failSend({ kind: 'drop', skip: 1 });
	const { json } = await run(items, { onError: 'continueRegularOutput' });

	const gone = await recipients();
	expect(gone).toHaveLength(2);
	const notKnown = {
		status: 'notKnown',
		template_name: 'appointment_confirmation',
		error: NOT_KNOWN,
		what_to_do: expect.stringMatching(/./) as string,
	};
	expect(json).toEqual(
		items.map((item) =>
			gone.includes(item.phone)
				? sentTo(item.phone)
				: { ...item, ...notKnown, recipient_phone_number: item.phone },
		),
	);
});
