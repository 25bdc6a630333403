import type { IDataObject } from 'n8n-workflow';

import { SENDERS } from '../../../../sandbox/api';
import { list } from '../../../support/parameters';
import { PolledWorkflow } from '../../../support/polling';
import { lastPage, useRawClinic } from '../../../support/rawClinic';
import { json } from '../../../support/rawServer';

const clinic = useRawClinic();

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

const workflowFor = (filters: IDataObject = {}) =>
	new PolledWorkflow(
		{ event: 'messageReceived', senderPhoneNumber: list(SENDERS.main), filters: filters as never },
		clinic.credentials(),
	);

const iso = (at: number) => new Date(at).toISOString();

/** A conversation in which the patient wrote last at this time (Unix ms). */
const conversation = (id: string, at: number, changes: IDataObject = {}): IDataObject => ({
	conversation_id: id,
	recipient_phone_number: '6581000000',
	status: 'active',
	last_active_at: iso(at),
	updated_at: iso(at),
	last_message_timestamp: iso(at),
	last_message_type: 'text',
	last_inbound_at: iso(at),
	last_outbound_at: null,
	messages_count: Math.floor(at / 1_000),
	contact_name: 'Ana',
	...changes,
});

const message = (id: string, at: number, changes: IDataObject = {}): IDataObject => ({
	message_id: id,
	timestamp: String(Math.floor(at / 1_000)),
	type: 'text',
	direction: 'inbound',
	status: 'delivered',
	from_phone_number: '6581000000',
	to_phone_number: SENDERS.main,
	content: id,
	has_media: false,
	...changes,
});

/** What the API shows, to be changed between polls: conversations, and the messages of each by its ID. */
interface Shown {
	conversations: unknown[];
	messages: Record<string, unknown[]>;
	headers?: Record<string, string>;
}

function show(shown: Shown): Shown {
	clinic.answer('listConversations', (socket) =>
		socket.end(json(200, { data: shown.conversations, paging: lastPage }, shown.headers)),
	);
	clinic.answer('listMessages', (socket, { path }) => {
		const id = path.split('/').at(-2)!;
		const data = shown.messages[id];
		const answer = data
			? json(200, { data, paging: lastPage }, shown.headers)
			: json(404, { error: 'Conversation was not found.' });
		socket.end(answer);
	});
	return shown;
}

const ids = (items: IDataObject[]) => items.map(({ message_id: id }) => id);

describe('messages from before the activation start nothing', () => {
	test('when a list that was empty shows those of last summer', async () => {
		const shown = show({ conversations: [], messages: {} });
		const workflow = workflowFor();
		await workflow.activate();
		for (let index = 0; index < 24; index++) {
			const at = Date.now() - 150 * DAY + index * MINUTE;
			shown.conversations.push(conversation(`c${index}`, at));
			shown.messages[`c${index}`] = Array.from({ length: 30 }, (_, row) =>
				message(`c${index}.${row}`, at - row * SECOND),
			);
		}
		expect(await workflow.poll()).toEqual([]);
		const now = Date.now();
		shown.conversations.unshift(conversation('new', now));
		shown.messages.new = [message('now', now)];
		expect(ids(await workflow.poll())).toEqual(['now']);
	});

	test('when a quiet account gets one that is a week old', async () => {
		const shown = show({
			conversations: [conversation('a', Date.now() - 30 * DAY)],
			messages: { a: [message('old', Date.now() - 30 * DAY)] },
		});
		const workflow = workflowFor();
		await workflow.activate();
		shown.conversations = [conversation('a', Date.now(), { messages_count: 2 })];
		shown.messages.a!.unshift(message('a week old', Date.now() - 7 * DAY));
		expect(await workflow.poll()).toEqual([]);
	});

	test('when the first answer is dated a day back, as from a cache', async () => {
		const shown = show({ conversations: [], messages: {} });
		shown.headers = { date: new Date(Date.now() - DAY).toUTCString() };
		const workflow = workflowFor();
		await workflow.activate();
		shown.headers = {};
		shown.conversations = [conversation('a', Date.now() - DAY / 2)];
		shown.messages.a = [message('of this morning', Date.now() - DAY / 2)];
		expect(await workflow.poll()).toEqual([]);
		shown.conversations = [conversation('a', Date.now())];
		shown.messages.a.unshift(message('now', Date.now()));
		expect(ids(await workflow.poll())).toEqual(['now']);
	});
});

