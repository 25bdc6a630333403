import { CLINIC, StandInControl, startStandIn } from '../../../../sandbox/api';
import { sendParameters } from '../../../support/clinic';
import { runNode } from '../../../support/engine';

const items = Array.from({ length: 300 }, (_, index) => ({ phone: `+1303555${1000 + index}` }));

const recipientsOf = async (control: StandInControl) =>
	(await control.requests('sendTemplateMessage'))
		.filter(({ effect }) => effect)
		.map(({ body }) => (body as { recipient_phone_number: string }).recipient_phone_number);

test('when Scrubs goes down in the middle and comes back, a retry sends only what is missing', async () => {
	const before = await startStandIn();
	const control = new StandInControl(before.url);
	await control.fault({
		kind: 'latency',
		delayMs: 20,
		times: 0,
		operationIds: ['sendTemplateMessage'],
	});
	const run = runNode({
		items,
		parameters: sendParameters({ recipientPhoneNumber: '={{ $json.phone }}' }),
		credentials: {
			authentication: 'apiKey',
			apiKey: CLINIC.apiKey,
			providerId: CLINIC.providerId,
			baseUrl: before.url,
		},
		settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1_000 },
	});

	let first: string[] = [];
	while (first.length < 50) first = await recipientsOf(control);
	await before.stop();
	const after = await startStandIn({ port: Number(new URL(before.url).port) });
	const { error } = await run;
	const second = await recipientsOf(new StandInControl(after.url));
	await after.stop();

	expect(second.length).toBeGreaterThan(0);
	expect(new Set([...first, ...second]).size).toBe(first.length + second.length);
	// What was under way when Scrubs went down is not known, and nothing else is.
	const [, sent, notKnown] =
		/^(\d+) of 300 messages sent, (\d+) not known\./.exec(error?.message ?? '') ?? [];
	expect(Number(sent) + Number(notKnown)).toBe(items.length);
	expect(Number(notKnown)).toBeLessThanOrEqual(64);
});
