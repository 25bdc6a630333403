import {
	activateNow,
	judgedAgain,
	type Activation,
} from '../../../../nodes/ScrubsWhatsApp/trigger/activation';
import type { Transport } from '../../../../nodes/ScrubsWhatsApp/transport/request';

const NOW = Date.UTC(2026, 5, 10, 9, 30);
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Does something at a time of our clock, while the server’s seems to be so far behind it (both in milliseconds). */
function at<T>(ours: number, behind: number, work: (transport: Transport) => T): T {
	const clock = jest.spyOn(Date, 'now').mockReturnValue(ours);
	const transport = { serverTime: (time = ours) => time - behind } as Transport;
	try {
		return work(transport);
	} finally {
		clock.mockRestore();
	}
}

test.each([
	['behind', 10 * MINUTE],
	['a little ahead', -5 * SECOND],
	['far ahead', -60 * MINUTE],
])('a server’s clock that is %s of ours counts', (_, behind) => {
	expect(at(NOW, behind, activateNow)).toEqual({ at: NOW - behind });
});

test('one that is far behind ours is in doubt, and ours counts', () => {
	const behind = 10 * MINUTE + 1;
	expect(at(NOW, behind, activateNow)).toEqual({ at: NOW, doubt: { ours: NOW, behind } });
});

describe('a clock that was in doubt', () => {
	const HOUR = 60 * MINUTE;
	const doubtful: Activation = { at: NOW, doubt: { ours: NOW, behind: HOUR } };
	const later = (ms: number, behind: number) =>
		at(NOW + ms, behind, (transport) => judgedAgain(doubtful, transport));

	test('is looked at again after twenty seconds', () => {
		expect(later(20 * SECOND - 1, HOUR)).toBe(doubtful);
		expect(later(20 * SECOND, HOUR)).toEqual({ at: NOW - HOUR });
	});

	test.each([-10 * SECOND, 10 * SECOND])('is the right one if it goes on, but for %i ms', (off) => {
		expect(later(MINUTE, HOUR + off)).toEqual({ at: NOW - HOUR });
	});

	test('stays in doubt if it stands still, as the date of an answer from a cache', () => {
		expect(later(MINUTE, HOUR + MINUTE)).toBe(doubtful);
		expect(later(MINUTE, HOUR - 10 * SECOND - 1)).toBe(doubtful);
	});

	test('was from a cache if an answer comes with about our time', () => {
		expect(later(MINUTE, 10 * MINUTE)).toEqual({ at: NOW });
		expect(later(MINUTE, 0)).toEqual({ at: NOW });
	});
});

test('a clock that was not in doubt is not judged again', () => {
	const activation = { at: NOW };
	expect(at(NOW + MINUTE, 60 * MINUTE, (one) => judgedAgain(activation, one))).toBe(activation);
});
