import type { IDataObject } from 'n8n-workflow';

import schema from '../../../../nodes/ScrubsWhatsApp/__schema__/v1.0.0/message/sendTemplate.json';
import { patients, RETRY } from '../../../support/patients';
import { useSending } from '../../../support/sending';

const { run, failSend, attempts } = useSending();

const items = patients(2);
const [alex] = items;
const ID = expect.stringMatching(/^wamid\./) as string;
const CONFIRMATION = expect.stringContaining('found in the conversation') as string;

const SIMPLIFIED = {
	status: 'sent',
	recipient_phone_number: `+${alex!.phone}`,
	template_name: 'appointment_confirmation',
	language: 'en_US',
	fields: { '1': alex!.name, '2': '10 June' },
	message_id: ID,
};
const AS_IT_IS = {
	messaging_product: 'whatsapp',
	recipient_phone_number: alex!.phone,
	contacts: [{ input: alex!.phone, wa_id: alex!.phone }],
	messages: [{ id: ID }],
};

describe('the output of a message that was sent', () => {
	test('says whether, to whom and what, and its ID, in this order', async () => {
		const { json } = await run([alex!]);

		expect(json).toEqual([SIMPLIFIED]);
		expect(Object.keys(json[0]!)).toEqual(Object.keys(SIMPLIFIED));
	});

	test('is what the editor shows before anything has run', async () => {
		await failSend({ kind: 'drop', when: 'after' });
		const { json } = await run([alex!]);

		expect(Object.keys(json[0]!)).toEqual(Object.keys(schema.properties));
		const typeOf = (value: unknown) => typeof value;
		expect(Object.values(json[0]!).map(typeOf)).toEqual(
			Object.values(schema.properties).map(({ type }) => type),
		);
	});

	test.each([
		['simplified', {}, SIMPLIFIED],
		['not simplified', { simplify: false }, AS_IT_IS],
	])('says that it was confirmed when its answer was lost: %s', async (_, parameters, expected) => {
		await failSend({ kind: 'drop', when: 'after' });
		const { json } = await run([alex!], { parameters });

		expect(json).toEqual([{ ...expected, confirmation: CONFIRMATION }]);
	});

	test('is the API’s answer with Simplify off', async () => {
		const { json } = await run([alex!], { parameters: { simplify: false } });

		expect(json).toEqual([AS_IT_IS]);
	});

	test('is the API’s answer with all that is in it', async () => {
		const body = { messages: [{ id: 'wamid.more', message_status: 'accepted' }], more: { a: 1 } };
		await failSend({ kind: 'status', status: 200, body });
		const { json } = await run([alex!], { parameters: { simplify: false } });

		expect(json).toEqual([body]);
	});

	test('is not given when nobody can tell whether it is to be simplified', async () => {
		const { error } = await run([alex!], { parameters: { simplify: '={{ "perhaps" }}' } });

		expect(error?.message).toBe('"Simplify" is neither on nor off.');
		expect(await attempts()).toEqual([]);
	});
});

describe('after a second try, the output of what the first one sent', () => {
	const body = { messages: [{ id: 'wamid.first-try' }], more: { a: 1 } };

	test.each<[string, IDataObject]>([
		['simplified', { ...SIMPLIFIED, message_id: 'wamid.first-try' }],
		['not simplified', body],
	])('is the same: %s', async (form, expected) => {
		await failSend({ kind: 'status', status: 200, body });
		await failSend({ kind: 'status', status: 404 });
		const { json } = await run(items, {
			settings: RETRY,
			options: { maxConcurrency: 1 },
			parameters: { simplify: form === 'simplified' },
		});

		expect(json[0]).toEqual(expected);
		expect(await attempts()).toHaveLength(items.length + 1);
	});

	test('says that it was confirmed', async () => {
		await failSend({ kind: 'drop', when: 'after' });
		await failSend({ kind: 'status', status: 404 });
		const { json } = await run(items, { settings: RETRY, options: { maxConcurrency: 1 } });

		expect(json[0]).toEqual({ ...SIMPLIFIED, confirmation: CONFIRMATION });
		expect(await attempts()).toHaveLength(items.length + 1);
	});
});

describe('Include Input Fields', () => {
	const options = { includeInputFields: true };
	const appointment = {
		...alex!,
		doctor: 'Dr. Kim',
		status: 'booked',
		error: 'Of an earlier step',
	};

	test('adds the item’s own columns behind the result’s, and overwrites none', async () => {
		const { json } = await run([appointment], { options });

		expect(json).toEqual([
			{ ...SIMPLIFIED, phone: alex!.phone, name: alex!.name, doctor: 'Dr. Kim' },
		]);
		expect(Object.keys(json[0]!).slice(-3)).toEqual(['phone', 'name', 'doctor']);
	});

	test.each([
		['the API’s answer', { simplify: false }, {}],
		['a dry run', {}, { dryRun: true }],
	])('adds them to %s, too', async (_, parameters, others) => {
		const { json } = await run([appointment], { parameters, options: { ...options, ...others } });

		expect(json[0]).toMatchObject({ doctor: 'Dr. Kim' });
	});

	test('is off by itself', async () => {
		const { json } = await run([appointment]);

		expect(json).toEqual([SIMPLIFIED]);
	});

	test('adds them with Continue to what was not sent', async () => {
		const wrong = { ...items[1], phone: 'none', doctor: 'Dr. Lim' };
		const { json } = await run([appointment, wrong], { options, onError: 'continueRegularOutput' });

		expect(json).toEqual([
			expect.objectContaining({ status: 'sent', doctor: 'Dr. Kim' }),
			expect.objectContaining({ status: 'notSent', doctor: 'Dr. Lim' }),
		]);
	});

	test('leaves n8n to route what was not sent to the error output', async () => {
		const wrong = { ...items[1], phone: 'none', doctor: 'Dr. Lim' };
		const { json, errorItems } = await run([appointment, wrong], {
			options,
			onError: 'continueErrorOutput',
		});

		expect(json).toEqual([expect.objectContaining({ status: 'sent', doctor: 'Dr. Kim' })]);
		expect(errorItems.map((item) => item.json)).toEqual([
			{ ...wrong, error: expect.any(String) as string, message: expect.any(String) as string },
		]);
	});
});
