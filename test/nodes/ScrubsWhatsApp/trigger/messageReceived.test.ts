import type { INodeParameters } from 'n8n-workflow';

import { CONVERSATIONS, SENDERS } from '../../../../sandbox/api';
import type { Received } from '../../../../sandbox/api/control/types';
import { useStandIn } from '../../../support/clinic';
import { ago } from '../../../support/clock';
import { list, sendParameters } from '../../../support/parameters';
import { runNode } from '../../../support/engine';
import { PolledWorkflow } from '../../../support/polling';
import { until } from '../../../support/until';

const standIn = useStandIn();

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const received = (overrides: INodeParameters = {}): INodeParameters => ({
	event: 'messageReceived',
	senderPhoneNumber: list(SENDERS.main),
	...overrides,
});

const workflowFor = (overrides: INodeParameters = {}) =>
	new PolledWorkflow(received(overrides), standIn.apiKey());

/** A workflow that has been active for half a day. */
const activated = async (overrides: INodeParameters = {}) => {
	const workflow = workflowFor(overrides);
	await ago(standIn.control, 12 * HOUR, async () => await workflow.activate());
	return workflow;
};

const ALEX = CONVERSATIONS.long.recipient!;
const patient = (index: number) => `1202555${String(index).padStart(4, '0')}`;
/** As many messages as that of patients, made from their numbers from 0 up. @returns their texts */
async function receive(count: number, messageOf: (index: number) => Omit<Received, 'text'>) {
	const messages = Array.from({ length: count }, (_, index) => ({
		text: String(index),
		...messageOf(index),
	}));
	await standIn.control.receiveMany(messages);
	return messages.map(({ text }) => text);
}

/** A message of a patient that is written at this time, with which the conversation becomes active. */
const written = (index: number, at: number) => ({ recipient: patient(index), at, activeAt: at });
const texts = (items: Array<Record<string, unknown>>) => items.map(({ content }) => content);
const countRequests = async () => (await standIn.control.requests()).length;

describe('a message that comes in', () => {
	test('starts the workflow once', async () => {
		const workflow = await activated();
		await standIn.control.receive({ recipient: ALEX, text: '1' });
		expect(texts(await workflow.poll())).toEqual(['1']);
		expect(await workflow.poll()).toEqual([]);
		expect(await workflow.poll()).toEqual([]);
	});

	test('comes with its conversation, the contact, and the number to answer to', async () => {
		const workflow = await activated();
		const { messageId, conversationId } = await standIn.control.receive({
			recipient: ALEX,
			text: 'Can I come later?',
		});
		expect(await workflow.poll()).toEqual([
			{
				contact_name: CONVERSATIONS.long.contactName,
				content: 'Can I come later?',
				timestamp: expect.stringMatching(/^20.*\+08:00$/) as string,
				recipient_phone_number: `+${ALEX}`,
				type: 'text',
				status: 'delivered',
				from_phone_number: `+${ALEX}`,
				to_phone_number: `+${SENDERS.main}`,
				conversation_id: conversationId,
				message_id: messageId,
			},
		]);
	});

	test('begins with who, what and when', async () => {
		const workflow = await activated();
		await standIn.control.receive({ recipient: ALEX, text: '1' });
		const [item] = await workflow.poll();
		expect(Object.keys(item!).slice(0, 4)).toEqual([
			'contact_name',
			'content',
			'timestamp',
			'recipient_phone_number',
		]);
	});

	test('comes whole, with all of its conversation, where it is not to be simplified', async () => {
		const workflow = await activated({ simplify: false });
		await standIn.control.receive({ recipient: ALEX, text: '1' });
		const [item] = await workflow.poll();
		expect(item).toMatchObject({
			origin: 'cloud_api',
			conversation_id: CONVERSATIONS.long.id,
			conversation: { conversation_id: CONVERSATIONS.long.id, recipient_phone_number: ALEX },
		});
	});

	test('starts nothing when it was there before the workflow was activated', async () => {
		await standIn.control.receive({ recipient: ALEX, text: 'before' });
		const workflow = workflowFor();
		expect(await workflow.activate()).toEqual([]);
		expect(await workflow.poll()).toEqual([]);
		await standIn.control.receive({ recipient: ALEX, text: 'after' });
		expect(texts(await workflow.poll())).toEqual(['after']);
	});

	test('starts the workflow when it is the very first one of a clinic', async () => {
		await standIn.control.clearConversations();
		const workflow = await activated();
		await standIn.control.receive({ recipient: patient(1), text: 'first' });
		expect(texts(await workflow.poll())).toEqual(['first']);
	});

	test('starts the workflow when the patient has no phone number', async () => {
		const workflow = await activated();
		const { id: conversationId } = CONVERSATIONS.userNameOnly;
		await standIn.control.receive({ conversationId, text: 'from a user name' });
		expect(texts(await workflow.poll())).toEqual(['from a user name']);
	});

	test('does not start it for what the clinic itself sends', async () => {
		const workflow = await activated();
		const parameters = sendParameters({ recipientPhoneNumber: `+${patient(9)}` });
		await runNode({ parameters, credentials: standIn.apiKey() });
		await standIn.control.clearRequests();
		expect(await workflow.poll()).toEqual([]);
		// A conversation without anything new from the patient is not even read.
		expect(await countRequests()).toBe(1);
	});
});

