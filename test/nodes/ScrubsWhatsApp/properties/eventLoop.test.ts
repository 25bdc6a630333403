import { assert, asyncProperty, constantFrom } from 'fast-check';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import type { KnownConversation } from '../../../../nodes/ScrubsWhatsApp/api/lists';
import { readRows } from '../../../../nodes/ScrubsWhatsApp/api/rows';
import { timeOf } from '../../../../nodes/ScrubsWhatsApp/api/times';
import { callingCodeFrom } from '../../../../nodes/ScrubsWhatsApp/phone/countries';
import { parsePhoneNumber } from '../../../../nodes/ScrubsWhatsApp/phone/parsePhoneNumber';
import {
	fromScrubs,
	type RecipientDigits,
	type SenderDigits,
} from '../../../../nodes/ScrubsWhatsApp/phone/PhoneDigits';
import { senderFrom } from '../../../../nodes/ScrubsWhatsApp/resources/senders';
import { switchOf } from '../../../../nodes/ScrubsWhatsApp/resources/switches';
import { textOf } from '../../../../nodes/ScrubsWhatsApp/resources/template/fieldText';
import {
	chooseTemplate,
	wantedTemplateFrom,
} from '../../../../nodes/ScrubsWhatsApp/resources/template/templateChoice';
import { fieldValuesOf } from '../../../../nodes/ScrubsWhatsApp/resources/template/templateFields';
import { filterTextOf } from '../../../../nodes/ScrubsWhatsApp/resources/values';
import { findSentMessage } from '../../../../nodes/ScrubsWhatsApp/run/confirm';
import {
	authenticationHeaders,
	baseUrlOf,
	secretsOf,
} from '../../../../nodes/ScrubsWhatsApp/transport/credentials';
import type { Transport } from '../../../../nodes/ScrubsWhatsApp/transport/request';
import { holdsSecret, serverTextOf } from '../../../../nodes/ScrubsWhatsApp/transport/serverText';
import { messageReceived } from '../../../../nodes/ScrubsWhatsApp/trigger/events/messageReceived';
import { readConversation } from '../../../../nodes/ScrubsWhatsApp/trigger/readConversation';
import { plainWord } from '../../../../nodes/ScrubsWhatsApp/words/humanise';
import { listed, outside, quoted } from '../../../../nodes/ScrubsWhatsApp/words/outside';
import { conversationRow, messageRow } from '../../../support/goodAnswers';
import { runs } from '../../../support/properties';

/**
 * A lid on the processor time, in milliseconds: some ten times what a slow machine takes for a megabyte, and a small part
 * of what it takes where the time grows with the square of the length.
 */
const MOST_MS = 1_000;

const MEGABYTE = 1_000_000;

/** What long texts are made of: what patterns repeat, what is written with more than one unit, what is nothing. */
const PIECES = [
	...['x', '1', ' ', '\t', '\n', '(', '[', '+', '-', '.', '/', ':', ',', '<a', '<', '{{', '{', '"'],
	...['a ', '1 ', 'a1', '1-', '%41', '&#65;', '&amp;', '\\u0041', '://', '_', '=', '…', '… '],
	...[
		'李',
		'🦷',
		'e\u0301',
		'İ',
		'\u0130',
		'\u200b',
		'\ud800',
		'\0',
		'٣',
		'ﷺ',
		'undefined ',
		'[object ',
	],
];

/** What stands at both ends of them. */
const ENDS = ['', 'a', '1'];

const settled = async (work: () => unknown): Promise<void> => {
	try {
		await work();
	} catch {
		// What is refused has been seen through as well.
	}
};

/** Processor time of some work in milliseconds: the least of several times, since other things are done beside. */
async function timeFor(work: () => unknown): Promise<number> {
	let least = Infinity;
	for (let tries = 0; tries < 8 && least > MOST_MS / 40; tries++) {
		const before = process.cpuUsage();
		await settled(work);
		const { user, system } = process.cpuUsage(before);
		least = Math.min(least, (user + system) / 1_000);
	}
	return least;
}

const credential = (field: string, value: string): ICredentialDataDecryptedObject => ({
	authentication: 'apiKey',
	apiKey: 'demo-key-1234567890',
	providerId: 'SAMPLE_EHR_1',
	customHeader: true,
	customHeaderName: 'X-Gateway',
	customHeaderValue: 'x',
	[field]: value,
});
const [template] = readRows('Template', [
	{ template_name: 'a', language: 'en', status: 'APPROVED', dynamic_fields: [{ field: '1' }] },
]);

