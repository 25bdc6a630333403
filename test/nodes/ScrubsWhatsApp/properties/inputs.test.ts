import { assert, asyncProperty, constantFrom, oneof, property, type Arbitrary } from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { baseUrlOf } from '../../../../nodes/ScrubsWhatsApp/transport/credentials';
import { InputProblem } from '../../../../nodes/ScrubsWhatsApp/words/InputProblem';
import { CLINIC } from '../../../../sandbox/api';
import { runNode, type NodeRun } from '../../../support/engine';
import { useStandIn } from '../../../support/clinic';
import type { JsonText } from '../../../support/oddJson';
import { oddInput } from '../../../support/oddJson';
import { OPERATIONS } from '../../../support/operations';
import { expectOwnWords } from '../../../support/ownWords';
import { list, locator, sendParameters, withAutoMap, withForm } from '../../../support/parameters';
import { bodyOf } from '../../../support/patients';
import { runs } from '../../../support/properties';

const standIn = useStandIn();

const CONFIRMATION = 'appointment_confirmation:en_US';
const GIVEN = '={{ $json.given }}';

/** What an expression gives beside JSON. */
const EXPRESSIONS = [
	...['={{ undefined }}', '={{ NaN }}', '={{ 1/0 }}', '={{ -0 }}', '={{ 10n ** 30n }}'],
	...['={{ $now }}', '={{ new Date(NaN) }}', '={{ DateTime.fromISO("x") }}', '={{ () => 1 }}'],
	...[
		'={{ $json }}',
		'={{ $json.none.at.all }}',
		'={{ null.x }}',
		'={{ $("Nobody").item.json.x }}',
	],
	...['={{ [,] }}', '={{ /x/ }}', '={{ new Map() }}', '={{ Object.create(null) }}', '={{ }}'],
	...[
		'=a {{ $json }} b',
		'=a {{ $json.none }} b',
		'={{ {{ }} }}',
		'={{ $json.given',
		'={{ this }}',
	],
	...['={{ (() => { throw new Error("12025550101") })() }}', '={{ (() => { throw null })() }}'],
];

/** Any value that an expression can give, and the expression. */
const inputs: Arbitrary<{ given?: JsonText; expression: string }> = oneof(
	{ weight: 3, arbitrary: oddInput.map((given) => ({ given, expression: GIVEN })) },
	{ weight: 1, arbitrary: constantFrom(...EXPRESSIONS).map((expression) => ({ expression })) },
);

const send = (parameters: INodeParameters, options: INodeParameters = {}): INodeParameters =>
	sendParameters({
		...withForm(CONFIRMATION, { '1': 'Ana', '2': '10 June' }),
		...parameters,
		options: { ...options },
	});

const get = (operation: keyof typeof OPERATIONS, parameters: INodeParameters): INodeParameters => ({
	...OPERATIONS[operation],
	...parameters,
});

type Setting = (value: string) => INodeParameters;

/** Every field of every operation, to be filled in by an expression. */
const FIELDS: Record<string, Record<string, Setting>> = {
	'Message → Send Template': {
		Sender: (value) => send({ senderPhoneNumber: locator('phoneNumber', value) }),
		'Sender, from the list': (value) => send({ senderPhoneNumber: list(value) }),
		'Sender, as a whole': (value) => send({ senderPhoneNumber: value }),
		Recipient: (value) => send({ recipientPhoneNumber: value }),
		Template: (value) => send({ template: locator('name', value) }),
		'Template, from the list': (value) => send({ template: list(value) }),
		'Specify Fields': (value) => send({ specifyFields: value }),
		'a field of the form': (value) => send(withForm(CONFIRMATION, { '1': value, '2': 'x' })),
		'the fields as JSON': (value) => send({ specifyFields: 'json', templateFieldsJson: value }),
		'the fields of the item': () => send(withAutoMap(CONFIRMATION)),
		Options: (value) => ({ ...send({}), options: value }),
		'Template Language': (value) => send({}, { templateLanguage: value }),
		'Default Country Code': (value) =>
			send({ recipientPhoneNumber: '9123 4567' }, { defaultCountryCode: value }),
		'Numbers Without Plus': (value) =>
			send({ recipientPhoneNumber: '6591234567' }, { numbersWithoutPlus: value }),
		'Dry Run': (value) => send({}, { dryRun: value }),
		'Send Again If Not Known': (value) => send({}, { sendAgainIfNotKnown: value }),
		'Max Concurrency': (value) => send({}, { maxConcurrency: value }),
	},
	'Message → Get Many': {
		Conversation: (value) => get('listMessages', { conversation: locator('id', value) }),
		'Conversation, by number': (value) =>
			get('listMessages', { conversation: locator('recipient', value) }),
		'Conversation, as a whole': (value) => get('listMessages', { conversation: value }),
		'Return All': (value) => get('listMessages', { returnAll: value, limit: 2 }),
		Limit: (value) => get('listMessages', { limit: value }),
		Simplify: (value) => get('listMessages', { simplify: value }),
		Filters: (value) => get('listMessages', { filters: value }),
		'Has Media': (value) => get('listMessages', { filters: { hasMedia: value } }),
	},
	'Conversation → Get Many': {
		Limit: (value) => get('listConversations', { limit: value }),
		Filters: (value) => get('listConversations', { filters: value }),
		'Recipient’s Phone Number': (value) =>
			get('listConversations', { filters: { recipientPhoneNumber: value } }),
	},
	'Template → Get Many': {
		Sender: (value) => get('listTemplates', { senderPhoneNumber: locator('phoneNumber', value) }),
		Filters: (value) => get('listTemplates', { filters: value }),
		Category: (value) => get('listTemplates', { filters: { category: value } }),
		Language: (value) => get('listTemplates', { filters: { language: value } }),
		Status: (value) => get('listTemplates', { filters: { status: value } }),
	},
	'Phone Number': {
		'Limit of Get Many': (value) => get('listPhoneNumbers', { limit: value }),
		'Number of Claim': (value) => get('claimPhoneNumber', { phoneNumber: value }),
	},
	'Onboarding Link → Create': {
		'Customer Name': (value) => get('createOnboardingLink', { customerName: value }),
		'Additional Fields': (value) => get('createOnboardingLink', { additionalFields: value }),
		...Object.fromEntries(
			['successRedirectUrl', 'failureRedirectUrl', 'allowedConnectionTypes', 'language'].map(
				(name) => [
					name,
					(value: string) => get('createOnboardingLink', { additionalFields: { [name]: value } }),
				],
			),
		),
	},
};

