import type { Message } from '../../../../nodes/ScrubsWhatsApp/api/schema';
import { CONVERSATIONS, SENDERS, type Settings } from '../../../../sandbox/api';
import { Deliveries } from '../../../../sandbox/api/control/deliveries';
import { useApiClient } from '../apiClient';

const SETTINGS: Settings = {
	latencyMs: 0,
	dateOffsetMs: 0,
	deliveredAfterMs: 1_000,
	readAfterMs: 3_000,
};

describe('A sent message', () => {
	const moved = jest.fn();
	const deliveries = new Deliveries(moved);

	beforeEach(() => jest.useFakeTimers());
	afterEach(() => {
		jest.useRealTimers();
		moved.mockClear();
	});

	function follow(settings: Partial<Settings> = {}): Message {
		const message = { status: 'sent' } as Message;
		deliveries.follow(message, { ...SETTINGS, ...settings });
		return message;
	}

	test('is delivered, then read, each when it is time', () => {
		const message = follow();
		const statuses = [999, 1, 1_999, 1, 60_000].map((ms) => {
			jest.advanceTimersByTime(ms);
			return message.status;
		});
		expect(statuses).toEqual(['sent', 'delivered', 'delivered', 'read', 'read']);
		expect(moved).toHaveBeenCalledTimes(2);
	});

	test.each([
		['stays as it is', { deliveredAfterMs: null, readAfterMs: null }, 'sent'],
		['is delivered and never read', { readAfterMs: null }, 'delivered'],
		['is read at once', { deliveredAfterMs: null, readAfterMs: 0 }, 'read'],
		['is never less than read', { deliveredAfterMs: 3_000, readAfterMs: 1_000 }, 'read'],
	])('%s by %j', (_what, settings, status) => {
		const message = follow(settings);
		jest.advanceTimersByTime(60_000);
		expect(message.status).toBe(status);
	});

	test('that has failed meanwhile stays so', () => {
		const message = follow();
		message.status = 'failed';
		jest.advanceTimersByTime(60_000);
		expect(message.status).toBe('failed');
		expect(moved).not.toHaveBeenCalled();
	});

	test('is left alone when all are', () => {
		const message = follow();
		deliveries.clear();
		expect(jest.getTimerCount()).toBe(0);
		expect(message.status).toBe('sent');
	});
});

describe('In the stand-in', () => {
	const client = useApiClient();
	const { id, recipient } = CONVERSATIONS.one;
	const list = `/numbers/${SENDERS.main}`;
	const send = async () =>
		await client.call('post', `${list}/messages/template`, {
			data: {
				recipient_phone_number: recipient,
				template_name: 'clinic_closed_today',
				language: 'en_US',
				fields: {},
			},
		});
	const latest = async () =>
		(await client.call('get', `${list}/conversations/${id}/messages`)).data.data[0];

	test('messages go their way once they are set to, and those sent before stay as they are', async () => {
		await send();
		const first = await latest();
		await client.control.set({ deliveredAfterMs: 0, readAfterMs: 1 });
		const message_id = (await send()).data.messages[0].id;
		let message = await latest();
		while (message.status !== 'read') message = await latest();
		const { data } = await client.call('get', `${list}/conversations/${id}/messages`);
		expect(data.data.slice(0, 2)).toMatchObject([
			{ message_id, status: 'read' },
			{ message_id: first.message_id, status: 'sent' },
		]);
	});
});
