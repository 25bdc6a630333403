import '../../../support/n8nLogs';

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import type { ICredentialDataDecryptedObject, OnError } from 'n8n-workflow';

import { mainTemplates } from '../../../../sandbox/api';
import { numberRow } from '../../../support/goodAnswers';
import { sendParameters } from '../../../support/parameters';
import { runNode, testCredential } from '../../../support/engine';

const SECRETS = {
	apiKey: 'sk_live_7Qx9LmZ2',
	hciCode: '77K913',
	customHeaderValue: 'gateway-pass-5512',
};
const PATIENTS = [
	{ name: 'Annabel Alvarez', phone: '13015550141' },
	{ name: 'Bertrand Bianchi', phone: '13015550142' },
];

/**
 * Parameters that differ for each item, without the patients' data standing in workflow or items: only then does finding
 * it in a stored execution show that the node has put it there.
 */
const PARAMETERS = sendParameters({
	recipientPhoneNumber: '={{ ["+1301", "555", ["0141", "0142"][$json.patient]].join("") }}',
	template: { __rl: true, mode: 'list', value: 'recall_notice:en_US' },
	specifyFields: 'json',
	templateFieldsJson: `={{ JSON.stringify({
		patient_name: [["Annabel", "Alvarez"], ["Bertrand", "Bianchi"]][$json.patient].join(" "),
		due_date: "1 July", clinic_name: "Bright Smile" }) }}`,
});
const ITEMS = [{ patient: 0 }, { patient: 1 }];

type Reply = (echo: string, response: ServerResponse, request: IncomingMessage) => void;

const json =
	(status: number, bodyOf: (echo: string) => unknown): Reply =>
	(echo, response) =>
		response
			.writeHead(status, { 'content-type': 'application/json' })
			.end(JSON.stringify(bodyOf(echo)));

const page =
	(status: number): Reply =>
	(echo, response) =>
		response.writeHead(status, { 'content-type': 'text/html' }).end(`<p>${echo}</p>`);

/** Ways in which a server may give back everything that it was told. */
const ECHOES: Array<[string, Reply]> = [
	['an error text', json(422, (error) => ({ error }))],
	[
		'an error object',
		json(400, (message) => ({ error: { message, error_data: { details: message } } })),
	],
	['a message', json(404, (message) => ({ message }))],
	['a detail', json(403, (detail) => ({ detail }))],
	['plain text', (echo, response) => response.writeHead(409).end(echo)],
	['a 401', json(401, (error) => ({ error }))],
	['a 429', json(429, (error) => ({ error }))],
	['a 500', json(500, (error) => ({ error }))],
	['a page with 502', page(502)],
	['a page with 200', page(200)],
	['an answer of another form', json(200, (data) => ({ data }))],
	['broken JSON', (echo, response) => response.end(JSON.stringify({ data: echo }).slice(0, -1))],
	[
		'the address of a redirect',
		(echo, response) =>
			response.writeHead(307, { location: `/x?${encodeURIComponent(echo)}` }).end(),
	],
	[
		'an answer that breaks off',
		(echo, response) => {
			response.writeHead(200, { 'content-length': '99999' });
			response.write(echo, () => response.destroy());
		},
	],
	['nothing but a lost connection', (_, response) => response.destroy()],
];

let reply: Reply;
/** Whether what is asked for is the test of a credential, which reads the numbers, too. */
let isCredentialTest: boolean;
/** What the server gave back, one entry for each message that arrived. */
let echoes: string[];
let server: Server;
let baseUrl: string;