describe('by whatever clock is right, what comes after the activation starts the workflow', () => {
	test.each([
		['n8n’s is a day ahead', -DAY],
		['n8n’s is a day behind', DAY],
		['n8n’s is a few minutes ahead', -4 * MINUTE],
	])('when %s', async (_, offset) => {
		const theirs = () => Date.now() + offset;
		const shown = show({ conversations: [], messages: {} });
		const dated = () => (shown.headers = { date: new Date(theirs()).toUTCString() });
		dated();
		const workflow = workflowFor();
		await workflow.activate();
		const clock = { now: Date.now.bind(Date) };
		// A poll a minute later.
		const spy = jest.spyOn(Date, 'now').mockImplementation(() => clock.now() + MINUTE);
		dated();
		await workflow.poll();
		const at = theirs();
		shown.conversations = [conversation('a', at), conversation('b', at - MINUTE - 2 * 60 * MINUTE)];
		shown.messages = {
			a: [message('after', at)],
			b: [message('before', at - MINUTE - 2 * 60 * MINUTE)],
		};
		dated();
		const items = await workflow.poll();
		spy.mockRestore();
		expect(ids(items)).toEqual(['after']);
	});
});

describe('a conversation whose messages have odd times', () => {
	const forms: Array<[string, (at: number) => unknown]> = [
		['numbers', (at) => Math.floor(at / 1_000)],
		['milliseconds', (at) => at],
		['milliseconds in a text', (at) => String(at)],
		['fractions', (at) => at / 1_000],
		['ISO 8601', (at) => iso(at)],
		['nothing', () => null],
		['nonsense', () => 'yesterday'],
	];

	test.each(forms)('starts the workflow once for one new message: %s', async (_, form) => {
		const start = Date.now() - DAY;
		const dated = (id: string, at: number) => message(id, at, { timestamp: form(at) as string });
		const old = Array.from({ length: 300 }, (_row, row) =>
			dated(`old ${row}`, start - row * MINUTE),
		);
		const shown = show({ conversations: [conversation('a', start)], messages: { a: old } });
		const workflow = workflowFor();
		await workflow.activate();
		const at = Date.now() + SECOND;
		shown.conversations = [conversation('a', at)];
		shown.messages.a = [dated('new', at), ...old.slice(0, 99)];
		expect(ids(await workflow.poll())).toEqual(['new']);
		expect(await workflow.poll()).toEqual([]);
		expect(await workflow.activate()).toEqual([]);
	});
});

describe('a conversation whose time is ahead of everybody’s clock', () => {
	test.each([
		['there when the workflow is activated', true],
		['there only later', false],
	])('hides no other conversation, when it is %s', async (_, isThere) => {
		const ahead = conversation('ahead', Date.now() + DAY, { last_inbound_at: null });
		const shown = show({ conversations: isThere ? [ahead] : [], messages: { ahead: [] } });
		const workflow = workflowFor();
		await workflow.activate();
		shown.conversations = [ahead];
		expect(await workflow.poll()).toEqual([]);
		const at = Date.now() + SECOND;
		shown.conversations = [ahead, conversation('a', at)];
		shown.messages.a = [message('new', at)];
		expect(ids(await workflow.poll())).toEqual(['new']);
	});
});

const nested = (depth: number): IDataObject => (depth === 0 ? {} : { a: nested(depth - 1) });

