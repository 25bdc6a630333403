import { serverTextOf } from '../../../../nodes/ScrubsWhatsApp/transport/serverText';
import { CLINIC } from '../../../../sandbox/api';

const SENT = {
	recipient_phone_number: '6591234567',
	template_name: 'appointment_reminder_en',
	fields: { '1': 'Ana Lee', '2': 'Wed (10.6.)', '3': 7, '4': 'ok', '5': '' },
};
const SECRETS = [CLINIC.apiKey, CLINIC.hciCode, CLINIC.providerId];

const textOf = (body: unknown) => serverTextOf(body, [SENT, { limit: '20' }], SECRETS);

describe('where the reason stands', () => {
	test.each([
		['error', { error: 'Too late.' }],
		['message', { message: 'Too late.' }],
		['detail', { detail: 'Too late.' }],
		['error.message', { error: { message: 'Too late.', code: 132000 } }],
		['a list of errors', { errors: [{ message: 'Too late.', code: 7 }] }],
		['a list of messages', { message: ['Too late.'] }],
		['plain text', 'Too late.'],
	])('reads %s', (_, body) => {
		expect(textOf(body)).toBe('Too late.');
	});

	test('reads Meta’s details beside its message', () => {
		const error = { message: '(#132000) Mismatch.', error_data: { details: 'Expected 7 values.' } };

		expect(textOf({ error })).toBe('(#132000) Mismatch. Expected 7 values.');
	});

	test.each([
		['no body', undefined],
		['null', null],
		['a number', 7],
		['an empty text', '   \n'],
		['an object without a reason', { status: 'bad' }],
		['a reason that is no text', { error: 7, message: [1], detail: { a: 1 } }],
		['an empty error', { error: {} }],
	])('finds nothing in %s', (_, body) => {
		expect(textOf(body)).toBeUndefined();
	});
});

describe('markup', () => {
	test('that is not closed is left out as well', () => {
		expect(textOf({ error: 'Oops <img src=x onerror=alert(1)' })).toBe('Oops');
	});

	test.each([
		['<!DOCTYPE html><html><body>502 Bad Gateway</body></html>'],
		['\n<HTML lang="en"><head></head>Nothing here'],
		['<head><title>nginx</title></head>'],
		['Sorry. <body class="x">Down</body>'],
	])('a web page gives nothing: %s', (page) => {
		expect(textOf(page)).toBeUndefined();
		expect(textOf({ error: page })).toBeUndefined();
	});

	test.each([
		['<b>Too</b> late', 'Too late'],
		['Too <img src=x onerror="alert(1)"> late', 'Too late'],
		['<script>alert(1)</script>', 'alert(1)'],
		['Too\r\n\tlate\u0000\u001b[31m', 'Too late [31m'],
		['Too\u200b \u202elate', 'Too late'],
	])('%j becomes one plain line', (text, shown) => {
		expect(textOf({ error: text })).toBe(shown);
	});

	test('is cut to 200 characters', () => {
		expect(textOf({ error: 'long '.repeat(100) })).toBe(`${'long '.repeat(40).trim()}…`);
		expect(textOf({ error: 'x'.repeat(200) })).toBe('x'.repeat(200));
	});
});

describe('what the request carried is hidden', () => {
	test.each([
		['the API key', `Key ${CLINIC.apiKey} is unknown`, 'Key … is unknown'],
		['the HCI code', `code=${CLINIC.hciCode}`, 'code=…'],
		['the provider ID', `No provider "${CLINIC.providerId}"`, 'No provider "…"'],
		['a secret in other letters', 'Key DEMO_API_KEY_1 is unknown', 'Key … is unknown'],
		['the recipient’s number', 'No WhatsApp at 6591234567', 'No WhatsApp at …'],
		['the patient’s name', 'Ana Lee has opted out', '… has opted out'],
		['the name in other letters', 'ANA LEE has opted out', '… has opted out'],
		['each time it comes', 'Ana Lee and Ana Lee!', '… and …!'],
		['a value full of signs', 'Value "Wed (10.6.)" is too long', 'Value "…" is too long'],
		['the template’s name', 'appointment_reminder_en is paused', '… is paused'],
	])('%s', (_, said, shown) => {
		expect(textOf({ error: said })).toBe(shown);
	});

	test.each([
		'+65 9123 4567',
		'(0)91234567',
		'9123-4567',
		'+1 (202) 555-0101',
		'12025550101',
		'65.9123.4567',
	])('a phone number that no one sent is hidden: %s', (number) => {
		expect(textOf({ error: `Blocked for ${number} today` })).not.toMatch(/\d{3}/);
	});

	test.each(['131026', 'Limit 80 in 24 hours', '(#132000) of 7'])(
		'numbers that are none of a phone stay readable: %s',
		(said) => {
			expect(textOf({ error: said })).toBe(said);
		},
	);

	test.each([
		['Hello Li!', 'Li', 'Hello …!'],
		['患者李小娜您好', '李小娜', '患者…您好'],
		['A\\u006ea Lee wrote', 'Ana Lee', '… wrote'],
		['A&#110;a%20Lee wrote', 'Ana Lee', '… wrote'],
		['Ana <b>Lee</b> wrote', 'Ana Lee', '… wrote'],
		['Ana\n  Lee\u200b wrote', 'Ana Lee', '… wrote'],
	])('however it is written: %j', (said, value, shown) => {
		expect(serverTextOf({ error: said }, { name: value }, [])).toBe(shown);
	});

	test.each([
		['Mr. Alvarez: JOSE opted out', 'Mr. …: … opted out'],
		['B is late on 10 June 2026', 'B is late on 10 …'],
	])('each word of it by itself, but short ones: %j', (said, shown) => {
		const sent = { name: 'José B. Álvarez', date: 'Wed, 10-June-2026' };
		expect(serverTextOf({ error: said }, sent, [])).toBe(shown);
	});

	test('a key is hidden inside a longer word too', () => {
		expect(serverTextOf({ error: 'Bad keydemo_1x.' }, {}, ['demo_1'])).toBe('Bad key…x.');
	});

	test('a short value does not eat the words around it', () => {
		expect(textOf({ error: 'It is ok, look at book 7.' })).toBe('It is …, look at book 7.');
	});

	test('of two values that overlap, the longer one is hidden as a whole', () => {
		expect(serverTextOf('Ana Lee Wong wrote', { a: 'Ana Lee', b: 'Ana Lee Wong' }, [])).toBe(
			'… wrote',
		);
	});
});
