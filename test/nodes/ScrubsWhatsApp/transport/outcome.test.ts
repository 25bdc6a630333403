import { outcomeOf } from '../../../../nodes/ScrubsWhatsApp/transport/outcome';

const range = (first: number, last: number) =>
	Array.from({ length: last - first + 1 }, (_, index) => first + index);

const GAVE_UP = [408, 499];
const REFUSED = range(400, 499).filter((status) => !GAVE_UP.includes(status));

test.each(REFUSED)('an answer with %i says that it was not done', (status) => {
	expect(outcomeOf('status', status)).toBe('notDone');
});

test.each([...GAVE_UP, ...range(500, 599)])(
	'an answer with %i may come after it was done',
	(status) => {
		expect(outcomeOf('status', status)).toBe('notKnown');
	},
);

test.each([307, 308])('a redirect with %i asks for the same again: it was not done', (status) => {
	expect(outcomeOf('redirect', status)).toBe('notDone');
});

test.each([300, 301, 302, 303, 304, 305])(
	'a redirect with %i may come after it was done',
	(status) => {
		expect(outcomeOf('redirect', status)).toBe('notKnown');
	},
);

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
