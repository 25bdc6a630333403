import { sha256 } from '../digest/sha256';

/** Bytes of a digest that are kept: enough to tell apart what a trigger ever has in hand at once. */
const KEPT_BYTES = 6;

/** The start of a text's SHA-256 in 8 characters: tells IDs apart in little space and without keeping them. */
export const shortDigest = (text: string): string =>
	sha256(text).toString('base64url', 0, KEPT_BYTES);
