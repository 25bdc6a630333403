import { CONVERSATIONS, SENDERS } from '../../../../../sandbox/api';
import { list, locator, withForm, withJson } from '../../../../support/parameters';
import { useSending } from '../../../../support/sending';

const { standIn, send, sent } = useSending();

const CLOSED = withJson('clinic_closed_today:en_US', {});
const recipientsSent = async () =>
	(await sent()).map(({ recipient_phone_number: recipient }) => recipient);

describe('one message', () => {
	test('goes out with everything that was entered', async () => {
		const { error } = await send({
			...withForm('appointment_confirmation:en_US', { '1': 'Kim', '2': '10 June' }),
			senderPhoneNumber: list(SENDERS.main),
			recipientPhoneNumber: '+65 9123 4567',
		});
		expect(error).toBeUndefined();
		const [request, ...others] = await standIn.control.requests('sendTemplateMessage');
		expect(others).toEqual([]);
		expect(request).toMatchObject({
			path: `/api/v1/whatsapp/numbers/${SENDERS.main}/messages/template`,
			query: {},
			effect: true,
		});
		expect(request?.body).toEqual({
			recipient_phone_number: '6591234567',
			template_name: 'appointment_confirmation',
			language: 'en_US',
			fields: { '1': 'Kim', '2': '10 June' },
		});
	});

	test('gives back what went out, to whom, and its ID', async () => {
		const { json, items } = await send({ ...CLOSED, recipientPhoneNumber: '+6591234567' });
		expect(json).toEqual([
			{
				status: 'sent',
				recipient_phone_number: '+6591234567',
				template_name: 'clinic_closed_today',
				language: 'en_US',
				fields: {},
				message_id: expect.stringMatching(/^wamid\./),
			},
		]);
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
	});

	test.each([
		['in the list', list(SENDERS.second)],
		['by its number as people write it', locator('phoneNumber', ' +1 (202) 555-0102')],
		['by a number type', locator('phoneNumber', '={{ 12025550102 }}')],
	])('goes out from the sender chosen %s', async (_, senderPhoneNumber) => {
		await send({ ...withJson('kids_closed_today:en_US', {}), senderPhoneNumber });
		const [request] = await standIn.control.requests('sendTemplateMessage');
		expect(request?.path).toContain(`/numbers/${SENDERS.second}/`);
	});

	test.each([
		['no list of messages', { messaging_product: 'whatsapp' }],
		['an empty list of messages', { messages: [] }],
		['an empty ID', { messages: [{ id: '' }] }],
		['an ID that is no text', { messages: [{ id: 7 }] }],
		['another shape', { data: { messages: [{ id: 'wamid.1' }] } }],
		['a text', 'OK'],
		['an empty body', ''],
	])('is not known to have gone out after a success with %s', async (_, body) => {
		await standIn.control.fault({
			kind: 'status',
			status: 200,
			operationIds: ['sendTemplateMessage'],
			body,
		});
		const { error } = await send(CLOSED);
		expect(error?.message).toContain('It is not known whether the message went out.');
		expect(error?.description).toContain('before you send it again');
		expect(await sent()).toHaveLength(1);
	});
});

test('100 items send 100 different messages, given out in their order, each paired to its item', async () => {
	const items = Array.from({ length: 100 }, (_, index) => ({
		phone: `+65 9123 ${String(4500 + index)}`,
		name: `Patient ${index}`,
	}));
	const run = await send(
		{
			...withForm('appointment_confirmation:en_US', { '1': '={{ $json.name }}', '2': 'today' }),
			recipientPhoneNumber: '={{ $json.phone }}',
		},
		items,
	);
	const expected = items.map(({ phone, name }) => [phone.replace(/\D/g, ''), name]);
	const arrived = (await sent()).map(({ recipient_phone_number: to, fields }) => [to, fields['1']]);
	expect(arrived.sort()).toEqual(expected);
	expect(run.json.map(({ recipient_phone_number: to }) => to)).toEqual(
		expected.map(([to]) => `+${to}`),
	);
	expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
	expect(new Set(run.json.map(({ message_id: id }) => id)).size).toBe(100);
});