describe('several messages', () => {
	test('come oldest first, whatever conversation they are in', async () => {
		const workflow = await activated();
		const start = Date.now() - MINUTE;
		const recipients = [ALEX, patient(1), ALEX, patient(2), patient(1)];
		const sent = await receive(recipients.length, (index) => {
			const at = start + index * SECOND;
			return { recipient: recipients[index], at, activeAt: at };
		});
		expect(texts(await workflow.poll())).toEqual(sent);
	});

	test('of the same second are all handed over, also when some of them come after a poll', async () => {
		const workflow = await activated();
		const at = Date.now();
		await standIn.control.receive({ recipient: ALEX, text: 'a', at });
		await standIn.control.receive({ recipient: patient(1), text: 'b', at });
		expect(texts(await workflow.poll()).sort()).toEqual(['a', 'b']);
		await standIn.control.receive({ recipient: ALEX, text: 'c', at });
		await standIn.control.receive({ recipient: patient(2), text: 'd', at });
		expect(texts(await workflow.poll()).sort()).toEqual(['c', 'd']);
		expect(await workflow.poll()).toEqual([]);
	});

	test('after a night off come in portions, the oldest first, and none is left behind', async () => {
		const workflow = await activated();
		const start = Date.now() - 10 * HOUR;
		const sent = await receive(1_200, (index) =>
			written((index * 7) % 400, start + index * 20 * SECOND),
		);
		expect(texts(await workflow.activate())).toEqual(sent.slice(0, 500));
		expect(texts(await workflow.poll())).toEqual(sent.slice(500, 1_000));
		expect(texts(await workflow.poll())).toEqual(sent.slice(1_000));
		expect(await workflow.poll()).toEqual([]);
	});

	test('go on where they were when n8n stops between two portions', async () => {
		const workflow = await activated();
		const start = Date.now() - 2 * HOUR;
		const sent = await receive(700, (index) => written(index % 150, start + index * SECOND));
		expect(texts(await workflow.poll())).toEqual(sent.slice(0, 500));
		expect(texts(await workflow.activate())).toEqual(sent.slice(500));
		expect(await workflow.poll()).toEqual([]);
	});
});

describe('clocks that differ', () => {
	test.each([
		['behind', -3 * HOUR],
		['ahead', 3 * HOUR],
	])('lose nothing when WhatsApp’s is %s', async (_name, skew) => {
		const workflow = await activated();
		const receive = async (text: string, ago: number) =>
			await standIn.control.receive({
				recipient: patient(Number(text)),
				text,
				at: Date.now() - ago + skew,
				activeAt: Date.now() - ago,
			});
		await receive('1', 2 * MINUTE);
		expect(texts(await workflow.poll())).toEqual(['1']);
		await receive('2', MINUTE);
		expect(texts(await workflow.poll())).toEqual(['2']);
		expect(await workflow.activate()).toEqual([]);
		await receive('3', 0);
		expect(texts(await workflow.poll())).toEqual(['3']);
		expect(await workflow.poll()).toEqual([]);
	});

	test('lose nothing when a single message claims to be from tomorrow', async () => {
		const workflow = await activated();
		await standIn.control.receive({
			recipient: ALEX,
			text: 'tomorrow',
			at: Date.now() + 24 * HOUR,
		});
		expect(texts(await workflow.poll())).toEqual(['tomorrow']);
		await standIn.control.receive({ recipient: ALEX, text: 'now' });
		await standIn.control.receive({ recipient: patient(1), text: 'now, too' });
		expect(texts(await workflow.poll()).sort()).toEqual(['now', 'now, too']);
		expect(await workflow.poll()).toEqual([]);
	});
});

