import { createHash } from 'node:crypto';

import { sha256 } from '../../../../nodes/ScrubsWhatsApp/digest/sha256';
import { seededRandom } from '../../../support/random';

const byNode = (text: string) => createHash('sha256').update(text).digest('hex');

it.each([
	['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
	['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
])('gives the digest that the standard gives for %j', (text, digest) => {
	expect(sha256(text).toString('hex')).toBe(digest);
});

it.each(Array.from({ length: 130 }, (_, length) => length))(
	'agrees with Node.js on %i bytes, whichever way they fill the blocks',
	(length) => {
		const text = 'x'.repeat(length);
		expect(sha256(text).toString('hex')).toBe(byNode(text));
	},
);

it('agrees with Node.js on texts of all scripts and lengths', () => {
	const random = seededRandom(1);
	for (let run = 0; run < 500; run++) {
		const length = Math.floor(random() * 600);
		const text = Array.from({ length }, () =>
			String.fromCodePoint(32 + Math.floor(random() * 0x1_0000)),
		).join('');
		expect(sha256(text).toString('hex')).toBe(byNode(text));
	}
});
