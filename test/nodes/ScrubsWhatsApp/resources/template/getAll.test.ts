import { mainTemplates, SENDERS } from '../../../../../sandbox/api';
import { list, locator } from '../../../../support/parameters';
import { LIMIT_PROBLEM, REFUSED_LIMITS } from '../../../../support/limits';
import { useOperation } from '../../../../support/oneOperation';

const { standIn, run, askApi, answer } = useOperation('template', 'getAll');

const MAIN = { senderPhoneNumber: list(SENDERS.main) };
const keysOf = (rows: Array<Record<string, unknown>>) =>
	rows.map(({ template_name: name, language }) => `${String(name)}:${String(language)}`);

test.each([
	['by default', {}],
	['with Return All', { returnAll: true, limit: 1 }],
])('all templates come as the API has them, without Simplify: %s', async (_, parameters) => {
	const { json } = await run({ ...MAIN, simplify: false, ...parameters });
	expect(json).toEqual(await askApi(`/numbers/${SENDERS.main}/templates`));
	expect(json).toEqual(mainTemplates());
});

test('each is one short row by default, its fields by their names with an example of each', async () => {
	const { json } = await run(MAIN);
	const wanted = mainTemplates().map(
		({ template_name, language, status, category, dynamic_fields = [] }) => ({
			template_name,
			language,
			status,
			category,
			fields: Object.fromEntries(
				dynamic_fields.map(({ field, example }) => [field, example ?? '']),
			),
		}),
	);
	expect(json).toEqual(wanted);
	expect(json.find(({ template_name: name }) => name === 'recall_notice')?.fields).toEqual({
		patient_name: 'Example Patient',
		due_date: '1 July 2026',
		clinic_name: 'Bright Smile Dental',
	});
	expect(Object.keys(json[0]!)).toEqual([
		'template_name',
		'language',
		'status',
		'category',
		'fields',
	]);
});

test('a template that is described in an odd way is listed with what can be read of it', async () => {
	const odd = { template_name: 'odd', dynamic_fields: [{ field: 'a' }, { field: 7 }, {}, null] };
	await answer('listTemplates', { data: [odd, { template_name: 'bare' }] });
	const { json } = await run(MAIN);
	expect(json).toEqual([
		{
			template_name: 'odd',
			language: null,
			status: null,
			category: null,
			fields: { a: '', 7: '' },
		},
		{ template_name: 'bare', language: null, status: null, category: null, fields: {} },
	]);
});

test('no more come than the limit allows', async () => {
	const { json } = await run({ ...MAIN, limit: 3 });
	expect(keysOf(json)).toEqual(keysOf(mainTemplates().slice(0, 3)));
});

test.each(REFUSED_LIMITS)('a limit of %s is refused', async (_, limit) => {
	const { error } = await run({ ...MAIN, limit });
	expect(error?.message).toBe(LIMIT_PROBLEM);
	expect(await standIn.control.requests()).toEqual([]);
});

describe('filters', () => {
	test.each([
		[{ status: 'PENDING' }, ['birthday_greeting:en_US']],
		[{ status: 'REJECTED' }, ['summer_discount:en_US']],
		[{ status: 'LOCKED' }, []],
		[
			{ category: 'MARKETING' },
			['recall_notice:en_US', 'birthday_greeting:en_US', 'summer_discount:en_US'],
		],
		[{ category: 'marketing', status: 'approved' }, ['recall_notice:en_US']],
		[{ language: 'es' }, ['appointment_confirmation:es']],
		[{ language: ' ES ' }, ['appointment_confirmation:es']],
		[{ language: 'en-us', status: 'PAUSED' }, ['feedback_request:en_US']],
		[{ language: 'en' }, []],
	])('%j', async (filters, expected) => {
		const { json, error } = await run({ ...MAIN, filters });
		expect(error).toBeUndefined();
		expect(keysOf(json)).toEqual(expected);
	});

	test('come before the limit', async () => {
		const { json } = await run({ ...MAIN, limit: 1, filters: { status: 'PAUSED' } });
		expect(keysOf(json)).toEqual(['feedback_request:en_US']);
	});

	test('leave the API’s request as it is', async () => {
		await run({ ...MAIN, filters: { status: 'PAUSED', category: 'UTILITY', language: 'en_US' } });
		const requests = await standIn.control.requests();
		expect(requests.map(({ path, query }) => ({ path, query }))).toEqual([
			{ path: `/api/v1/whatsapp/numbers/${SENDERS.main}/templates`, query: {} },
		]);
	});
});

test('each item has its own sender, and each sender is asked once', async () => {
	const senderPhoneNumber = locator('phoneNumber', '={{ $json.sender }}');
	const senders = [SENDERS.second, SENDERS.disconnected, SENDERS.second];
	const { items } = await run(
		{ senderPhoneNumber },
		senders.map((sender) => ({ sender })),
	);
	expect(items.map(({ json, pairedItem }) => [json.template_name, pairedItem])).toEqual([
		['kids_checkup', { item: 0 }],
		['kids_closed_today', { item: 0 }],
		['kids_checkup', { item: 2 }],
		['kids_closed_today', { item: 2 }],
	]);
	expect(await standIn.control.requests('listTemplates')).toHaveLength(2);
});

test.each([
	['none', locator('list', '={{ "" }}'), 'No sender is chosen.'],
	['someone else’s', list('12025550121'), 'The sender number is not one of yours at Scrubs.'],
])('a sender that is %s is told in words', async (_, senderPhoneNumber, message) => {
	const { error } = await run({ senderPhoneNumber });
	expect(error?.message).toBe(message);
	expect(error?.description).toContain('claim');
});

test.each([
	['Language', { language: '' }],
	['Status', { status: '={{ ["PENDING"] }}' }],
	['Category', { category: '={{ undefined }}' }],
])(
	'the filter %s is refused when it gives no single value, not left out',
	async (label, filters) => {
		const { error } = await run({ ...MAIN, filters });
		expect(error?.message).toBe(`The filter "${label}" is empty or is no single value.`);
		expect(await standIn.control.requests()).toEqual([]);
	},
);
