import { Owed, type OwedConversation } from '../../../../nodes/ScrubsWhatsApp/trigger/Owed';

const START = Date.UTC(2026, 5, 10);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let now = START;
beforeEach(() => {
	now = START;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

const stored = (owed: Owed) => JSON.parse(JSON.stringify(owed.toJson())) as OwedConversation[];

test('a conversation that cannot be read is tried at the next poll, then later each time, hourly at most', () => {
	const owed = new Owed();
	const waits = Array.from({ length: 9 }, () => {
		const isGivenUp = owed.noteUnread('a', 1_000);
		expect(isGivenUp).toBe(false);
		const from = now;
		while (owed.isWaiting('a')) now += MINUTE;
		expect(owed.due()).toEqual(['a']);
		return (now - from) / MINUTE;
	});
	expect(waits).toEqual([0, 1, 2, 4, 8, 16, 32, 60, 60]);
});

test('it is not due before its wait is over', () => {
	const owed = new Owed();
	owed.noteUnread('a', 1_000);
	owed.noteUnread('a', 1_000);
	now += MINUTE - 1;
	expect(owed.due()).toEqual([]);
	now += 1;
	expect(owed.due()).toEqual(['a']);
});

test('it is given up after a day, and not before', () => {
	const owed = new Owed();
	owed.noteUnread('a', 1_000);
	now += 24 * HOUR;
	expect(owed.noteUnread('a', 1_000)).toBe(false);
	now += 1;
	expect(owed.noteUnread('a', 1_000)).toBe(true);
	expect(owed.size).toBe(0);
	expect(owed.toJson()).toBeUndefined();
});

test('its messages are new since it could first not be read, however often it is tried', () => {
	const owed = new Owed();
	owed.noteUnread('a', 2_000);
	owed.noteUnread('a', 9_000);
	owed.noteUnread('b', 5_000);
	expect([owed.fromOf('a'), owed.fromOf('b'), owed.fromOf('c')]).toEqual([2_000, 5_000, undefined]);
	expect(owed.from).toBe(2_000);
});

test('once it has been read it is one no longer', () => {
	const owed = new Owed();
	owed.noteUnread('a', 1_000);
	owed.noteRead('a');
	expect(owed.due()).toEqual([]);
	expect(owed.from).toBe(Infinity);
	expect(owed.isWaiting('a')).toBe(false);
});

test('what n8n stores of it goes on where it was', () => {
	const owed = new Owed();
	for (let tries = 0; tries < 3; tries++) owed.noteUnread('a', 1_000);
	const next = new Owed(stored(owed));
	expect(next.isWaiting('a')).toBe(true);
	expect(next.fromOf('a')).toBe(1_000);
	now += 2 * MINUTE;
	next.noteUnread('a', 1_000);
	now += 4 * MINUTE - 1;
	expect(next.due()).toEqual([]);
});
