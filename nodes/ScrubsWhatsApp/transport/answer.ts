/** Most that is read of an answer, in bytes after decompression: a full page of the longest messages is a fifth of it. */
const MAX_BYTES = 8_388_608;

/** Most that is read of an answer that brings no data: enough for its reason. */
const MAX_REFUSAL_BYTES = 65_536;

/** The answer is larger than anything that the API gives. */
export class AnswerTooLarge extends Error {}

/** The time for an answer has passed. */
export class DeadlinePassed extends Error {}

/** An answer of n8n's HTTP helpers when asked for the full response, its body as a stream. */
export interface HttpAnswer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}

type Stream = AsyncIterable<Uint8Array | string> & { destroy?: (error?: Error) => void };

const isStream = (body: unknown): body is Stream =>
	typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

/** Waits for something until a deadline. @throws DeadlinePassed */
export async function within<T>(deadline: AbortSignal, work: Promise<T>): Promise<T> {
	let pass: () => void = () => {};
	const passed = new Promise<never>((_, reject) => {
		pass = () => reject(new DeadlinePassed());
		if (deadline.aborted) pass();
		else deadline.addEventListener('abort', pass);
	});
	try {
		return await Promise.race([work, passed]);
	} finally {
		deadline.removeEventListener('abort', pass);
	}
}

async function bytesOf(stream: Stream, maxBytes: number, isCut: boolean): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of stream) {
		const bytes = Buffer.from(chunk);
		size += bytes.length;
		if (size > maxBytes && !isCut) throw new AnswerTooLarge();
		chunks.push(bytes);
		// Leaving the loop ends the stream, and with it the connection.
		if (size > maxBytes) break;
	}
	return Buffer.concat(chunks);
}

/**
 * The text of an answer, read to its end before a deadline and never more of it than any answer of the API has. Of a
 * refusal only the beginning is read.
 * @throws AnswerTooLarge, DeadlinePassed, and what the connection reports
 */
export async function textOf(
	{ statusCode, body }: HttpAnswer,
	deadline: AbortSignal,
): Promise<string> {
	if (!isStream(body)) return typeof body === 'string' ? body : '';
	const isData = statusCode >= 200 && statusCode < 300;
	const bytes = bytesOf(body, isData ? MAX_BYTES : MAX_REFUSAL_BYTES, !isData);
	try {
		return new TextDecoder().decode(await within(deadline, bytes));
	} finally {
		// Whatever is left of it is not waited for.
		body.destroy?.();
	}
}

/** Ends the connection of an answer that comes too late for anybody to read it. */
export function discard({ body }: HttpAnswer): void {
	if (isStream(body)) body.destroy?.();
}
