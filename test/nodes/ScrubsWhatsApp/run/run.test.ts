import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import { CONVERSATIONS, SENDERS } from '../../../../sandbox/api';
import { useStandIn } from '../../../support/clinic';
import { list, locator, sendParameters, withForm } from '../../../support/parameters';
import { runNode } from '../../../support/engine';

const standIn = useStandIn();

const REMINDER = sendParameters({
	...withForm('appointment_confirmation:en_US', { '1': '={{ $json.name }}', '2': '10 June' }),
	recipientPhoneNumber: '={{ $json.phone }}',
});
/** The second and the fourth cannot be done, each for another reason. */
const PATIENTS = [
	{ name: 'Alex', phone: '+65 9123 4561' },
	{ name: 'Sam', phone: 'none' },
	{ name: 'Robin', phone: '+65 9123 4563' },
	{ name: '', phone: '+65 9123 4564' },
	{ name: 'Kim', phone: '+65 9123 4565' },
];
const PHONE_PROBLEM =
	'The recipient’s phone number contains letters or signs that are not part of a phone number.';
const PHONE_HELP = expect.stringContaining(
	'Enter one phone number with its country code',
) as string;
const FIELD_PROBLEM =
	'The template "appointment_confirmation" (en_US) needs a value for "e.g. Example Patient".';
const FIELD_HELP = expect.stringContaining('Fill it in under "Values to Send".') as string;

const run = async (
	parameters: INodeParameters,
	items: IDataObject[],
	{ onError = undefined as OnError | undefined, wrong = {} } = {},
) => await runNode({ parameters, items, onError, credentials: standIn.apiKey(wrong) });
const recipients = async () =>
	(await standIn.control.requests('sendTemplateMessage')).map(
		({ body }) => (body as IDataObject).recipient_phone_number,
	);
const sentTo = (phone: string) =>
	expect.objectContaining({ status: 'sent', recipient_phone_number: phone.replace(/ /g, '') });

describe('when an item cannot be done', () => {
	test('the workflow stops before anything is sent, and says how many it were', async () => {
		const { error, json } = await run(REMINDER, PATIENTS);
		expect(error?.message).toMatch(/^0 of 5 messages sent, 5 not sent\. 2 rows need attention\.$/);
		expect(error?.context).not.toHaveProperty('itemIndex');
		expect(json).toEqual([]);
		expect(await recipients()).toEqual([]);
	});

	test('an item that is alone is told without counting', async () => {
		const { error } = await run(REMINDER, [PATIENTS[1]!]);
		expect(error?.message).toBe(PHONE_PROBLEM);
		expect(await recipients()).toEqual([]);
	});

	test('the item is named for what Scrubs refuses, too, and the others are sent', async () => {
		await standIn.control.fault({
			kind: 'status',
			status: 503,
			operationIds: ['sendTemplateMessage'],
			skip: 1,
		});
		const items = [PATIENTS[0]!, PATIENTS[2]!, PATIENTS[4]!];
		const { error } = await run(REMINDER, items);
		const refused = (await standIn.control.requests('sendTemplateMessage')).find(
			({ effect }) => !effect,
		);
		const phones = items.map(({ phone }) => phone.replace(/\D/g, ''));
		const { recipient_phone_number: phone } = refused?.body as { recipient_phone_number: string };
		expect(error?.message).toContain(
			`2 of 3 messages sent, 1 not known. Row ${phones.indexOf(phone) + 1}: Scrubs cannot do this`,
		);
		expect(error?.httpCode).toBe('503');
		expect((await recipients()).sort()).toEqual(phones);
	});

	test('with Continue, it goes on with what happened, what to do and its own columns, in its place', async () => {
		const { items, errorItems, error } = await run(REMINDER, PATIENTS, {
			onError: 'continueRegularOutput',
		});
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([
			sentTo('+65 9123 4561'),
			{
				status: 'notSent',
				recipient_phone_number: 'none',
				template_name: 'appointment_confirmation',
				error: PHONE_PROBLEM,
				what_to_do: PHONE_HELP,
				...PATIENTS[1],
			},
			sentTo('+65 9123 4563'),
			{
				status: 'notSent',
				recipient_phone_number: '+65 9123 4564',
				template_name: 'appointment_confirmation',
				error: FIELD_PROBLEM,
				what_to_do: FIELD_HELP,
				...PATIENTS[3],
			},
			sentTo('+65 9123 4565'),
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			PATIENTS.map((_, item) => ({ item })),
		);
		expect(errorItems).toEqual([]);
		expect((await recipients()).sort()).toEqual(['6591234561', '6591234563', '6591234565']);
	});

	test('with Continue (using error output), it leaves there with its own fields', async () => {
		const { items, errorItems, error } = await run(REMINDER, PATIENTS, {
			onError: 'continueErrorOutput',
		});
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([
			sentTo('+65 9123 4561'),
			sentTo('+65 9123 4563'),
			sentTo('+65 9123 4565'),
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 2 },
			{ item: 4 },
		]);
		expect(errorItems.map(({ json }) => json)).toEqual([
			{ ...PATIENTS[1], error: PHONE_PROBLEM, message: PHONE_HELP },
			{ ...PATIENTS[3], error: FIELD_PROBLEM, message: FIELD_HELP },
		]);
		expect(errorItems.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 3 }]);
	});

	test('what Scrubs answered goes to the error output as well, for every item', async () => {
		const { items, errorItems } = await run(REMINDER, PATIENTS.slice(0, 3), {
			onError: 'continueErrorOutput',
			wrong: { apiKey: 'wrong_key_12345' },
		});
		expect(items).toEqual([]);
		expect(errorItems.map(({ json }) => json.error)).toEqual([
			expect.stringContaining('Scrubs did not accept the API key.'),
			PHONE_PROBLEM,
			expect.stringContaining('Scrubs did not accept the API key.'),
		]);
	});
});