describe('one odd row holds back no other patient', () => {
	const odd: Array<[string, unknown]> = [
		['a conversation that is not found', conversation('missing', Date.now() + SECOND)],
		[
			'a conversation with a numeric status',
			conversation('odd', Date.now() + SECOND, { status: 5 }),
		],
		[
			'a conversation with a number as a number',
			conversation('odd', Date.now() + SECOND, { recipient_phone_number: 6581000000 }),
		],
		[
			'a conversation without an ID',
			conversation('', Date.now() + SECOND, { conversation_id: null }),
		],
		['a conversation whose ID is a way up the address', conversation('..', Date.now() + SECOND)],
		['a conversation whose ID is no text', conversation('a\ud800', Date.now() + SECOND)],
		['a conversation that is nested deep', conversation('odd', 0, { extra: nested(60) })],
		['a conversation without a time', { conversation_id: 'odd' }],
		['a conversation that is a text', 'odd'],
		['a conversation that is nothing', null],
	];

	test.each(odd)('%s', async (_, row) => {
		const shown = show({ conversations: [], messages: { odd: [] } });
		const workflow = workflowFor({ recipientPhoneNumber: '+65 8100 0000' });
		await workflow.activate();
		const at = Date.now() + SECOND;
		shown.conversations = [row, conversation('a', at)];
		shown.messages.a = [message('for the others', at)];
		expect(ids(await workflow.poll())).toEqual(['for the others']);
		expect(await workflow.poll()).toEqual([]);
	});

	test.each<[string, IDataObject]>([
		['a numeric status', { status: 5 }],
		['an object as its direction', { direction: { a: 1 } }],
		['an object as its text', { content: { body: 'hello' } }],
		['a number as a number', { from_phone_number: 6581000000 }],
		['no ID', { message_id: null }],
		['a type that is a list', { type: ['text'] }],
	])('nor does a message with %s', async (_, changes) => {
		const shown = show({ conversations: [], messages: {} });
		const workflow = workflowFor({ textContains: 'for the others' });
		await workflow.activate();
		const at = Date.now() + SECOND;
		shown.conversations = [conversation('a', at)];
		shown.messages.a = [message('odd', at, changes), message('for the others', at)];
		expect(ids(await workflow.poll())).toEqual(['for the others']);
	});

	test('what could not be read is handed over once it can be', async () => {
		const shown = show({ conversations: [], messages: {} });
		const workflow = workflowFor();
		await workflow.activate();
		const at = Date.now() + SECOND;
		shown.conversations = [conversation('late', at), conversation('a', at)];
		shown.messages.a = [message('at once', at)];
		expect(ids(await workflow.poll())).toEqual(['at once']);
		expect(await workflow.poll()).toEqual([]);
		shown.messages.late = [message('late', at)];
		const now = Date.now.bind(Date);
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + 2 * MINUTE);
		const items = await workflow.activate();
		clock.mockRestore();
		expect(ids(items)).toEqual(['late']);
		expect(await workflow.poll()).toEqual([]);
	});
});

test('an odd conversation does not keep the editor from showing a message to test with', async () => {
	const at = Date.now();
	show({
		conversations: [
			conversation('..', at),
			conversation('missing', at),
			conversation('a', at - MINUTE),
		],
		messages: { a: [message('to test with', at - MINUTE)] },
	});
	expect(ids(await workflowFor().fetchTestEvent())).toEqual(['to test with']);
});

test('where no conversation can be read the editor says so', async () => {
	show({ conversations: [conversation('missing', Date.now())], messages: {} });
	await expect(workflowFor().fetchTestEvent()).rejects.toThrow(
		'Scrubs does not know this sender number or conversation.',
	);
});

describe('Number Connected', () => {
	test('sees no new numbers after a list that was empty once', async () => {
		const numbers = ['6561230001', '6561230002'].map((phone_number) => ({
			phone_number,
			status: 'CONNECTED',
		}));
		const workflow = new PolledWorkflow({ event: 'numberConnected' }, clinic.credentials());
		clinic.answer('listPhoneNumbers', json(200, { data: numbers }));
		await workflow.activate();
		clinic.answer('listPhoneNumbers', json(200, { data: [] }));
		expect(await workflow.poll()).toEqual([]);
		clinic.answer('listPhoneNumbers', json(200, { data: [...numbers, null, { status: 1 }] }));
		expect(await workflow.poll()).toEqual([]);
	});
});
