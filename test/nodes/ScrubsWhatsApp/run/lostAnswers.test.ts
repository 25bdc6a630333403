import type { IDataObject } from 'n8n-workflow';

import {
	PATIENT,
	PATIENT_DIGITS,
	template,
	useRawClinic,
	lastPage,
} from '../../../support/rawClinic';
import { json } from '../../../support/rawServer';

const clinic = useRawClinic();

const HOUR = 3_600_000;
const NOT_KNOWN = /It is not known whether the message went out\.$/;
const CONVERSATION = { conversation_id: 'c1', recipient_phone_number: PATIENT_DIGITS };

const seconds = (ms = 0) => String(Math.floor((Date.now() + ms) / 1_000));

let count = 0;
/** An ID of its own for each: one that a process knows of belongs to another message. */
const anyId = () => `wamid.${process.pid}.${count++}`;

/** The message that went out, as the conversation shows it. */
const message = (changes: IDataObject = {}): IDataObject => ({
	message_id: anyId(),
	timestamp: seconds(),
	type: 'template',
	direction: 'outbound',
	status: 'sent',
	to_phone_number: PATIENT_DIGITS,
	content: 'appointment_confirmation: 1: Annabel Alvarez, 2: 10 June',
	...changes,
});

/** Loses the answer to a send, and lets the conversation show these messages. */
async function sendAndFind(
	messages: () => IDataObject[],
	headers: () => Record<string, string> = () => ({}),
) {
	clinic.answer('sendTemplateMessage', json(500, { error: 'Oh.' }));
	clinic.answer('listConversations', (socket) =>
		socket.end(json(200, { data: [CONVERSATION], paging: lastPage }, headers())),
	);
	clinic.answer('listMessages', (socket) =>
		socket.end(json(200, { data: messages(), paging: lastPage }, headers())),
	);
	return await clinic.send();
}

describe('a message whose answer was lost counts as sent', () => {
	test.each<[string, Record<string, unknown>]>([
		['as it went out', {}],
		['delivered meanwhile', { status: 'read' }],
		['with its values alone, of the type of a template', { content: 'Annabel Alvarez / 10 June' }],
		['with its time in milliseconds', { timestamp: () => String(Date.now()) }],
		['with its time as a number', { timestamp: () => Math.floor(Date.now() / 1_000) }],
		['with a + before the number', { to_phone_number: `+${PATIENT_DIGITS}` }],
		['in capitals', { direction: 'OUTBOUND', type: 'TEMPLATE' }],
	])('when it is there %s', async (_, changes) => {
		const { json: rows, error } = await sendAndFind(() => [
			message(
				Object.fromEntries(
					Object.entries(changes).map(([name, value]) => [
						name,
						typeof value === 'function' ? (value as () => unknown)() : value,
					]),
				) as IDataObject,
			),
		]);
		expect(error).toBeUndefined();
		expect(rows[0]?.confirmation).toEqual(expect.any(String));
	});

	test('when the patient has answered before anybody could look', async () => {
		const { json: rows } = await sendAndFind(() => [
			message({ direction: 'inbound', type: 'text', content: '1' }),
			message(),
		]);
		expect(rows[0]?.confirmation).toEqual(expect.any(String));
	});

	test('when the server’s clock is ahead of ours', async () => {
		const ahead = () => ({ date: new Date(Date.now() + 5 * HOUR).toUTCString() });
		const { json: rows } = await sendAndFind(
			() => [message({ timestamp: seconds(5 * HOUR) })],
			ahead,
		);
		expect(rows[0]?.confirmation).toEqual(expect.any(String));
	});
});

describe('another message is not taken for it', () => {
	test.each<[string, IDataObject]>([
		[
			'the same template with other values',
			{ content: 'appointment_confirmation: 1: Kim, 2: 10 June' },
		],
		[
			'one with a value that only begins alike',
			{ content: 'appointment_confirmation: 1: Annabel Alvarezon, 2: 10 June' },
		],
		[
			'one with a value within another word',
			{ content: 'appointment_confirmation: 1: Annabel Alvarez, 2: 110 June' },
		],
		[
			'a text of the staff with the same words',
			{ type: 'text', content: 'Annabel Alvarez on 10 June' },
		],
		['one that could not be delivered', { status: 'failed' }],
		['one from the patient', { direction: 'inbound' }],
		['one to another patient', { to_phone_number: '6581000001' }],
		['one from before this attempt', { timestamp: seconds(-60_000) }],
		['one from long ago, in milliseconds', { timestamp: String(Date.now() - HOUR) }],
		['one without a time', { timestamp: null }],
		['one without an ID', { message_id: null }],
		[
			'one whose text is no text',
			{ content: { body: 'appointment_confirmation Annabel Alvarez 10 June' } },
		],
		['one whose number cannot be read', { to_phone_number: null }],
	])('%s', async (_, changes) => {
		const { error } = await sendAndFind(() => [message(changes)]);
		expect(error?.message).toMatch(NOT_KNOWN);
		expect(clinic.sends()).toBe(1);
	});

	test('by the date of an answer from a cache', async () => {
		const old = () => ({ date: new Date(Date.now() - HOUR).toUTCString() });
		clinic.answer('listTemplates', (socket) =>
			socket.end(json(200, { data: [template('1', '2')] }, old())),
		);
		const { error } = await sendAndFind(() => [message({ timestamp: seconds(-HOUR / 2) })], old);
		expect(error?.message).toMatch(NOT_KNOWN);
	});

	test('when the template has no fields', async () => {
		clinic.answer('listTemplates', json(200, { data: [template()] }));
		clinic.answer('sendTemplateMessage', json(500, { error: 'Oh.' }));
		clinic.answer('listConversations', json(200, { data: [CONVERSATION], paging: lastPage }));
		clinic.answer('listMessages', (socket) =>
			socket.end(json(200, { data: [message({ content: 'clinic_closed' })], paging: lastPage })),
		);
		const { error } = await clinic.send([PATIENT], { fields: {} });
		expect(error?.message).toMatch(NOT_KNOWN);
	});
});

describe('looking for it ends', () => {
	test.each<[string, () => IDataObject]>([
		['with pages that are always empty', () => ({ data: [] })],
		[
			'with pages that always go on',
			() => ({ data: [{ ...CONVERSATION, conversation_id: `c${Math.random()}` }] }),
		],
	])(
		'%s',
		async (_, page) => {
			clinic.answer('sendTemplateMessage', json(500, { error: 'Oh.' }));
			clinic.answer('listConversations', (socket) =>
				socket.end(
					json(200, { ...page(), paging: { next: String(Math.random()), previous: null } }),
				),
			);
			const { error } = await clinic.send();
			expect(error?.message).toMatch(NOT_KNOWN);
			expect(clinic.server.requests.length).toBeLessThan(1_600);
		},
		120_000,
	);
});
