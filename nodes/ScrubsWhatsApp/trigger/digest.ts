import { createHash } from 'node:crypto';

/** Characters of a digest that are kept: enough to tell apart what a trigger ever has in hand at once. */
const KEPT_CHARACTERS = 8;

/** The start of a text's SHA-256 in base64url: tells IDs apart in little space and without keeping them. */
export const shortDigest = (text: string): string =>
	createHash('sha256').update(text).digest('base64url').slice(0, KEPT_CHARACTERS);
