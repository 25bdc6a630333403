import type { Message } from '../../../nodes/ScrubsWhatsApp/api/schema';
import { State } from '../../../sandbox/api/state';

const state = new State();

test('a reset ends what waits, and lets what comes after it wait anew', () => {
	const { signal } = state;
	state.reset();
	expect([signal.aborted, state.signal.aborted]).toEqual([true, false]);
});

test('a reset leaves no delivery under way', () => {
	jest.useFakeTimers();
	const message = { status: 'sent' } as Message;
	state.settings = { ...state.settings, deliveredAfterMs: 100, readAfterMs: 200 };
	state.deliveries.follow(message, state.settings);
	expect(jest.getTimerCount()).toBe(2);
	state.reset();
	expect(jest.getTimerCount()).toBe(0);
	jest.useRealTimers();
});

test('a reset makes the world anew, as it was', () => {
	const [main] = state.world.numbers;
	main!.phone.status = 'DISCONNECTED';
	main!.conversations.rows[0]!.messages.pop();
	state.hasChanged = true;
	state.reset();
	const [again] = state.world.numbers;
	expect(again!.phone.status).toBe('CONNECTED');
	expect(again!.conversations.rows[0]!.messages).toHaveLength(1_200);
});
