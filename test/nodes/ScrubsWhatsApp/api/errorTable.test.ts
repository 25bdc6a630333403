import type { INodeParameters } from 'n8n-workflow';

import { CLAIMS, CLINIC, OTHER_CLINIC, OUTAGE_CUSTOMER, type Fault } from '../../../../sandbox/api';
import { list, useStandIn } from '../../../support/clinic';
import { runNode, type NodeRun } from '../../../support/engine';
import { OPERATION_IDS, OPERATIONS, type OperationId } from '../../../support/operations';

const standIn = useStandIn();

type Way = 'apiKey' | 'hciCode';
const WAYS: Array<[string, Way]> = [
	['an API key', 'apiKey'],
	['an HCI code', 'hciCode'],
];

/** What a user reads when an operation meets a fault, or has parameters that Scrubs refuses. */
async function errorOf(
	way: Way,
	operationId: OperationId,
	{
		parameters = {},
		credentials = {},
		fault,
	}: { parameters?: INodeParameters; credentials?: Record<string, string>; fault?: Fault },
): Promise<NonNullable<NodeRun['error']>> {
	if (fault) await standIn.control.fault({ operationIds: [operationId], ...fault });
	const { error } = await runNode({
		parameters: { ...OPERATIONS[operationId], ...parameters },
		credentials: standIn[way](credentials),
	});
	if (!error) throw new Error('Expected the node to fail');
	return error;
}

/** What holds for every error, whatever it is about. */
function expectPlainWords(error: NonNullable<NodeRun['error']>) {
	expect(error.message).toMatch(/^[A-Z].*\.$/);
	expect(error.message).not.toMatch(/undefined|null|NaN|failed|invalid|error|[<>{}]/i);
	expect(error.description).toMatch(/^[A-Z].{15,}/);
	expect(error.description).not.toMatch(/undefined|null|NaN|[<>{}]/);
	expect(error.message).not.toBe(error.description);
	expect(`${error.message} ${error.description}`).not.toContain(CLINIC.apiKey);
	expect(error.context?.itemIndex).toBe(0);
}

const says = (status: number, error: string): Fault => ({
	kind: 'status',
	status,
	body: { error },
});

/** A row of the vendor's error tables: how it comes about, and what the user reads. */
interface Row {
	name: string;
	operationId: OperationId;
	status: number;
	parameters?: INodeParameters;
	fault?: Fault;
	message: string;
	help: RegExp;
}

const FOREIGN_SENDER = { senderPhoneNumber: list(CLAIMS.taken) };
const NOT_YOURS = 'The sender number is not one of yours at Scrubs.';
const CLAIM_IT = /^Choose the sender from the list, or claim the number first/;

const DOCUMENTED: Row[] = [
	{
		name: 'the details of an onboarding link',
		operationId: 'createOnboardingLink',
		status: 400,
		fault: says(400, 'Request body is invalid.'),
		message: 'Scrubs did not accept the details of the onboarding link.',
		help: /redirect URLs are full web addresses .* language and connection types are ones from the/,
	},
	{
		name: 'a link that the WhatsApp provider cannot make',
		operationId: 'createOnboardingLink',
		status: 502,
		parameters: { customerName: OUTAGE_CUSTOMER },
		message: 'The onboarding link could not be created at the WhatsApp provider behind Scrubs.',
		help: /^Wait a few minutes, then run this step again\./,
	},
	{
		name: 'a number that was never onboarded',
		operationId: 'claimPhoneNumber',
		status: 404,
		parameters: { phoneNumber: `+${CLAIMS.unknown}` },
		message: 'Scrubs does not know this phone number yet.',
		help: /create an onboarding link, open it and finish the set-up, then claim the number/,
	},
	...[CLAIMS.notConnected, CLAIMS.taken].map((phoneNumber, index) => ({
		name: ['a number that is not connected yet', 'a number that another has claimed'][index] ?? '',
		operationId: 'claimPhoneNumber' as const,
		status: 409,
		parameters: { phoneNumber: `+${phoneNumber}` },
		message: 'This phone number cannot be claimed.',
		help: /not connected to WhatsApp yet .* another organisation has claimed it already/,
	})),
	{
		name: 'templates of a sender that is not the clinic’s',
		operationId: 'listTemplates',
		status: 404,
		parameters: FOREIGN_SENDER,
		message: NOT_YOURS,
		help: CLAIM_IT,
	},
	{
		name: 'a message from a sender that is not the clinic’s',
		operationId: 'sendTemplateMessage',
		status: 404,
		parameters: FOREIGN_SENDER,
		message: NOT_YOURS,
		help: CLAIM_IT,
	},
	{
		name: 'a template or language that is gone since it was looked up',
		operationId: 'sendTemplateMessage',
		status: 404,
		fault: says(404, 'Sender number or template was not found.'),
		message: 'Scrubs does not know the sender number or the template. The message was not sent.',
		help: /^Choose sender and template from their lists\. .* only in the languages listed/,
	},
	{
		name: 'fields that do not fit, or a template that is not approved',
		operationId: 'sendTemplateMessage',
		status: 400,
		fault: says(400, 'Template fields are invalid or template is not approved.'),
		message: 'Scrubs did not accept the template or its fields. The message was not sent.',
		help: /^Fill in every field .* choose a template that WhatsApp has approved/,
	},
	{
		name: 'conversations of a sender that is not the clinic’s',
		operationId: 'listConversations',
		status: 404,
		parameters: FOREIGN_SENDER,
		message: NOT_YOURS,
		help: CLAIM_IT,
	},
	{
		name: 'a conversation ID that is none',
		operationId: 'listMessages',
		status: 400,
		parameters: { conversation: { __rl: true, mode: 'id', value: 'not-an-id' } },
		message: 'Scrubs did not accept this conversation ID.',
		help: /^Choose the conversation from the list, or use a conversation_id/,
	},
	{
		name: 'messages of a sender that is not the clinic’s',
		operationId: 'listMessages',
		status: 404,
		parameters: FOREIGN_SENDER,
		message: 'Scrubs does not know this sender number or conversation.',
		help: /^Choose sender and conversation from their lists\./,
	},
];