describe('a recipient’s number', () => {
	test.each<[string, string | number, string]>([
		['spaces', '+65 9123 4567', '6591234567'],
		['00 and hyphens', '0065-9123-4567', '6591234567'],
		['full-width characters', '＋６５　９１２３　４５６７', '6591234567'],
		['invisible characters', '\u202a+65\u200b9123\u00a04567\u202c', '6591234567'],
		['digits alone, as the sender’s country has them', '301 555 0103', '13015550103'],
		['digits alone, with the code of the sender’s country', '13015550103', '13015550103'],
		['a number type', 13015550103, '13015550103'],
		['a number of the United States', '+1 (301) 555-0103', CONVERSATIONS.twenty.recipient ?? ''],
	])('arrives as digits when written with %s', async (_, phone, expected) => {
		await send({ ...CLOSED, recipientPhoneNumber: '={{ $json.phone }}' }, [{ phone }]);
		await send({ ...CLOSED, recipientPhoneNumber: phone });
		expect(await recipientsSent()).toEqual([expected, expected]);
	});

	test.each<[string, string | number, string | number]>([
		['65', '9123 4567', '6591234567'],
		['+65', 91234567, '6591234567'],
		['={{ 65 }}', '9123-4567', '6591234567'],
		['65', '6591234567', '6591234567'],
		['SG', '9123 4567', '6591234567'],
		['Singapore', '9123 4567', '6591234567'],
		['65', '+44 7911 123456', '447911123456'],
	])(
		'is completed by the default country code %s: %s',
		async (defaultCountryCode, phone, digits) => {
			const options = { defaultCountryCode };
			await send({ ...CLOSED, recipientPhoneNumber: phone, options });
			expect(await recipientsSent()).toEqual([digits]);
		},
	);

	test.each<[string, unknown, string]>([
		['letters', '+65 9123 CALL', 'contains letters'],
		['too short', '+65 912', 'has too few digits'],
		['too long', '+65 9123 4567 8901 2345', 'has too many digits'],
		['local elsewhere than the sender', '9123 4567', 'has no country code'],
		['of another country without a +', '6591234567', 'has no country code'],
		['a Chinese mobile number without a +', '138 0013 8000', 'has no country code'],
		['empty', '', 'is empty'],
		['missing', null, 'is empty'],
		['two numbers', '+65 9123 4567, +65 9123 4568', 'contains more than one phone number'],
		['a list', ['+65 9123 4567'], 'contains letters'],
		['shortened by a spreadsheet', '6.59123E+09', 'was shortened by a spreadsheet'],
	])('is refused before anything is sent when it is %s', async (_, phone, problem) => {
		const recipientPhoneNumber = '={{ $json.phone }}';
		const { error } = await send({ ...CLOSED, recipientPhoneNumber }, [{ phone: phone as string }]);
		expect(error?.message).toContain(`The recipient’s phone number ${problem}`);
		expect(error?.description).not.toBe('');
		expect(await standIn.control.requests()).toEqual([]);
	});

	test('may begin with its country code without a + where the whole list does', async () => {
		const options = { numbersWithoutPlus: 'international' };
		await send({ ...CLOSED, recipientPhoneNumber: '6591234567', options });
		expect(await recipientsSent()).toEqual(['6591234567']);
		const { error } = await send({ ...CLOSED, recipientPhoneNumber: '9123 4567', options });
		expect(error?.message).toContain('has no country code');
	});

	test.each([
		['is from elsewhere', '6591234567', {}, true],
		['is from elsewhere than the default country', '6591234567', '1', true],
		['has a country code that does not exist', '+999 9123 4567', {}, false],
		['has letters', '+65 9123 CALL', {}, false],
		['is too short', '+65 912', {}, false],
	])(
		'that %s is helped with the option "Numbers Without Plus" where it helps',
		async (_, phone, code, helps) => {
			const options = typeof code === 'string' ? { defaultCountryCode: code } : {};
			const { error } = await send({ ...CLOSED, recipientPhoneNumber: phone, options });
			expect(error?.description?.includes('set the option "Numbers Without Plus"')).toBe(helps);
		},
	);

	test.each([
		[{ defaultCountryCode: '999' }, /^The option "Default Country Code" is no country/],
		[{ defaultCountryCode: 'Atlantis' }, /^The option "Default Country Code" is no country/],
		[{ numbersWithoutPlus: '={{ "both" }}' }, /^The option "Numbers Without Plus" is neither/],
	])('is not blamed for an option that cannot be: %j', async (options, message) => {
		const { error } = await send({ ...CLOSED, recipientPhoneNumber: '9123 4567', options });
		expect(error?.message).toMatch(message);
		expect(error?.description).not.toBe('');
	});

	test('never stands in the error, which ends up in logs', async () => {
		const { error } = await send({ ...CLOSED, recipientPhoneNumber: '8765 1234' });
		expect(`${error?.message} ${error?.description}`).not.toMatch(/8765|1234/);
	});
});

describe('a sender', () => {
	test.each([
		['none', locator('list', '={{ "" }}'), 'No sender is chosen.'],
		['a word', locator('phoneNumber', 'reception'), 'The sender’s phone number contains letters'],
	])('is refused before anything is sent: %s', async (_, senderPhoneNumber, message) => {
		const { error } = await send({ ...CLOSED, senderPhoneNumber });
		expect(error?.message).toContain(message);
		expect(await standIn.control.requests()).toEqual([]);
	});

	test('is not to be mended by an option for recipients', async () => {
		const senderPhoneNumber = locator('phoneNumber', '+999 1234 5678');
		const { error } = await send({ ...CLOSED, senderPhoneNumber });
		expect(error?.description).toContain('Check the digits after the +.');
		expect(error?.description).not.toContain('Default Country Code');
	});

	test('that belongs to no one is refused in words', async () => {
		const { error } = await send({ ...CLOSED, senderPhoneNumber: list('12025550199') });
		expect(error?.message).toBe(
			'The sender number is not one of yours at Scrubs. The message was not sent.',
		);
		expect(await sent()).toEqual([]);
	});
});
