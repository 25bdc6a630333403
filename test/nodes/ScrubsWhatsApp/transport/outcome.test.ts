import { outcomeOf } from '../../../../nodes/ScrubsWhatsApp/transport/outcome';

const range = (first: number, last: number) =>
	Array.from({ length: last - first + 1 }, (_, index) => first + index);

test.each(range(400, 499))('an answer with %i says that it was not done', (status) => {
	expect(outcomeOf('status', status)).toBe('notDone');
});

test.each(range(500, 599))('an answer with %i may come after it was done', (status) => {
	expect(outcomeOf('status', status)).toBe('notKnown');
});

test.each([301, 302, 303, 307, 308])('a redirect with %i: it was not done', (status) => {
	expect(outcomeOf('redirect', status)).toBe('notDone');
});

test.each(['refused', 'addressNotFound', 'tls'] as const)(
	'%s: nothing was delivered, so it was not done',
	(kind) => {
		expect(outcomeOf(kind)).toBe('notDone');
	},
);

test.each(['timeout', 'connectionLost', 'cancelled', 'other'] as const)(
	'%s: the request may have arrived',
	(kind) => {
		expect(outcomeOf(kind)).toBe('notKnown');
	},
);

test.each([200, 201, 202, 204])('a %i that cannot be read: it may have been done', (status) => {
	expect(outcomeOf('unreadable', status)).toBe('notKnown');
});