const FUNCTIONS: Record<string, (text: string) => unknown> = {
	'a phone number': (text) =>
		parsePhoneNumber(text, { numbersWithoutPlus: 'local', callingCode: '65' }),
	'a number of Scrubs': fromScrubs,
	'a country': callingCodeFrom,
	'a sender': (text) => senderFrom(text, 'Sender'),
	'a switch': (text) => switchOf(text, 'Dry Run'),
	'a filter': (text) => filterTextOf({ language: text }, 'language', 'Language'),
	'a time': timeOf,
	'a field of a template': textOf,
	'the fields of a template': (text) =>
		fieldValuesOf(template as never, { by: 'json', values: { '1': text, [text]: text } }),
	'the name of a template': (text) => chooseTemplate([template!], wantedTemplateFrom(text, '')),
	'the language of a template': (text) =>
		chooseTemplate([template!], wantedTemplateFrom('a', text)),
	'a reason of the server': (text) =>
		serverTextOf({ error: text }, [{ '1': 'Annabel Alvarez', '2': '李小娜' }], ['demo-key-12345']),
	'what was sent, in a reason of the server': (text) =>
		serverTextOf({ error: text.slice(0, 5_000) }, [{ '1': text, '2': text }], ['demo-key-12345']),
	'a key, in a reason of the server': (text) =>
		serverTextOf({ error: text.slice(0, 5_000) }, [], secretsOf(credential('apiKey', text))),
	'the address of a redirect': (text) => holdsSecret(text.slice(0, 270), ['demo-key-12345']),
	'a name from outside': (text) => [outside(text), quoted(text), listed([text, text])],
	'a status from outside': plainWord,
	...Object.fromEntries(
		['apiKey', 'providerId', 'customHeaderName', 'customHeaderValue', 'baseUrl'].map((field) => [
			`"${field}" of the credential`,
			(text: string) => {
				const credentials = credential(field, text);
				return field === 'baseUrl' ? baseUrlOf(credentials) : authenticationHeaders(credentials);
			},
		]),
	),
};

const longText = (piece: string, length: number, end: string) =>
	`${end}${piece.repeat(length / piece.length)}${end}`;

/** Comes to its end if something takes no time that anybody notices for any text of a megabyte. */
async function seenThrough(read: (text: string) => unknown, count: number): Promise<void> {
	await assert(
		asyncProperty(constantFrom(...PIECES), constantFrom(...ENDS), async (piece, end) => {
			// A shorter one first: with what takes quadratic time one would wait for hours.
			for (const length of [20_000, MEGABYTE]) {
				const text = longText(piece, length, end);
				expect(await timeFor(async () => await read(text))).toBeLessThan(MOST_MS);
			}
		}),
		{ ...runs(count), examples: [[' ', 'a']] },
	);
}

test.each(Object.entries(FUNCTIONS))(
	'%s of a megabyte is seen through in no time',
	async (_, read) => {
		await expect(seenThrough(read, 4)).resolves.toBeUndefined();
	},
);

describe('a message of a megabyte is seen through in no time', () => {
	const sender = '12025550101' as SenderDigits;
	const recipient = '6581000000' as RecipientDigits;
	const now = Date.now();

	/** A transport that answers with this row of each list. */
	const transportWith = (message: IDataObject): Transport => ({
		origin: 'https://usescrubs.com',
		authentication: 'apiKey',
		tell: () => {},
		serverTime: () => now,
		request: async ({ operationId, read }) =>
			read({
				data: [operationId === 'listMessages' ? message : conversationRow('c1', now)],
				paging: { next: null },
			})!,
	});

	test('by the trigger’s filter for a text', async () => {
		const [conversation] = readRows('Conversation', [conversationRow('c1', now)]);
		const work = async (text: string) => {
			const transport = transportWith({ ...messageRow('m1', now), content: text });
			for (const wanted of [text.slice(0, 3), `${text.slice(0, 999).toLowerCase()}#`]) {
				const watch = { event: messageReceived, sender, mediaOnly: false, text: wanted };
				await readConversation(transport, watch, conversation as KnownConversation, 0);
			}
		};
		await expect(seenThrough(work, 3)).resolves.toBeUndefined();
	});

	test('by the look for a message whose answer was lost', async () => {
		const work = async (text: string) => {
			const sent = { direction: 'outbound', type: 'template', to_phone_number: recipient };
			const message = { ...messageRow('m1', now), ...sent, content: text };
			const request = {
				recipient_phone_number: recipient,
				template_name: text.slice(0, 500),
				language: 'en',
				fields: { '1': text.slice(0, 3), '2': `${text.slice(0, 1_000)}#` },
			};
			const looked = findSentMessage(
				transportWith(message),
				sender,
				request,
				() => now,
				() => false,
			);
			expect(await looked).toBeUndefined();
		};
		await expect(seenThrough(work, 3)).resolves.toBeUndefined();
	});
});
