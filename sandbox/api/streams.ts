import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

const CHUNK = Buffer.alloc(64 * 1024, 'x');

/**
 * A text that comes byte by byte.
 *
 * @param everyMs milliseconds before each byte
 */
export function dripping(text: string, everyMs: number): Readable {
	async function* bytes() {
		for (const byte of Buffer.from(text)) {
			await delay(everyMs, undefined, { ref: false });
			yield Buffer.of(byte);
		}
	}
	return Readable.from(bytes());
}

/**
 * A JSON object as long as is wished, though never whole in memory.
 *
 * @param body what it holds beside the filler that makes it long
 * @param size its length in bytes
 */
export function swollen(body: object, size: number): Readable {
	const start = `${JSON.stringify({ ...body, filler: '' }).slice(0, -2)}`;
	const end = '"}';
	function* chunks() {
		yield Buffer.from(start);
		let left = size - Buffer.byteLength(start) - end.length;
		for (; left > 0; left -= CHUNK.length) yield CHUNK.subarray(0, left);
		yield Buffer.from(end);
	}
	return Readable.from(chunks());
}