beforeAll(async () => {
	server = createServer((request, response) => {
		void text(request).then((body) => {
			if (request.method === 'GET' && request.url?.endsWith('/templates')) {
				response.end(JSON.stringify({ data: mainTemplates() }));
				return;
			}
			if (!isCredentialTest && request.method === 'GET' && request.url?.endsWith('/numbers')) {
				response.end(JSON.stringify({ data: [numberRow()] }));
				return;
			}
			// In plain words and short, so that nothing but the node's care keeps it out of a message.
			const values = Object.entries(request.headers).filter(([name]) => name.startsWith('x-'));
			const asked = decodeURIComponent(request.url ?? '');
			const said = `${values.map(([, value]) => value).join(' ')} ${asked} ${body.replace(/["{}:,]+/g, ' ')}`;
			// Where an answer is lost, the conversation is looked through: it is told back, too, but is no message.
			if (!asked.includes('/conversations')) echoes.push(said);
			reply(said, response, request);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => await new Promise((resolve) => server.close(resolve)));

const WAYS = ['apiKey', 'hciCode'] as const;
const credentialsFor = (authentication: string): ICredentialDataDecryptedObject => ({
	...SECRETS,
	authentication,
	providerId: 'SAMPLE_EHR_1',
	baseUrl,
	customHeader: true,
	customHeaderName: 'X-Clinic-Gateway',
});

/** Everything that is written to the console or the terminal. */
let logged: string[];
beforeEach(() => {
	echoes = [];
	isCredentialTest = false;
	logged = [];
	const keep = (...parts: unknown[]) => {
		logged.push(
			parts
				.map((part) => (typeof part === 'string' ? part : inspect(part, { depth: 8 })))
				.join(' '),
		);
		return true;
	};
	for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
		jest.spyOn(console, method).mockImplementation(keep);
	}
	jest.spyOn(process.stdout, 'write').mockImplementation(keep);
	jest.spyOn(process.stderr, 'write').mockImplementation(keep);
});
afterEach(() => jest.restoreAllMocks());

const PRIVATE = [
	...Object.values(SECRETS),
	...PATIENTS.flatMap(({ name, phone }) => [name, phone]),
];
/** What is stored but for the one column that says of each message to whom it was to go. */
const storedBesideRecipients = (stored: string) =>
	stored.replace(/"recipient_phone_number":"[^"]*"/g, '');
const privateIn = (where: string) => PRIVATE.filter((value) => where.includes(value));

/** The server was told the secret and each patient once, and it gave all of it back. After some answers the run ends. */
function expectEchoes(authentication: (typeof WAYS)[number], endsRun: boolean) {
	const told = PATIENTS.filter(({ phone }) => echoes.some((echo) => echo.includes(phone)));
	expect(echoes).toHaveLength(told.length);
	expect(told.length).toBeGreaterThanOrEqual(endsRun ? 1 : PATIENTS.length);
	for (const { name, phone } of told) {
		const echo = echoes.find((one) => one.includes(phone));
		for (const value of [SECRETS[authentication], SECRETS.customHeaderValue, name, phone]) {
			expect(echo).toContain(value);
		}
	}
}

const MODES: Array<[string, OnError | undefined]> = [
	['that stops the workflow', undefined],
	['that continues', 'continueRegularOutput'],
	['with an error output', 'continueErrorOutput'],
];
const cases = ECHOES.flatMap(([name, answer]) =>
	WAYS.map((authentication) => [name, authentication, answer] as const),
);

describe.each(MODES)('a node %s', (_, onError) => {
	test.each(cases)(
		'stores and logs no secret and no patient when they come back in %s (%s)',
		async (name, authentication, answer) => {
			reply = answer;
			const credentials = credentialsFor(authentication);
			const run = await runNode({ items: ITEMS, parameters: PARAMETERS, credentials, onError });

			expectEchoes(authentication, ['a 401', 'a 429'].includes(name));
			expect(privateIn(storedBesideRecipients(run.stored))).toEqual([]);
			expect(privateIn(logged.join('\n'))).toEqual([]);
			expect(run.stored).not.toMatch(/x-scrubs-clinic-(api-key|code)/i);
			expect(Boolean(run.error)).toBe(onError === undefined);
		},
	);
});

test('the log is listened to: what stops the workflow stands in it', async () => {
	reply = json(401, (error) => ({ error }));
	await runNode({ items: ITEMS, parameters: PARAMETERS, credentials: credentialsFor('apiKey') });

	expect(logged.join('\n')).toContain('Scrubs did not accept the API key.');
});

test('the error of one patient tells nothing of the other, whose message went out', async () => {
	reply = (echo, response, request) => {
		if (echo.includes(PATIENTS[1]!.phone))
			json(422, (error) => ({ error }))(echo, response, request);
		else response.end(JSON.stringify({ messages: [{ id: 'wamid.1' }], contacts: [], echo }));
	};
	const { json: sent, errorItems } = await runNode({
		items: ITEMS,
		parameters: PARAMETERS,
		credentials: credentialsFor('apiKey'),
		onError: 'continueErrorOutput',
	});

	expect(sent).toHaveLength(1);
	expect(errorItems).toHaveLength(1);
	expect(errorItems[0]).toMatchObject({ pairedItem: { item: 1 }, json: { patient: 1 } });
	expect(privateIn(JSON.stringify(errorItems))).toEqual([]);
});

test.each(cases)(
	'the test button shows no secret when it comes back in %s (%s)',
	async (_, authentication, answer) => {
		reply = answer;
		isCredentialTest = true;
		const { status, message } = await testCredential(credentialsFor(authentication));

		expect(echoes[0]).toContain(SECRETS[authentication]);
		expect(status).toBe('Error');
		expect(privateIn(message)).toEqual([]);
		expect(privateIn(logged.join('\n'))).toEqual([]);
	},
);
