import { CLAIMS, CLINIC, CONVERSATIONS, OTHER_CLINIC, SENDERS } from '../../../../sandbox/api';
import { useApiClient } from '../apiClient';

const client = useApiClient();
const HOUR = 60 * 60 * 1000;
const NEW_PATIENT = '13995550100';
const { twenty, one, userNameOnly } = CONVERSATIONS;

const list = async (params: object = {}, sender: string = SENDERS.main) =>
	(await client.call('get', `/numbers/${sender}/conversations`, { params })).data;
const latest = async () => (await list({ limit: 1 })).data[0];
const messages = async (id: string, params: object = {}, sender: string = SENDERS.main) =>
	(await client.call('get', `/numbers/${sender}/conversations/${id}/messages`, { params })).data;
const numbers = async () => (await client.call('get', '/numbers')).data.data;
const refused = (status: number, data: unknown = expect.anything()) => ({
	response: { status, data },
});
const toSeconds = (at: number) => Math.floor(at / 1000);

describe("a patient's message", () => {
	test("leads the patient's conversation, which leads the list", async () => {
		const before = toSeconds(Date.now());
		const received = await client.control.receive({ recipient: one.recipient, text: 'Hello' });
		expect(received.conversationId).toBe(one.id);
		const conversation = await latest();
		expect(conversation).toMatchObject({
			conversation_id: one.id,
			status: 'active',
			messages_count: 2,
			last_message_type: 'text',
			contact_name: one.contactName,
		});
		const { last_active_at, updated_at, last_message_timestamp, last_inbound_at } = conversation;
		expect(toSeconds(Date.parse(last_active_at))).toBeGreaterThanOrEqual(before);
		expect(
			new Set([last_active_at, updated_at, last_message_timestamp, last_inbound_at]).size,
		).toBe(1);
		expect((await messages(one.id)).data[0]).toMatchObject({
			message_id: received.messageId,
			direction: 'inbound',
			type: 'text',
			content: 'Hello',
			has_media: false,
			from_phone_number: one.recipient,
			to_phone_number: SENDERS.main,
		});
	});

	test('begins a conversation with a new patient, and a second one joins it', async () => {
		const first = await client.control.receive({
			recipient: NEW_PATIENT,
			contactName: 'Pat New',
			text: 'One',
		});
		const second = await client.control.receive({ recipient: NEW_PATIENT, text: 'Two' });
		expect(second.conversationId).toBe(first.conversationId);
		expect(await latest()).toMatchObject({
			conversation_id: first.conversationId,
			recipient_phone_number: NEW_PATIENT,
			contact_name: 'Pat New',
			messages_count: 2,
			last_outbound_at: null,
		});
	});

	test('comes from a patient without a number by conversation ID, or begins a new conversation', async () => {
		const known = await client.control.receive({ conversationId: userNameOnly.id, text: 'Hi' });
		expect(known.conversationId).toBe(userNameOnly.id);
		const fresh = await client.control.receive({ recipient: null, text: 'Hi' });
		const another = await client.control.receive({ recipient: null, text: 'Hi' });
		expect(new Set([known, fresh, another].map((each) => each.conversationId)).size).toBe(3);
		const { data } = await list({ limit: 3 });
		expect(data).toMatchObject([
			{ conversation_id: another.conversationId, recipient_phone_number: null },
			{ conversation_id: fresh.conversationId, recipient_phone_number: null },
			{ conversation_id: userNameOnly.id, recipient_phone_number: null },
		]);
	});

	test('begins a conversation under a given ID', async () => {
		const conversationId = '817ad873-0d2b-401c-8a75-e106583b79a5';
		await client.control.receive({ conversationId, recipient: NEW_PATIENT, text: 'Hi' });
		expect(await latest()).toMatchObject({
			conversation_id: conversationId,
			recipient_phone_number: NEW_PATIENT,
		});
	});

	test('may come to another sender', async () => {
		const { conversationId } = await client.control.receive({
			sender: SENDERS.second,
			recipient: NEW_PATIENT,
			text: 'Hi',
		});
		expect((await list({}, SENDERS.second)).data[0].conversation_id).toBe(conversationId);
		expect((await list({ recipient_phone_number: NEW_PATIENT })).data).toEqual([]);
	});

	test.each([
		['image', undefined, true],
		['button', undefined, false],
		['text', true, true],
	])('of type %s, with media %s, shows media %s', async (type, hasMedia, shown) => {
		await client.control.receive({ recipient: NEW_PATIENT, text: 'See', type, hasMedia });
		const conversation = await latest();
		expect(conversation.last_message_type).toBe(type);
		expect((await messages(conversation.conversation_id)).data[0].has_media).toBe(shown);
	});

	test('that comes late goes to its place, and the times of the newest one stay', async () => {
		const { data: before } = await messages(twenty.id);
		const [shown] = (await list({ recipient_phone_number: twenty.recipient })).data;
		const at = (Number(before[4].timestamp) + 1) * 1000;
		const { messageId } = await client.control.receive({
			conversationId: twenty.id,
			text: 'Late',
			at,
		});
		const ids = (await messages(twenty.id, { limit: 100 })).data.map(
			(message: { message_id: string }) => message.message_id,
		);
		expect(ids.indexOf(messageId)).toBe(4);
		const conversation = await latest();
		expect(conversation).toMatchObject({
			conversation_id: twenty.id,
			last_message_timestamp: shown.last_message_timestamp,
			last_inbound_at: shown.last_inbound_at,
		});
		expect(Date.parse(conversation.last_active_at)).toBeGreaterThan(
			Date.parse(shown.last_active_at),
		);
	});

	test('may be dated ahead, and its conversation be active at another time', async () => {
		const at = Date.now() + 2 * HOUR;
		const activeAt = Date.now() + HOUR;
		await client.control.receive({ recipient: one.recipient, text: 'Ahead', at, activeAt });
		await client.control.receive({ recipient: twenty.recipient, text: 'Now' });
		const { data } = await list({ limit: 2 });
		expect(data).toMatchObject([{ conversation_id: one.id }, { conversation_id: twenty.id }]);
		expect(toSeconds(Date.parse(data[0].last_active_at))).toBe(toSeconds(activeAt));
		expect(toSeconds(Date.parse(data[0].last_message_timestamp))).toBe(toSeconds(at));
		expect((await messages(one.id)).data[0].timestamp).toBe(String(toSeconds(at)));
	});

	test('leaves a conversation in its place if its activity is not the latest', async () => {
		const { data } = await list({ limit: 3 });
		const activeAt = Date.parse(data[1].last_active_at) + 1000;
		await client.control.receive({
			recipient: NEW_PATIENT,
			text: 'Between',
			at: activeAt,
			activeAt,
		});
		expect((await list({ limit: 3 })).data).toMatchObject([
			{ conversation_id: data[0].conversation_id },
			{ recipient_phone_number: NEW_PATIENT },
			{ conversation_id: data[1].conversation_id },
		]);
	});

	test('may come in with many others at once, one after the other', async () => {
		const received = await client.control.receiveMany([
			{ recipient: one.recipient, text: 'One' },
			{ recipient: NEW_PATIENT, text: 'Two', sender: SENDERS.second },
			{ recipient: one.recipient, text: 'Three' },
		]);
		const [first, second, third] = received.map(({ messageId }) => messageId);
		const ofOne = (await messages(one.id)).data;
		expect(ofOne).toMatchObject([{ message_id: third }, { message_id: first }, {}]);
		const { conversationId } = received[1]!;
		expect((await messages(conversationId, {}, SENDERS.second)).data).toMatchObject([
			{ message_id: second, content: 'Two' },
		]);
	});

	test('never repeats or skips rows of pages that are being read', async () => {
		const first = await list({ limit: 10 });
		const expected = await list({ limit: 10, after: first.paging.next });
		const between = Date.parse(first.data[4].last_active_at) + 1000;
		await client.control.receive({ recipient: NEW_PATIENT, text: 'New' });
		await client.control.receive({ recipient: '13995550101', text: 'Between', activeAt: between });
		const second = await list({ limit: 10, after: first.paging.next });
		expect(second.data).toEqual(expected.data);
	});

	test.each([
		['no patient', { text: 'Hi' }],
		['a number with a plus sign', { text: 'Hi', recipient: `+${NEW_PATIENT}` }],
		['no text', { recipient: NEW_PATIENT } as unknown as { text: string }],
		['a time that is none', { text: 'Hi', recipient: NEW_PATIENT, at: 1.5 }],
	])('with %s is refused', async (_case, message) => {
		await expect(client.control.receive(message)).rejects.toMatchObject(refused(400));
		expect((await list({ recipient_phone_number: NEW_PATIENT })).data).toEqual([]);
	});

	test('to an unknown sender is refused', async () => {
		const message = { sender: '12025550000', recipient: NEW_PATIENT, text: 'Hi' };
		await expect(client.control.receive(message)).rejects.toMatchObject(refused(404));
	});
});