describe('a message that is late', () => {
	test('starts the workflow although newer ones have done so, in its own conversation or another', async () => {
		const workflow = await activated();
		await standIn.control.receive({ recipient: ALEX, text: 'newer' });
		await workflow.poll();
		const at = Date.now() - 20 * MINUTE;
		await standIn.control.receive({ recipient: ALEX, text: 'late', at });
		await standIn.control.receive({ recipient: patient(1), text: 'late, too', at: at + SECOND });
		expect(texts(await workflow.poll())).toEqual(['late', 'late, too']);
		expect(await workflow.poll()).toEqual([]);
	});
});

test('starts the workflow when its conversation is listed below others that were active at about the same time', async () => {
	const workflow = await activated();
	await receive(110, (index) => ({ recipient: patient(index) }));
	await workflow.poll();
	// As the API's own parts may be a moment behind one another.
	const at = Date.now() - MINUTE;
	await standIn.control.receive({ recipient: patient(200), text: 'behind', at, activeAt: at });
	expect(texts(await workflow.poll())).toEqual(['behind']);
});

describe('a list that changes while it is read', () => {
	test('hides no conversation that moves from a later page to the top', async () => {
		const workflow = await activated();
		const start = Date.now() - 5 * HOUR;
		await receive(150, (index) => written(index, start + index * SECOND));
		await standIn.control.clearRequests();
		await standIn.control.fault({
			kind: 'latency',
			operationIds: ['listConversations'],
			skip: 1,
			delayMs: 300,
		});
		const polled = workflow.poll();
		await until(async () => (await standIn.control.requests('listConversations')).length === 2);
		// On the second page so far.
		await standIn.control.receive({ recipient: patient(10), text: 'moved' });
		const items = [...(await polled), ...(await workflow.poll())];
		expect(texts(items)).toHaveLength(151);
		expect(new Set(texts(items)).size).toBe(151);
		expect(texts(items)).toEqual(expect.arrayContaining(['10', 'moved']));
	});
});

describe('a poll that something goes wrong in', () => {
	test.each([
		['while conversations are listed', 'listConversations', 0],
		['while a later page is listed', 'listConversations', 1],
		['while a conversation is read', 'listMessages', 0],
		['while the last conversation is read', 'listMessages', 119],
	])('%s loses nothing and doubles nothing', async (_name, operationId, skip) => {
		const workflow = await activated();
		const start = Date.now() - HOUR;
		await receive(120, (index) => written(index, start + index * SECOND));
		await standIn.control.fault({ kind: 'status', status: 403, operationIds: [operationId], skip });
		const first = await workflow.poll().catch(() => []);
		const both = texts([...first, ...(await workflow.poll())]);
		expect(both).toHaveLength(120);
		expect(new Set(both).size).toBe(120);
		expect(await workflow.poll()).toEqual([]);
	});

	test('reads again only what it had not read before', async () => {
		const workflow = await activated();
		await receive(50, (index) => ({ recipient: patient(index) }));
		const fault = {
			kind: 'status',
			status: 403,
			operationIds: ['listMessages'],
			skip: 30,
		} as const;
		await standIn.control.fault(fault);
		expect(await workflow.poll()).toHaveLength(49);
		await standIn.control.clearRequests();
		await workflow.poll();
		expect(await standIn.control.requests('listMessages')).toHaveLength(1);
	});

	test('is told to n8n with its cause, in the words of the node', async () => {
		const workflow = await activated();
		const fault = { kind: 'status', status: 401, operationIds: ['listConversations'] } as const;
		await standIn.control.fault(fault);
		await expect(workflow.poll()).rejects.toMatchObject({
			message: 'Scrubs did not accept the API key.',
			description: expect.stringContaining('paste the API key again'),
			failure: { cause: 'credential-invalid' },
		});
	});

	test.each([
		[{ status: 429 }, { cause: 'quota-exhausted' }],
		[{ status: 503, times: 0 }, { cause: 'temporarily-unavailable' }],
		[{ status: 404 }, { cause: 'configuration-invalid' }],
	])('tells n8n the cause of %j', async (answer, failure) => {
		const workflow = await activated();
		await standIn.control.fault({ kind: 'status', operationIds: ['listConversations'], ...answer });
		await expect(workflow.poll()).rejects.toMatchObject({ failure });
	});
});

