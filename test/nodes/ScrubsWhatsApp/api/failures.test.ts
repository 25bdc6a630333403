import { ROUTES } from '../../../../nodes/ScrubsWhatsApp/api/routes';
import type { INodeParameters } from 'n8n-workflow';

import { CLAIMS, OTHER_CLINIC, OUTAGE_CUSTOMER, type Fault } from '../../../../sandbox/api';
import { list } from '../../../support/parameters';
import { runNode } from '../../../support/engine';
import { expectPlainWords, says, useErrors, type NodeFailure } from '../../../support/errors';
import { OPERATION_IDS, OPERATIONS, type OperationId } from '../../../support/operations';

const { standIn, errorOf } = useErrors();

const WAYS = [['an API key', 'apiKey'] as const, ['an HCI code', 'hciCode'] as const];

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
		message: `${NOT_YOURS} The message was not sent.`,
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

test.each(OPERATION_IDS)('each refusal that Scrubs documents for %s is among these', (id) => {
	const documented = [...ROUTES[id].refusals].sort();
	const tested = DOCUMENTED.filter(({ operationId }) => operationId === id).map(
		(row) => row.status,
	);
	expect([...new Set(tested)].sort()).toEqual(documented);
});

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
			expect(error.description).toContain('check "Provider ID"');
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
			expect(error.description).toContain('must belong to the same provider ID');
			expect(error.description).not.toContain(way === 'apiKey' ? apiKey : hciCode);
		});
	});
});

test.each(OPERATION_IDS)('400: a code that nobody has, at %s', async (operationId) => {
	const error = await errorOf('hciCode', operationId, { credentials: { hciCode: '99Z999' } });

	expect(error.message).toContain('does not know the provider ID or the HCI code');
	expect(error.description).toContain('"HCI Code"');
});

/** Statuses that Scrubs does not document. */
const UNDOCUMENTED: Array<{ status: number; message: string; help: RegExp; wait?: string }> = [
	{
		status: 403,
		message: 'This Scrubs account is not allowed to do this.',
		help: /which rights your key or code has/,
	},
	{ status: 413, message: 'Scrubs found the request too large.', help: /^Shorten the texts/ },
	{
		status: 418,
		message: 'Scrubs refused the request.',
		help: /^Check the fields of this step for this item\. If/,
	},
	{
		status: 422,
		message: 'Scrubs understood the request but cannot act on these values.',
		help: /^Check the fields of this step for this item\./,
	},
	{
		status: 429,
		message: 'The usage limit of this Scrubs account is used up, or its key has run out.',
		help: /raise the limit or renew the key/,
	},
	{
		status: 429,
		wait: '900',
		message: 'Scrubs takes no more requests for the moment.',
		help: /^Wait 15 minutes/,
	},
	...[500, 503, 599].map((status) => ({
		status,
		message: 'Scrubs cannot do this at the moment.',
		help: /./,
	})),
];
const faultOf = ({ status, wait }: { status: number; wait?: string }): Fault => ({
	kind: 'status',
	status,
	body: '',
	headers: wait ? { 'retry-after': wait } : undefined,
});

describe.each(OPERATION_IDS)('statuses that Scrubs does not document, at %s', (operationId) => {
	test.each(UNDOCUMENTED)('$status: $message', async (row) => {
		const error = await errorOf('apiKey', operationId, { fault: faultOf(row) });

		expectPlainWords(error);
		expect(error.message.startsWith(row.message)).toBe(true);
		expect(error.description).toMatch(row.help);
		expect(error.httpCode).toBe(String(row.status));
	});

	test('no two of them share their words, but for troubles of Scrubs itself', async () => {
		const errors: NodeFailure[] = [];
		const rows = UNDOCUMENTED.filter(({ status }) => status <= 500);
		for (const row of rows) {
			await standIn.control.reset();
			errors.push(await errorOf('apiKey', operationId, { fault: faultOf(row) }));
		}

		expect(new Set(errors.map(({ message }) => message)).size).toBe(rows.length);
		expect(new Set(errors.map(({ description }) => description)).size).toBe(rows.length);
	});
});

test('404: an address at which there is no such API', async () => {
	const fault: Fault = { kind: 'html', status: 404 };
	const error = await errorOf('apiKey', 'listPhoneNumbers', { fault });

	expectPlainWords(error);
	expect(error.message).toBe('Scrubs does not have this address.');
	expect(error.description).toContain('set "Base URL" to https://usescrubs.com');
});

test('what Scrubs says beyond its documented sentences is passed on in the description', async () => {
	const fault = says(400, 'Parameter 3 is longer than 60 characters.');
	const error = await errorOf('apiKey', 'sendTemplateMessage', { fault });

	expect(error.description).toMatch(/ Scrubs says: "Parameter 3 is longer than 60 characters\."$/);
	expect(error.message).not.toContain('Parameter');
});

test('the item that could not be done is named by its row alone: n8n would count from 0', async () => {
	await standIn.control.fault({ ...says(409, 'No.'), skip: 2 });
	const { error } = await runNode({
		items: [{}, {}, {}],
		parameters: OPERATIONS.claimPhoneNumber,
		credentials: standIn.apiKey(),
	});

	expect(error?.message).toMatch(/^Row 3: /);
	expect(error?.context).not.toHaveProperty('itemIndex');
});