test('a status changes the message alone, not its conversation', async () => {
	const before = await list({ limit: 100 });
	const [message] = (await messages(twenty.id)).data;
	await client.control.setStatus(message.message_id, 'failed');
	expect((await messages(twenty.id)).data[0]).toEqual({ ...message, status: 'failed' });
	expect(await list({ limit: 100 })).toEqual(before);
	await expect(client.control.setStatus('none', 'read')).rejects.toMatchObject(refused(404));
});

test('a number appears with the demo clinic, and changes its status', async () => {
	await client.control.addNumber({ phoneNumber: '12025550131', displayName: 'Bright Smile Lake' });
	expect((await numbers()).at(-1)).toMatchObject({
		phone_number: '12025550131',
		display_name: 'Bright Smile Lake',
		status: 'CONNECTED',
	});
	await client.control.setNumberStatus('12025550131', 'DISCONNECTED');
	expect((await numbers()).at(-1).status).toBe('DISCONNECTED');
	await expect(client.control.setNumberStatus('12025550000', 'X')).rejects.toMatchObject(
		refused(404),
	);
});

test('a number may be of another owner or of nobody, and appears once', async () => {
	const before = await numbers();
	const status = 'PENDING';
	await client.control.addNumber({
		phoneNumber: '12025550131',
		owner: OTHER_CLINIC.providerId,
		status,
	});
	await client.control.addNumber({ phoneNumber: '12025550132', owner: null });
	expect(await numbers()).toEqual(before);
	const claim = (phone_number: string) =>
		client.call('post', '/numbers/claim', { data: { phone_number } });
	expect((await claim('12025550131')).status).toBe(409);
	expect((await claim('12025550132')).status).toBe(200);
	const again = client.control.addNumber({ phoneNumber: CLAIMS.free, owner: CLINIC.providerId });
	await expect(again).rejects.toMatchObject(refused(409));
});