describe('n8n', () => {
	test('may stop and start at any time', async () => {
		const workflow = await activated();
		await standIn.control.receive({ recipient: ALEX, text: 'while it is off' });
		expect(texts(await workflow.activate())).toEqual(['while it is off']);
		expect(await workflow.activate()).toEqual([]);
		await standIn.control.receive({ recipient: ALEX, text: 'on' });
		expect(texts(await workflow.poll())).toEqual(['on']);
		expect(await workflow.activate()).toEqual([]);
	});

	test('may switch the workflow off and on', async () => {
		const workflow = await activated();
		await standIn.control.receive({ recipient: ALEX, text: 'while it is off' });
		expect(texts(await workflow.reactivate())).toEqual(['while it is off']);
		expect(await workflow.reactivate()).toEqual([]);
		await standIn.control.receive({ recipient: ALEX, text: 'on' });
		expect(texts(await workflow.poll())).toEqual(['on']);
	});

	test('hands over again what n8n had no time to store', async () => {
		const workflow = await activated();
		await standIn.control.receive({ recipient: ALEX, text: '1' });
		expect(texts(await workflow.pollAndCrash())).toEqual(['1']);
		expect(texts(await workflow.activate())).toEqual(['1']);
		expect(await workflow.poll()).toEqual([]);
	});

	test('may poll again while a poll is still under way', async () => {
		const workflow = await activated();
		await standIn.control.receive({ recipient: ALEX, text: '1' });
		const fault = { kind: 'latency', operationIds: ['listMessages'], delayMs: 200 } as const;
		await standIn.control.fault(fault);
		const [first, second] = await Promise.all([workflow.poll(), workflow.poll()]);
		expect(texts([...first, ...second])).toEqual(['1']);
		expect(await workflow.poll()).toEqual([]);
	});

	test('stores little, however many messages have come', async () => {
		const workflow = await activated();
		const start = Date.now() - HOUR;
		for (let hundred = 0; hundred < 9; hundred++) {
			await receive(100, (index) => ({
				recipient: patient(index % 90),
				at: start + (hundred * 100 + index) * SECOND,
			}));
			await workflow.poll();
		}
		expect(workflow.storedBytes).toBeLessThan(5_000);
		expect(workflow.state).not.toContain('202555');
	});
});