/** What a patient must never read. */
const NO_TEXT = /\[object |undefined|NaN|Infinity|Invalid Date|\{\{.*\}\}|[\0\ud800]|^\s*$/;

/** A request that Scrubs cannot even read; that an ID is none is for Scrubs to say. */
const isUnfit = ({ status, operationId }: { status: number | null; operationId: string | null }) =>
	status === 400 && operationId !== 'listMessages';

async function expectSense({ error, json: rows }: NodeRun) {
	const requests = await standIn.control.requests();
	expect(requests.filter(isUnfit)).toEqual([]);
	expect(requests.length).toBeLessThan(10);
	expect(requests.filter(({ effect }) => effect).length).toBeLessThan(2);
	for (const request of requests.filter(
		({ operationId }) => operationId === 'sendTemplateMessage',
	)) {
		const { recipient_phone_number: recipient, fields } = bodyOf(request);
		expect(recipient).toMatch(/^[1-9]\d{6,14}$/);
		for (const text of Object.values(fields)) expect(text).not.toMatch(NO_TEXT);
	}
	if (!error) return expect(rows).toEqual(expect.any(Array));
	expectOwnWords(error, [CLINIC.apiKey]);
	expect(error.message.length).toBeLessThan(500);
	expect(error.description?.length).toBeLessThan(1_500);
}

test.each(Object.entries(FIELDS))(
	'%s: whatever an expression gives for a field is used well, or refused in our words',
	async (_, fields) => {
		await assert(
			asyncProperty(
				constantFrom(...Object.keys(fields)),
				inputs,
				async (field, { given, expression }) => {
					await standIn.control.reset();
					const value = given && (JSON.parse(given.text) as IDataObject);
					const run = await runNode({
						items: [{ '1': value, '2': 'x', given: value }],
						parameters: fields[field]!(expression),
						credentials: standIn.apiKey(),
					});
					await expectSense(run);
					expect(run.stored).not.toContain(CLINIC.apiKey);
				},
			),
			runs(10),
		);
	},
);

/** What a base URL is taken for. */
function originOrProblem(baseUrl: string): string | InputProblem {
	try {
		return baseUrlOf({ baseUrl });
	} catch (error) {
		if (error instanceof InputProblem) return error;
		throw error;
	}
}

describe('the credential, whatever is in it', () => {
	const fields = ['apiKey', 'hciCode', 'providerId', 'customHeaderName', 'customHeaderValue'];

	test('arrives as it is, or is refused in our words', async () => {
		await assert(
			asyncProperty(constantFrom(...fields), oddInput, async (field, { text }) => {
				await standIn.control.reset();
				const given = JSON.parse(text) as string;
				const credentials = standIn.apiKey({
					authentication: field === 'hciCode' ? 'hciCode' : 'apiKey',
					customHeader: true,
					customHeaderName: 'X-Gateway',
					customHeaderValue: 'x',
					[field]: given,
				});
				const { error } = await runNode({ parameters: OPERATIONS.listPhoneNumbers, credentials });
				if (error) expectOwnWords(error, []);
				const requests = await standIn.control.requests();
				expect(requests).toHaveLength(error && !error.httpCode ? 0 : 1);
				const sent = () =>
					field === 'customHeaderName' ? 'x' : given.replace(/^[ \t]+|[ \t]+$/g, '');
				for (const { headers } of requests) expect(Object.values(headers)).toContain(sent());
			}),
			runs(10),
		);
	});

	test('"baseUrl" is a web address, or is refused in our words', () => {
		assert(
			property(oddInput, ({ text }) => {
				const read = originOrProblem(JSON.parse(text) as string);
				expect(read instanceof InputProblem || new URL(read).origin).toBe(
					read instanceof InputProblem || read,
				);
			}),
			runs(200),
		);
	});
});