test("one sender's conversations can be cleared", async () => {
	await client.control.clearConversations();
	expect(await list()).toEqual({ data: [], paging: { next: null, previous: null } });
	expect((await list({}, SENDERS.second)).data).toHaveLength(3);
	await client.control.clearConversations(SENDERS.second);
	expect((await list({}, SENDERS.second)).data).toEqual([]);
	await client.control.reset();
	expect((await list()).data).toHaveLength(20);
});

test('many conversations can be made at once, each with a patient of its own', async () => {
	await client.control.clearConversations();
	const activeAt = Date.UTC(2026, 5, 10, 9);
	await client.control.fill(5_000);
	await client.control.fill(5_000, { activeAt });
	const rows: Array<Record<string, string | number | null>> = [];
	let after: string | null = null;
	do {
		const params = { limit: 100, ...(after && { after }) };
		const { data, paging }: Awaited<ReturnType<typeof list>> = await list(params);
		rows.push(...data);
		after = paging.next;
	} while (after);
	const different = (key: string) => new Set(rows.map((row) => row[key])).size;
	expect(rows).toHaveLength(10_000);
	expect(different('conversation_id')).toBe(10_000);
	expect(different('recipient_phone_number')).toBe(10_000);
	expect(rows.at(-1)).toMatchObject({ messages_count: 1, last_outbound_at: null });
	expect(Date.parse(String(rows.at(-1)?.last_active_at))).toBe(activeAt - 4_999_000);
});

describe('news of many patients', () => {
	const news = async (id: string) =>
		(await messages(id, { limit: 100 })).data
			.map(({ content, timestamp }: { content: string; timestamp: string }) => [
				content,
				Number(timestamp) * 1000,
			])
			.filter(([content]: [string | null]) => content?.startsWith('News'));

	test('come in, in turn, in the conversations that lead the list, which stay in order', async () => {
		const before = (await list({ limit: 4 })).data;
		const at = Date.UTC(2026, 5, 10, 9);
		await client.control.receiveNews({ conversations: 3, each: 2, at, apartMs: 60_000 });
		const { data } = await list({ limit: 4 });
		const ids = data.map((row: { conversation_id: string }) => row.conversation_id);
		expect(ids).toEqual(before.map((row: { conversation_id: string }) => row.conversation_id));
		const ago = (minutes: number) => at - minutes * 60_000;
		expect(await Promise.all(ids.map((id: string) => news(id)))).toEqual([
			[
				['News 6', at],
				['News 3', ago(3)],
			],
			[
				['News 5', ago(1)],
				['News 2', ago(4)],
			],
			[
				['News 4', ago(2)],
				['News 1', ago(5)],
			],
			[],
		]);
		expect(Date.parse(data[0].last_active_at)).toBe(at);
		expect(data[0]).toMatchObject({
			status: 'active',
			messages_count: before[0].messages_count + 2,
			last_inbound_at: data[0].last_active_at,
		});
	});

	test('of long ago take a conversation to its place', async () => {
		const at = Date.UTC(2025, 5, 1);
		await client.control.receiveNews({ conversations: 1, at });
		const order = async () =>
			(await list({ limit: 100 })).data.map((row: { last_active_at: string }) =>
				Date.parse(row.last_active_at),
			);
		expect(await order()).toEqual([...(await order())].sort((a, b) => b - a));
		expect(await order()).toContain(at);
	});

	test('come in in all conversations, now, if nothing else is said', async () => {
		const start = Date.now();
		await client.control.receiveNews({ sender: SENDERS.second });
		const { data } = await list({}, SENDERS.second);
		expect(data.map((row: { messages_count: number }) => row.messages_count)).toEqual([6, 7, 8]);
		expect(Date.parse(data[0].last_active_at)).toBeGreaterThan(start - 2_000);
		expect((await latest()).conversation_id).toBe(CONVERSATIONS.long.id);
	});
});

test('the control route is in no record of the API', async () => {
	await client.control.receive({ recipient: NEW_PATIENT, text: 'Hi' });
	await client.control.fill(1, { sender: SENDERS.second });
	expect(await client.control.requests()).toEqual([]);
});