describe('a list of several items’ rows', () => {
	const MESSAGES = {
		resource: 'message',
		operation: 'getAll',
		senderPhoneNumber: list(SENDERS.main),
		conversation: locator('id', '={{ $json.id }}'),
	};
	const { empty, one, nameless } = CONVERSATIONS;

	test.each<[string, Array<{ id: string }>, number[]]>([
		['no rows first', [empty, one, nameless], [1, 2, 2, 2]],
		['many rows first', [nameless, empty, one], [0, 0, 0, 2]],
		['no rows last', [one, one, empty], [0, 1]],
		['no rows at all', [empty, empty], []],
	])('pairs each row with its item: %s', async (_, conversations, expected) => {
		const items = conversations.map(({ id }) => ({ id }));
		const result = await run(MESSAGES, items);
		expect(result.error).toBeUndefined();
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(
			expected.map((item) => ({ item })),
		);
	});

	test('pairs rows and errors alike', async () => {
		const items = [{ id: empty.id }, { id: 'wrong' }, { id: nameless.id }];
		const { items: output } = await run(MESSAGES, items, { onError: 'continueRegularOutput' });
		expect(output.map(({ json, pairedItem }) => [Object.keys(json).length, pairedItem])).toEqual([
			[3, { item: 1 }],
			...Array<unknown>(3).fill([10, { item: 2 }]),
		]);
	});
});

describe('resource and operation', () => {
	test.each([
		['operation', { resource: 'message', operation: 'archive' }],
		['operation of another resource', { resource: 'template', operation: 'sendTemplate' }],
		['resource', { resource: 'invoice', operation: 'getAll' }],
		['name that JavaScript knows', { resource: 'message', operation: 'constructor' }],
		[
			'expression, which n8n does not read here',
			{ resource: 'message', operation: '={{ "getAll" }}' },
		],
	])('of an unknown %s are refused in words, before anything is sent', async (_, parameters) => {
		const { error } = await run(parameters, [{}]);
		expect(error?.message).toBe(
			'This step has a resource or operation that this version of the node does not know.',
		);
		expect(error?.description).toContain('Choose both again from their lists');
		expect(await standIn.control.requests()).toEqual([]);
	});
});

describe('a credential', () => {
	const NUMBERS = { resource: 'phoneNumber', operation: 'getAll' };

	test.each([
		['without a key', { apiKey: '' }, 'API Key is missing.'],
		['without a provider', { providerId: ' ' }, 'Provider ID is missing.'],
		[
			'with a wrong address',
			{ baseUrl: 'not an address' },
			'The base URL of the credential is not a web address.',
		],
	])('%s is told for the item, before anything is sent', async (_, wrong, message) => {
		const { error } = await run(NUMBERS, [{}], { wrong });
		expect(error?.message).toBe(message);
		expect(error?.description).toContain('Open the Scrubs WhatsApp credential');
		expect(error?.context?.itemIndex).toBe(0);

		const { items } = await run(NUMBERS, [{}, {}], { wrong, onError: 'continueRegularOutput' });
		expect(items.map(({ json }) => json.error)).toEqual([message, message]);
		expect(await standIn.control.requests()).toEqual([]);
	});

	test('that is not chosen is told by n8n itself', async () => {
		const { error } = await runNode({
			parameters: NUMBERS,
			credentials: standIn.apiKey(),
			settings: { credentials: undefined },
		});
		expect(error?.message).toContain('does not have any credentials set');
		expect(await standIn.control.requests()).toEqual([]);
	});
});
