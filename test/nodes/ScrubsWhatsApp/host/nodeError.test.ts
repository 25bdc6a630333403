import { explainError } from '../../../../nodes/ScrubsWhatsApp/host/nodeError';
import type { Place } from '../../../../nodes/ScrubsWhatsApp/words/places';
import { unfollowable } from '../../../support/places';

const PLACES: Place[] = ['step', 'trigger', 'triggerTest', 'editor', 'credential'];

const explained = (error: unknown, place: Place) => {
	const { message, description } = explainError(error, place);
	return `${message} ${description}`;
};

describe.each(PLACES)('in the place "%s"', (place) => {
	test.each<[string, unknown]>([
		['an exception', new TypeError('Cannot read properties of undefined (reading "6581000000")')],
		['a text', 'Annabel Alvarez'],
		['nothing', undefined],
	])(
		'%s that nobody foresaw blames nobody, repeats nothing, and says how to get on',
		(_, thrown) => {
			const told = explained(thrown, place);
			expect(told).toMatch(/^Something happened that this node is not made for\. [A-Z]/);
			expect(told).toContain('tell the maintainers');
			expect(told).not.toMatch(/TypeError|Cannot|6581000000|Annabel|undefined|expression|fields/);
			expect(unfollowable(told, place)).toEqual([]);
		},
	);

	test.each(['invalid syntax', 'this is a function, please add ()'])(
		'what n8n says of an expression as "%s" is told in plain words',
		(message) => {
			const told = explained(new Error(message), place);
			expect(told).toMatch(
				/^One of the expressions is written in a way that n8n cannot read\. Check/,
			);
			expect(unfollowable(told, place)).toEqual([]);
		},
	);
});