describe.each(WAYS)('the vendor’s error tables, with %s', (_, way) => {
	test.each(DOCUMENTED)('$status: $name', async (row) => {
		const error = await errorOf(way, row.operationId, row);

		expectPlainWords(error);
		expect(error.message).toBe(row.message);
		expect(error.description).toMatch(row.help);
		expect(error.description).not.toContain('Scrubs says');
		expect(error.httpCode).toBe(String(row.status));
	});

	describe.each(OPERATION_IDS)('%s', (operationId) => {
		test('400: a provider that Scrubs does not know', async () => {
			const error = await errorOf(way, operationId, { credentials: { providerId: 'NOBODY_1' } });

			expectPlainWords(error);
			expect(error.httpCode).toBe('400');
			expect(error.message).toContain(
				way === 'apiKey'
					? 'Scrubs does not know the provider ID of this credential.'
					: 'Scrubs does not know the provider ID or the HCI code of this credential.',
			);
			expect(error.description).toContain('check “Provider ID”');
		});

		test('401: a key or code that is not this provider’s', async () => {
			const { apiKey, hciCode } = OTHER_CLINIC;
			const error = await errorOf(way, operationId, { credentials: { apiKey, hciCode } });

			expectPlainWords(error);
			expect(error.httpCode).toBe('401');
			expect(error.message).toContain(
				way === 'apiKey'
					? 'Scrubs did not accept the API key.'
					: 'Scrubs did not accept the HCI code.',
			);
			expect(error.description).toContain('must belong to the provider ID given there');
			expect(error.description).not.toContain(way === 'apiKey' ? apiKey : hciCode);
		});
	});
});

test.each(OPERATION_IDS)('400: a code that nobody has, at %s', async (operationId) => {
	const error = await errorOf('hciCode', operationId, { credentials: { hciCode: '99Z999' } });

	expect(error.message).toContain('does not know the provider ID or the HCI code');
	expect(error.description).toContain('“HCI Code”');
});

/** Statuses that Scrubs does not document. */
const UNDOCUMENTED: Array<[number, string, RegExp, Partial<Fault>?]> = [
	[403, 'This Scrubs account is not allowed to do this.', /which rights your key or code has/],
	[413, 'Scrubs found the request too large.', /^Shorten the texts/],
	[418, 'Scrubs refused the request.', /^Check the fields of this step\./],
	[422, 'Scrubs understood the request but cannot act on these values.', /^Check the fields/],
	[429, 'The usage limit of this Scrubs account is used up', /raise the limit or renew the key/],
	[
		429,
		'Scrubs takes no more requests for the moment.',
		/^Wait 90 seconds/,
		{ headers: { 'retry-after': '90' } },
	],
	[500, 'Scrubs has a problem of its own at the moment.', /./],
	[503, 'Scrubs has a problem of its own at the moment.', /./],
	[599, 'Scrubs has a problem of its own at the moment.', /./],
];

