import type { INode, OnError } from 'n8n-workflow';

import { CLINIC, StandInControl, startStandIn } from '../../../../sandbox/api';
import { runNode } from '../../../support/engine';
import { sendToEachItem } from '../../../support/parameters';
import { patients, recipientOf } from '../../../support/patients';
import { until } from '../../../support/until';

const items = patients(300);
const phones = items.map(({ phone }) => phone);
/** How many messages go out before Scrubs stops, and how many more are under way then: some of these have gone out, too. */
const ANSWERED = 50;
const UNDER_WAY = 10;
const LOST = 5;

/** Whom requests were about that arrived at Scrubs, and which of them went out. */
async function recordOf(control: StandInControl) {
	const requests = await control.requests('sendTemplateMessage');
	return {
		tried: requests.map(recipientOf),
		wentOut: requests.filter(({ effect }) => effect).map(recipientOf),
	};
}

/** Runs the node while Scrubs goes down in the middle and comes back, and tells what arrived before and after. */
async function runOverRestart(settings: { onError?: OnError; settings?: Partial<INode> }) {
	const before = await startStandIn();
	const control = new StandInControl(before.url);
	const failSend = { operationIds: ['sendTemplateMessage'], kind: 'stall' as const };
	// No more than these can go out: so the record is complete once all of them have arrived.
	await control.fault({ ...failSend, skip: ANSWERED, times: LOST, when: 'after' });
	await control.fault({ ...failSend, skip: ANSWERED, times: 0 });
	const run = runNode({
		items,
		parameters: sendToEachItem({ maxConcurrency: UNDER_WAY }),
		credentials: {
			authentication: 'apiKey',
			apiKey: CLINIC.apiKey,
			providerId: CLINIC.providerId,
			baseUrl: before.url,
		},
		...settings,
	});
	let first = await recordOf(control);
	await until(async () => {
		first = await recordOf(control);
		return first.tried.length >= ANSWERED + UNDER_WAY;
	});
	await before.stop();
	const after = await startStandIn({ port: Number(new URL(before.url).port) });
	const result = await run;
	const second = await recordOf(new StandInControl(after.url));
	await after.stop();
	return { ...result, first, second };
}

describe('when Scrubs goes down in the middle and comes back', () => {
	test('Retry On Fail sends only what is missing', async () => {
		const { first, second, error } = await runOverRestart({
			settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1_000 },
		});

		expect(first.wentOut).toHaveLength(ANSWERED + LOST);
		// What was under way when Scrubs went down is not known, and is not tried again; all the rest is sent.
		expect([...first.tried, ...second.wentOut].sort()).toEqual(phones);
		expect(second.tried).toEqual(second.wentOut);
		expect(error?.message).toMatch(/^290 of 300 messages sent, 10 not known\. /);
	}, 60_000);

	test('a workflow that goes on tells of each message what became of it', async () => {
		const { first, second, json } = await runOverRestart({ onError: 'continueRegularOutput' });

		const told = (matches: (row: { error?: unknown; status?: unknown }) => boolean) =>
			phones.filter((_, index) => matches(json[index] ?? {})).sort();
		const notKnown = told(({ error }) => /It is not known whether/.test(String(error)));
		const notSent = told(({ error }) => /The message was not sent\.$/.test(String(error)));
		const answered = [...first.tried.slice(0, ANSWERED), ...second.wentOut].sort();

		expect(json).toHaveLength(items.length);
		expect(told(({ status }) => status === 'sent')).toEqual(answered);
		expect([...answered, ...notKnown, ...notSent].sort()).toEqual([...phones].sort());
		expect(notKnown).toEqual(first.tried.slice(ANSWERED).sort());
	}, 60_000);
});
