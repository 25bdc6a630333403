import type { INodeListSearchItems, INodeParameters } from 'n8n-workflow';

import { ScrubsWhatsApp } from '../../../../nodes/ScrubsWhatsApp/ScrubsWhatsApp.node';
import { CONVERSATIONS, SENDERS, type FaultKind } from '../../../../sandbox/api';
import { useStandIn } from '../../../support/clinic';
import { list, locator } from '../../../support/parameters';
import { editorContext } from '../../../support/engine';

const standIn = useStandIn();
const { listSearch } = new ScrubsWhatsApp().methods;

type Search = keyof typeof listSearch;
const MAIN: INodeParameters = { senderPhoneNumber: list(SENDERS.main) };

/** Searches as the editor does; `wrong` replaces parts of the credential. */
const search = async (
	method: Search,
	{ parameters = MAIN, filter = '', token = undefined as string | undefined, wrong = {} } = {},
) => await listSearch[method].call(editorContext(parameters, standIn.apiKey(wrong)), filter, token);
const namesOf = async (method: Search, filter?: string) =>
	(await search(method, { filter })).results.map(({ name }) => name);
const pagesAsked = async () => (await standIn.control.requests('listConversations')).length;

/** Lets the API answer the next question of this kind with these rows instead. */
const answer = async (operationId: string, data: object[]) =>
	await standIn.control.fault({
		kind: 'status',
		status: 200,
		operationIds: [operationId],
		body: { data },
	});
const offer = async (templates: object[]) => await answer('listTemplates', templates);

/** All that a user sees who scrolls to the end. */
async function scroll(filter?: string) {
	const results: INodeListSearchItems[] = [];
	let token: string | undefined;
	do {
		const page = await search('searchConversations', { filter, token });
		results.push(...page.results);
		token = page.paginationToken;
	} while (token !== undefined);
	return results;
}

describe('the list of senders', () => {
	const DENTAL = 'Bright Smile Dental · +12025550101';
	const KIDS = 'Bright Smile Kids · +12025550102 · quality yellow';
	const HARBOUR = 'Not connected · Bright Smile Harbour · +12025550103';

	test('shows name, number and what is amiss, without a sender being chosen', async () => {
		expect(await search('searchSenders', { parameters: {} })).toEqual({
			results: [
				{ name: DENTAL, value: SENDERS.main },
				{ name: KIDS, value: SENDERS.second },
				{ name: HARBOUR, value: SENDERS.disconnected },
			],
		});
	});

	test.each([
		['', [DENTAL, KIDS, HARBOUR]],
		['kids', [KIDS]],
		['  SMILE   dental ', [DENTAL]],
		['yellow', [KIDS]],
		['not connected', [HARBOUR]],
		['0103', [HARBOUR]],
		['+1 (202) 555-0102', [KIDS]],
		['orthodontics', []],
		['999', []],
	])('is searched by "%s"', async (filter, expected) => {
		expect(await namesOf('searchSenders', filter)).toEqual(expected);
	});

	test('says first that a number is not connected, since the editor cuts long labels', async () => {
		const number = { phone_number: '6561234567', display_name: 'Bay', quality_rating: 'RED' };
		await standIn.control.fault({
			kind: 'status',
			status: 200,
			body: {
				data: [
					{ ...number, status: 'PENDING' },
					{ ...number, status: null },
				],
			},
		});
		expect(await namesOf('searchSenders')).toEqual(
			Array(2).fill('Not connected · Bay · +6561234567 · quality red'),
		);
	});

	test('shows a number alone when it has neither name nor quality', async () => {
		await standIn.control.fault({
			kind: 'status',
			status: 200,
			body: {
				data: [
					{
						phone_number: '6561234567',
						display_name: null,
						status: 'connected',
						quality_rating: null,
					},
				],
			},
		});
		expect((await search('searchSenders')).results).toEqual([
			{ name: '+6561234567', value: '6561234567' },
		]);
	});
});