describe.each(OPERATION_IDS)('statuses that Scrubs does not document, at %s', (operationId) => {
	test.each(UNDOCUMENTED)('%i: %s', async (status, message, help, answer) => {
		const fault: Fault = { kind: 'status', status, ...answer };
		const error = await errorOf('apiKey', operationId, { fault });

		expectPlainWords(error);
		expect(error.message.startsWith(message)).toBe(true);
		expect(error.description).toMatch(help);
		expect(error.httpCode).toBe(String(status));
	});

	test('no two statuses share their words', async () => {
		const errors: Array<NonNullable<NodeRun['error']>> = [];
		for (const [status, , , answer] of UNDOCUMENTED.slice(0, 7)) {
			const fault: Fault = { kind: 'status', status, body: '', ...answer };
			errors.push(await errorOf('apiKey', operationId, { fault }));
		}

		expect(new Set(errors.map(({ message }) => message)).size).toBe(7);
		expect(new Set(errors.map(({ description }) => description)).size).toBe(7);
	});
});

test('404: an address at which there is no such API', async () => {
	const fault: Fault = { kind: 'html', status: 404 };
	const error = await errorOf('apiKey', 'listPhoneNumbers', { fault });

	expectPlainWords(error);
	expect(error.message).toBe('Scrubs does not have this address.');
	expect(error.description).toContain('set “Base URL” to https://usescrubs.com');
});

test('what Scrubs says beyond its documented sentences is passed on in the description', async () => {
	const fault = says(400, 'Parameter 3 is longer than 60 characters.');
	const error = await errorOf('apiKey', 'sendTemplateMessage', { fault });

	expect(error.description).toMatch(/ Scrubs says: “Parameter 3 is longer than 60 characters\.”$/);
	expect(error.message).not.toContain('Parameter');
});

test('the item that could not be done is named by its index', async () => {
	await standIn.control.fault({ ...says(409, 'No.'), skip: 2 });
	const { error } = await runNode({
		items: [{}, {}, {}],
		parameters: OPERATIONS.claimPhoneNumber,
		credentials: standIn.apiKey(),
	});

	expect(error?.context?.itemIndex).toBe(2);
});

describe('whether a message went out', () => {
	const notSent: Fault[] = [
		...[400, 401, 403, 404, 409, 413, 418, 422, 429].map((status) => says(status, 'No.')),
		...[301, 302, 303, 307, 308].map((status): Fault => ({ kind: 'redirect', status })),
	];
	const notKnown: Fault[] = [
		...[500, 502, 503, 504, 599].map((status) => says(status, 'Oh.')),
		...(['drop', 'truncated', 'brokenJson'] as const).map((kind): Fault => ({
			kind,
			when: 'after',
		})),
		{ kind: 'html', status: 502 },
		{ kind: 'html', status: 200 },
		{ kind: 'empty', status: 200 },
		{ kind: 'empty', status: 204 },
		{ kind: 'status', status: 200, body: { messages: [] } },
		{ kind: 'status', status: 200, body: { messages: [{ id: '' }] } },
	];

	test.each(notSent)('$kind $status: it was not sent', async (fault) => {
		const { message } = await errorOf('apiKey', 'sendTemplateMessage', { fault });

		expect(message).toMatch(/ The message was not sent\.$/);
		expect(message).not.toContain('not known');
	});

	test.each(notKnown)('$kind $status $when: it is not known', async (fault) => {
		const { message, description } = await errorOf('apiKey', 'sendTemplateMessage', { fault });

		expect(message).toMatch(/ It is not known whether the message went out\.$/);
		expect(message).not.toContain('not sent');
		expect(description).toMatch(/^Look into the conversation with this patient/);
		expect(description).toContain('before you send it again');
	});

	test.each([
		['createOnboardingLink', 'It is not known whether the onboarding link was created.'],
		['claimPhoneNumber', 'It is not known whether the number was claimed.'],
	] as const)('%s also says when it is not known', async (operationId, words) => {
		const fault: Fault = { kind: 'drop', when: 'after' };
		const { message } = await errorOf('apiKey', operationId, { fault });

		expect(message.endsWith(words)).toBe(true);
	});

	test.each(['listPhoneNumbers', 'listTemplates', 'listConversations', 'listMessages'] as const)(
		'%s, which only reads, never says so',
		async (operationId) => {
			const { message } = await errorOf('apiKey', operationId, { fault: { kind: 'drop' } });

			expect(message).not.toMatch(/not known|not sent/);
		},
	);
});
