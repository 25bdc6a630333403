import { gzipSync } from 'node:zlib';
import type { Socket } from 'node:net';

import { useQuickDeadlines } from '../../../support/deadlines';
import { RETRY } from '../../../support/patients';
import { PATIENT, useRawClinic } from '../../../support/rawClinic';
import { dripping, json, jsonText } from '../../../support/rawServer';

const clinic = useRawClinic();

const NOT_KNOWN = /It is not known whether the message went out\.$/;

/** A megabyte of JSON text that goes on for ever, until the connection is closed or so much was written. */
async function flood(socket: Socket, megabytes: number, head: string): Promise<number> {
	const chunk = 'x'.repeat(1_048_576);
	let written = 0;
	socket.write(`${head}\r\n\r\n{"data":"`);
	for (; written < megabytes && !socket.destroyed; written++) {
		if (!socket.write(chunk)) {
			await Promise.race([
				new Promise((resolve) => socket.once('drain', resolve)),
				new Promise((resolve) => socket.once('close', resolve)),
			]);
		}
	}
	return written;
}

describe('an answer that does not end', () => {
	useQuickDeadlines();

	test.each([
		['drips', dripping(json(200, { messages: [{ id: 'wamid.1' }] }), 20)],
		['drips its refusal', dripping(json(500, { error: 'Later.' }), 20)],
		['never begins', () => {}],
		[
			'switches protocols',
			'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n',
		],
		['has a head without an end', (socket: Socket) => void socket.write('HTTP/1.1 200 OK\r\nX: ')],
	])('is not waited for beyond its time when it %s', async (_, answer) => {
		clinic.answer('sendTemplateMessage', answer);
		const { error } = await clinic.send();
		expect(error?.message).toMatch(NOT_KNOWN);
		expect(clinic.sends()).toBe(1);
	});

	test('holds back no other message', async () => {
		const held = json(200, { messages: [{ id: 'wamid.1' }] });
		clinic.answer('sendTemplateMessage', (socket, { body }) =>
			body.includes('6581000001') ? undefined : socket.end(held),
		);
		const items = [0, 1, 2].map((index) => ({ ...PATIENT, phone: `+65 8100 000${index}` }));
		const { json: rows } = await clinic.send(items, {
			settings: { onError: 'continueRegularOutput' },
		});
		expect(rows.map((row) => 'error' in row)).toEqual([false, true, false]);
	});
});

describe('an answer without measure', () => {
	test('is read no further than any answer of the API is long', async () => {
		let written = 0;
		clinic.answer('listTemplates', async (socket) => {
			written = await flood(socket, 200, 'HTTP/1.1 200 OK\r\nconnection: close');
		});
		const { error } = await clinic.send();
		expect(error?.message).toContain('was too long to be one of Scrubs');
		expect(written).toBeLessThan(40);
	});

	test('is read no further when it is packed', async () => {
		const part = gzipSync(Buffer.alloc(16 * 1_048_576, 'x'));
		clinic.answer('listTemplates', async (socket) => {
			socket.write('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n');
			for (let count = 0; count < 80 && !socket.destroyed; count++) {
				await new Promise((resolve) => socket.write(part, resolve));
			}
		});
		const before = process.memoryUsage().rss;
		const { error } = await clinic.send();
		expect(error?.message).toContain('was too long to be one of Scrubs');
		expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1_048_576);
	});

	test('that refuses still says by its status what it is', async () => {
		clinic.answer('listTemplates', async (socket) => {
			await flood(socket, 200, 'HTTP/1.1 404 Not Found\r\nconnection: close');
		});
		const { error } = await clinic.send();
		expect(error?.message).toContain('The sender number is not one of yours at Scrubs.');
	});
});

describe('whatever an answer holds, it is not known whether the message went out', () => {
	const long = 'ä'.repeat(1_000);
	const nested = `${'{"error":'.repeat(20_000)}"x"${'}'.repeat(20_000)}`;
	const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

	test.each([
		['a text as long as a value', json(500, { error: `No: ${long}` })],
		['a text that is nested deep', jsonText(500, nested)],
		['an object in place of a text', json(500, { error: { message: { a: 1 }, code: {} } })],
		['200 with a message that is nested deep', jsonText(200, nested)],
		[
			'200 with an ID beside what is nested deep',
			jsonText(200, `{"messages":[{"id":"a"}],"b":${deep}}`),
		],
		['200 with an ID that is no text', json(200, { messages: [{ id: 7 }] })],
		['200 with messages that are null', json(200, { messages: [null] })],
		['200 with nothing', json(200, null)],
		['303', json(303, {}, { location: '/done' })],
	])('with %s', async (_, answer) => {
		clinic.answer('sendTemplateMessage', answer);
		const { error } = await clinic.send([{ ...PATIENT, name: long }], { settings: RETRY });
		expect(error?.message).toMatch(NOT_KNOWN);
		expect(clinic.sends()).toBe(1);
	});
});