describe('the list of templates', () => {
	const UNSENDABLE = [
		'Cannot be sent (pending) · Birthday greeting · English · 1 field · Marketing',
		'Cannot be sent (paused) · Feedback request · English · 1 field',
		'Cannot be sent (rejected) · Summer discount · English · 1 field · Marketing',
	];

	test('shows each in words with its fields, those that can be sent first', async () => {
		expect(await namesOf('searchTemplates')).toEqual([
			'Appointment confirmation · English · 2 fields',
			'Appointment confirmation · Spanish · 2 fields',
			'Appointment reminder · English · 7 fields',
			'Clash example · English · 1 field',
			'Clinic closed today · English · no fields',
			'Invoice ready · English · 3 fields',
			'Lab results ready · English · 4 fields',
			'Recall notice · en · 3 fields · Marketing',
			'Xray ready · English · 2 fields',
			...UNSENDABLE,
		]);
	});

	test.each([
		['confirmation es', ['appointment_confirmation:es']],
		['Recall notice', ['recall_notice:en_US']],
		['recall_notice', ['recall_notice:en_US']],
		['recall_notice:en_US', ['recall_notice:en_US']],
		['spanish', ['appointment_confirmation:es']],
		['rejected', ['summer_discount:en_US']],
		['nothing', []],
	])('is searched by "%s", and gives name and language', async (filter, expected) => {
		const { results } = await search('searchTemplates', { filter });
		expect(results.map(({ value }) => value)).toEqual(expected);
	});

	test.each([
		['recall_notice_en', 'en', 'Recall notice · English · no fields'],
		['recall_notice_en', 'es', 'Recall notice en · Spanish · no fields'],
		['appointment_confirmation', 'es', 'Appointment confirmation · es · no fields'],
		[
			'an_exact_and_very_long_name_of_it',
			'es',
			'An exact and very long name of it · Spanish · no fields',
		],
	])('calls %s of the language %s "%s"', async (template_name, language, title) => {
		const template = { template_name, language, status: 'APPROVED', category: 'UTILITY' };
		await offer([{ ...template, dynamic_fields: [] }]);
		expect(await namesOf('searchTemplates')).toEqual([title]);
	});

	test.each([
		['IN_APPEAL', 'in appeal'],
		['FLAGGED', 'flagged'],
		[null, 'status unknown'],
	])('says first that a template of status %s cannot be sent', async (status, words) => {
		const template = { template_name: 'hi', language: 'es', category: 'UTILITY' };
		await offer([{ ...template, status, dynamic_fields: [] }]);
		expect(await namesOf('searchTemplates')).toEqual([
			`Cannot be sent (${words}) · Hi · Spanish · no fields`,
		]);
	});

	test.each([
		[
			'the country of a language',
			['hi', 'hi'],
			['en_US', 'en_GB'],
			['Hi · English (United States) · no fields', 'Hi · English (United Kingdom) · no fields'],
		],
		[
			'the exact name',
			['hi_you', 'hi__you'],
			['en', 'en_GB'],
			['hi_you · English · no fields', 'hi__you · English · no fields'],
		],
		[
			'a language that nobody knows',
			['hi', 'ho'],
			['tlhx', '?'],
			['Hi · tlhx · no fields', 'Ho · ? · no fields'],
		],
	])('tells two apart by %s', async (_, names, languages, expected) => {
		await offer(
			names.map((template_name, at) => ({
				template_name,
				language: languages[at],
				status: 'APPROVED',
				dynamic_fields: [],
			})),
		);
		expect((await namesOf('searchTemplates')).sort()).toEqual(expected.sort());
	});

	test('says of a sender that is not connected that it is not', async () => {
		const parameters = { senderPhoneNumber: list(SENDERS.disconnected) };
		await expect(search('searchTemplates', { parameters })).rejects.toThrow(
			'The sender +12025550103 is not connected to WhatsApp: its status is disconnected. Connect it again',
		);
	});

	test('is that of the chosen sender', async () => {
		const parameters = { senderPhoneNumber: locator('phoneNumber', '+1 202-555-0102') };
		const { results } = await search('searchTemplates', { parameters });
		expect(results.map(({ value }) => value)).toEqual([
			'kids_checkup:en_US',
			'kids_closed_today:en_US',
		]);
	});
});