describe('what is watched', () => {
	test.each<[string, INodeParameters]>([
		['another sender', { senderPhoneNumber: list(SENDERS.second) }],
		['another filter', { filters: { textContains: 'old' } }],
	])('begins afresh with %s: nothing old starts the workflow', async (_name, change) => {
		const workflow = await activated({ filters: { textContains: 'x' } });
		await standIn.control.receive({ recipient: ALEX, text: 'old' });
		const sender = SENDERS.second;
		await standIn.control.receive({ recipient: ALEX, text: 'old', sender });
		await workflow.poll();
		workflow.change(received(change));
		expect(await workflow.activate()).toEqual([]);
		await standIn.control.receive({ recipient: ALEX, text: 'not old' });
		await standIn.control.receive({ recipient: ALEX, text: 'not old', sender });
		expect(texts(await workflow.poll())).toEqual(['not old']);
	});

	test.each<[string, INodeParameters, string[]]>([
		['a patient', { recipientPhoneNumber: `+${patient(1)}` }, ['text of 1']],
		['a part of the text', { textContains: 'OF 1' }, ['text of 1']],
		['types', { messageTypes: ['image', 'document'] }, ['a picture', 'a document']],
		['media', { mediaOnly: true }, ['a picture', 'a document']],
		[
			'media, switched off',
			{ mediaOnly: false },
			['text of 1', 'text of 2', 'a picture', 'a document'],
		],
		['several at once', { mediaOnly: true, textContains: 'doc' }, ['a document']],
	])('can be narrowed to %s', async (_name, filters, expected) => {
		const workflow = await activated({ filters });
		const at = (index: number) => Date.now() - MINUTE + index * SECOND;
		await standIn.control.receiveMany([
			{ recipient: patient(1), text: 'text of 1', at: at(1) },
			{ recipient: patient(2), text: 'text of 2', at: at(2) },
			{ recipient: patient(3), text: 'a picture', type: 'image', at: at(3) },
			{ recipient: patient(3), text: 'a document', type: 'document', at: at(4) },
		]);
		expect(texts(await workflow.poll())).toEqual(expected);
	});

	test.each<[INodeParameters, string]>([
		[{ senderPhoneNumber: list('') }, 'It is not chosen which of your numbers to watch.'],
		[{ filters: { textContains: '' } }, '"Text Contains" is empty'],
		[{ filters: { messageTypes: [] } }, '"Message Types" has no type'],
		[{ filters: { messageTypes: ['text', null] as string[] } }, 'or something that is none'],
		[{ filters: { recipientPhoneNumber: '12' } }, 'The patient’s phone number'],
	])('must be told clearly: %j', async (parameters, message) => {
		await expect(workflowFor(parameters).activate()).rejects.toThrow(message);
		expect(await countRequests()).toBe(0);
	});
});

test('a filter for a text that no message could have is refused', async () => {
	const filters = { textContains: 'x'.repeat(1_001) };
	await expect(workflowFor({ filters }).activate()).rejects.toThrow(
		'The filter "Text Contains" is longer than anything that it could find.',
	);
});

describe('fetching a test event in the editor', () => {
	test('gives the latest real message, and changes nothing for the active workflow', async () => {
		const workflow = await activated();
		await standIn.control.receive({ recipient: patient(1), text: 'the latest' });
		const [event] = await workflowFor().fetchTestEvent();
		expect(event).toMatchObject({ content: 'the latest', from_phone_number: `+${patient(1)}` });
		expect(texts(await workflow.poll())).toEqual(['the latest']);
	});

	test('gives the latest that passes the filters', async () => {
		await standIn.control.receive({ recipient: patient(1), text: 'yes, please' });
		await standIn.control.receive({ recipient: patient(2), text: 'no' });
		const [event] = await workflowFor({ filters: { textContains: 'please' } }).fetchTestEvent();
		expect(event).toMatchObject({ content: 'yes, please' });
	});

	test('says what to do when there is none', async () => {
		await standIn.control.clearConversations();
		await expect(workflowFor().fetchTestEvent()).rejects.toMatchObject({
			message: 'No message from a patient that fits was found.',
			description: expect.stringContaining('from your own phone'),
		});
	});
});

describe('the number of requests', () => {
	const pollAndCount = async (workflow: PolledWorkflow) => {
		await standIn.control.clearRequests();
		await workflow.poll();
		return await countRequests();
	};

	test.each([
		[10, 0, 1],
		[1_000, 0, 1],
		[10_000, 0, 1],
		[10, 1, 2],
		[1_000, 1, 2],
		[10_000, 1, 2],
		[10, 100, 104],
		[1_000, 100, 104],
		[10_000, 100, 104],
	])(
		'with %i conversations, %i of them with news, is at most %i',
		async (count, news, requests) => {
			await standIn.control.clearConversations();
			await standIn.control.fill(count, { activeAt: Date.now() - HOUR });
			const workflow = workflowFor();
			await workflow.activate();
			await workflow.poll();
			await receive(news, (index) => ({ recipient: patient(index) }));
			expect(await pollAndCount(workflow)).toBeLessThanOrEqual(requests);
			// Others of the last two minutes may still appear beside so many.
			expect(await pollAndCount(workflow)).toBeLessThanOrEqual(news < 100 ? 1 : 4);
		},
	);
});
