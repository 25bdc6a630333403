import { array, assert, asyncProperty, constantFrom, oneof, record } from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { SENDERS } from '../../../../sandbox/api';
import { conversationRow, messageRow, numberRow } from '../../../support/goodAnswers';
import type { JsonText } from '../../../support/oddJson';
import { oddInput, oddJson, oddlyFilled } from '../../../support/oddJson';
import { expectOwnWords } from '../../../support/ownWords';
import { list } from '../../../support/parameters';
import { PolledWorkflow } from '../../../support/polling';
import { runs } from '../../../support/properties';
import { lastPage, useRawClinic } from '../../../support/rawClinic';
import { json, jsonText } from '../../../support/rawServer';

const clinic = useRawClinic();
const KEY = ['demo-key-1234567890'];

/** Ahead of the clock for as long as the tests run. */
const SOON = 3_600_000;
const MOST_REQUESTS = 60;

const statuses = oneof(
	{ weight: 8, arbitrary: constantFrom(200) },
	{ weight: 1, arbitrary: constantFrom(204, 303, 400, 401, 404, 408, 429, 500, 503) },
);

/** A whole answer with anything in any of its places. */
const answersLike = (value: unknown) =>
	record({
		status: statuses,
		body: oneof({ weight: 8, arbitrary: oddlyFilled(value) }, { weight: 1, arbitrary: oddJson }),
	});

const watching = (event: string, filters: IDataObject = {}) =>
	new PolledWorkflow(
		{ event, senderPhoneNumber: list(SENDERS.main), filters: filters as never },
		clinic.credentials(),
	);

/** What a poll gives, or the error with which it ends. */
async function outcomeOf(polled: Promise<IDataObject[]>): Promise<IDataObject[]> {
	clinic.server.requests = [];
	const items = await polled.catch((error: Error) => {
		expectOwnWords(error, KEY);
		return [];
	});
	expect(clinic.server.requests.length).toBeLessThan(MOST_REQUESTS);
	return items;
}

/** Answers with this to the routes of a poll for messages. */
function answerWith(conversations: string, messagesOf: (conversationId: string) => string) {
	clinic.server.reset();
	clinic.answer('listConversations', conversations);
	clinic.answer('listMessages', (socket, { path }) =>
		socket.end(messagesOf(decodeURIComponent(path.split('/').at(-2)!))),
	);
}

const page = (...rows: unknown[]) => ({ data: rows, paging: lastPage });
const none = json(200, page());

describe.each(['messageReceived', 'messageNotDelivered'])('a poll for %s', (event) => {
	const at = Date.now() + SOON;
	const conversations = page(conversationRow('c1', at), conversationRow('c2', at));
	const messages = page(
		{ ...messageRow('m1', at), direction: 'inbound' },
		{ ...messageRow('m2', at), direction: 'outbound', status: 'failed' },
	);

	test('starts the workflow once for a message, or says in our words what happened', async () => {
		await assert(
			asyncProperty(
				answersLike(conversations),
				answersLike(messages),
				constantFrom<IDataObject>(
					{},
					{ textContains: 'yes' },
					{ recipientPhoneNumber: '+65 8100 0000' },
				),
				async (listed, read, filters) => {
					const workflow = watching(event, filters);
					answerWith(none, () => none);
					await workflow.activate();
					answerWith(jsonText(listed.status, listed.body.text), () =>
						jsonText(read.status, read.body.text),
					);
					const items: IDataObject[] = [];
					for (let polls = 0; polls < 2; polls++) items.push(...(await outcomeOf(workflow.poll())));
					const ids = items.map(({ message_id: id, conversation_id: place }) =>
						JSON.stringify([place, id]),
					);
					expect(new Set(ids).size).toBe(ids.length);
				},
			),
			runs(6),
		);
	});

	test('begins, and shows a test event, or says in our words what happened', async () => {
		await assert(
			asyncProperty(answersLike(conversations), answersLike(messages), async (listed, read) => {
				answerWith(jsonText(listed.status, listed.body.text), () =>
					jsonText(read.status, read.body.text),
				);
				expect(await outcomeOf(watching(event).activate())).toEqual([]);
				expect((await outcomeOf(watching(event).fetchTestEvent())).length).toBeLessThan(2);
			}),
			runs(4),
		);
	});
});

test('odd conversations and odd messages hold back no other patient, poll after poll', async () => {
	const at = Date.now() + SOON;
	const good = conversationRow('good', at);
	const rows = array(oddlyFilled(conversationRow('odd', at)), { minLength: 1, maxLength: 3 });
	const inOdd = answersLike(page(messageRow('odd 1', at), messageRow('odd 2', at)));
	const besideGood = array(oddlyFilled(messageRow('odd', at)), { maxLength: 3 });
	await assert(
		asyncProperty(rows, inOdd, besideGood, async (odd, read, beside) => {
			const workflow = watching('messageReceived');
			answerWith(none, () => none);
			await workflow.activate();
			const pageText = (one: unknown, others: JsonText[]) =>
				jsonText(
					200,
					`{"data":[${[...others.map(({ text }) => text), JSON.stringify(one)].join(',')}],"paging":{"next":null}}`,
				);
			answerWith(pageText(good, odd), (id) =>
				id === 'good'
					? pageText(messageRow('for the others', at), beside)
					: [401, 429].includes(read.status)
						? json(404, {})
						: jsonText(read.status, read.body.text),
			);
			const items = [...(await outcomeOf(workflow.poll())), ...(await outcomeOf(workflow.poll()))];
			const own = items.filter(({ message_id: id }) => id === 'for the others');
			expect(own).toHaveLength(1);
		}),
		runs(8),
	);
});

test('a poll for Number Connected names a number that is new, or says in our words what happened', async () => {
	const known = { data: [numberRow(), numberRow(SENDERS.second)] };
	await assert(
		asyncProperty(answersLike(known), oddlyFilled(numberRow()), async (answer, row) => {
			clinic.server.reset();
			const workflow = watching('numberConnected');
			clinic.answer('listPhoneNumbers', json(200, known));
			await workflow.activate();
			clinic.answer('listPhoneNumbers', jsonText(answer.status, answer.body.text));
			await outcomeOf(workflow.poll());
			await outcomeOf(watching('numberConnected').activate());
			await outcomeOf(watching('numberConnected').fetchTestEvent());
			const fresh = numberRow('12025550199');
			clinic.answer(
				'listPhoneNumbers',
				jsonText(200, `{"data":[${row.text},${JSON.stringify(fresh)}]}`),
			);
			const items = await outcomeOf(workflow.poll());
			expect(
				items.filter((item) => item.phone_number === `+${fresh.phone_number as string}`),
			).toHaveLength(1);
		}),
		runs(5),
	);
});

test.each(['messageTypes', 'recipientPhoneNumber', 'textContains', 'mediaOnly'])(
	'whatever the filter %s is, the trigger watches, or says in our words why it does not',
	async (filter) => {
		const at = Date.now() + SOON;
		await assert(
			asyncProperty(oddInput, async ({ text }) => {
				clinic.server.reset();
				answerWith(none, () => none);
				const workflow = watching('messageReceived', { [filter]: JSON.parse(text) as never });
				await outcomeOf(workflow.activate());
				answerWith(json(200, page(conversationRow('c1', at))), () =>
					json(200, page(messageRow('m1', at))),
				);
				expect((await outcomeOf(workflow.poll())).length).toBeLessThan(2);
			}),
			runs(4),
		);
	},
);