describe('the list of conversations', () => {
	test('comes in pages of 100 until its end, each conversation once', async () => {
		const results = await scroll();
		expect(results).toHaveLength(300);
		expect(new Set(results.map(({ value }) => value)).size).toBe(300);
		expect(await pagesAsked()).toBe(3);
	});

	test.each([
		[
			'contact, number and time in the workflow’s time zone, Singapore’s,',
			CONVERSATIONS.long,
			'Alex Example · +13015550100 · 2 Jun 2025, 20:00',
		],
		[
			'a name without a number',
			CONVERSATIONS.userNameOnly,
			'@example.patient · no phone number · 2 Jun 2025, 16:18',
		],
		['a number without a name', CONVERSATIONS.nameless, '+13015550107 · 2 Jun 2025, 15:41'],
	])('shows %s', async (_, { id }, name) => {
		const { results } = await search('searchConversations');
		expect(results).toContainEqual({ name, value: id });
	});

	test.each(['+1 303 555-0150', '3035550150'])(
		'is searched beyond what was shown: %s stands on its third page',
		async (filter) => {
			const { results, paginationToken } = await search('searchConversations', { filter });
			expect(results).toEqual([
				{ name: expect.stringContaining('· +13035550150 ·'), value: expect.any(String) },
			]);
			expect(paginationToken).toBeUndefined();
			expect(await pagesAsked()).toBe(3);
		},
	);

	test('gives every match once when a search is scrolled to its end', async () => {
		const results = await scroll('alex');
		const all = (await scroll()).filter(({ name }) => /alex/i.test(name));
		expect(all.length).toBeGreaterThan(20);
		expect(results).toEqual(all);
	});

	test('is empty after a search for no one, once it is read to its end', async () => {
		expect(await search('searchConversations', { filter: 'no such patient' })).toEqual({
			results: [],
			paginationToken: undefined,
		});
		expect(await pagesAsked()).toBe(3);
	});

	test.each<[FaultKind, number]>([
		['cursorUrl', 3],
		['cursorRepeats', 2],
		['ignoreCursor', 2],
		['noPaging', 1],
	])('ends although the server pages otherwise: %s', async (kind, expected) => {
		await standIn.control.fault({ kind, operationIds: ['listConversations'], times: 0 });
		expect(await scroll('no such patient')).toEqual([]);
		expect(await pagesAsked()).toBe(expected);
	});
});

describe('in words, the editor says', () => {
	test.each<[Search, INodeParameters]>([
		['searchTemplates', {}],
		['searchTemplates', { senderPhoneNumber: list('') }],
		['searchConversations', {}],
		['searchConversations', { senderPhoneNumber: list('') }],
	])(
		'to %s without a sender, of several, that one must be chosen: %j',
		async (method, parameters) => {
			await expect(search(method, { parameters })).rejects.toMatchObject({
				message:
					'No sender is chosen, and your clinic has 3 numbers. Choose one of them under "Sender".',
			});
		},
	);

	test.each<Search>(['searchTemplates', 'searchConversations'])(
		'to %s without a sender, and without any number, that one must be claimed',
		async (method) => {
			await answer('listPhoneNumbers', []);
			await expect(search(method, { parameters: {} })).rejects.toMatchObject({
				message: expect.stringMatching(/^No sender is chosen\. .* claim a number first/),
			});
		},
	);

	test.each<Search>(['searchTemplates', 'searchConversations'])(
		'for %s nothing of the only number, which is taken',
		async (method) => {
			await answer('listPhoneNumbers', [{ phone_number: SENDERS.main, status: 'CONNECTED' }]);
			const { results } = await search(method, { parameters: {} });
			expect(results).toEqual((await search(method)).results);
		},
	);

	test.each<Search>(['searchSenders', 'searchTemplates', 'searchConversations'])(
		'to %s that the key is wrong, without showing it',
		async (method) => {
			const refused = search(method, { wrong: { apiKey: 'wrong_key_12345' } });
			await expect(refused).rejects.toMatchObject({
				message: expect.stringMatching(
					/^Scrubs did not accept the API key\. .* paste the API key again/,
				),
			});
			const error: unknown = await refused.catch((reason: unknown) => reason);
			expect(JSON.stringify(error)).not.toContain('wrong_key_12345');
			expect(await standIn.control.requests()).toHaveLength(1);
		},
	);

	test('that a sender is not the clinic’s', async () => {
		const parameters = { senderPhoneNumber: list('12025550121') };
		await expect(search('searchTemplates', { parameters })).rejects.toThrow(
			'The sender number is not one of yours at Scrubs.',
		);
	});

	test('that conversations go on at another address, and sends nothing there', async () => {
		await standIn.control.fault({
			kind: 'cursorForeignUrl',
			operationIds: ['listConversations'],
			location: 'http://127.0.0.1:9',
		});
		const { paginationToken } = await search('searchConversations');
		const next = search('searchConversations', { token: String(paginationToken) });
		await expect(next).rejects.toThrow('Scrubs pointed to another address for the next page');
		expect(await pagesAsked()).toBe(1);
	});
});
