import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import type { IDataObject, OnError } from 'n8n-workflow';
import type { Fault } from '../../sandbox/api/control/types';
import { CLINIC } from '../../sandbox/api/seed';
import { outputOf } from '../../sandbox/n8n/execution';
import type { CredentialReference } from '../../sandbox/n8n/workflow';
import { BY_HCI_CODE } from '../support/clinic';
import { sendToEachItem, withJson } from '../support/parameters';
import { n8nFolder } from './support/running';
import { FAILED, NODE, saveCredential, useSandbox, workflowOf } from './support/sandbox';

const wrongKey = 'wrong_api_key_4711';
const customValue = 'custom_header_secret_0815';

/** Two patients who must never learn of each other. */
const patients = [
	{ name: 'Alexandra Firstpatient', phone: '+1 301 555 0171', reason: 'root canal' },
	{ name: 'Bernard Secondpatient', phone: '+1 301 555 0172', reason: 'whitening' },
];
const dataOf = ({ name, phone, reason }: (typeof patients)[number]) => [
	name,
	phone,
	phone.replace(/\D/g, ''),
	reason,
];

const sendReason = {
	// One at a time, so that the faults below meet the second patient's message.
	...sendToEachItem({ maxConcurrency: 1 }),
	...withJson('appointment_confirmation:en_US', '={{ { "1": $json.name, "2": $json.reason } }}'),
};

const sandbox = useSandbox();
/** Each credential with the secrets in it. */
let credentials: Array<{ credential: CredentialReference; secrets: string[] }>;

beforeAll(async () => {
	const { n8n } = sandbox;
	const custom = { customHeader: true, customHeaderName: 'X-Gate', customHeaderValue: customValue };
	credentials = [
		{
			credential: await saveCredential(n8n, 'Key and header', custom),
			secrets: [CLINIC.apiKey, customValue],
		},
		{ credential: await saveCredential(n8n, 'Code', BY_HCI_CODE), secrets: [CLINIC.hciCode] },
		{
			credential: await saveCredential(n8n, 'Wrong key', { apiKey: wrongKey, ...custom }),
			secrets: [wrongKey, customValue],
		},
	];
});

const run = async (credential: CredentialReference, items: IDataObject[], onError?: OnError) =>
	await sandbox.run(workflowOf(items, sendReason, onError), credential);

/** All that n8n has written to disk: database, logs, events; not its copies of programs and types. */
function writtenByN8n(folder = n8nFolder()): Array<{ file: string; bytes: Buffer }> {
	return readdirSync(folder)
		.filter((name) => name !== 'node_modules' && name !== '.cache')
		.map((name) => join(folder, name))
		.flatMap((file) =>
			statSync(file).isDirectory() ? writtenByN8n(file) : [{ file, bytes: readFileSync(file) }],
		);
}

/** What can go wrong, with an answer that repeats what the request held. */
const faultsThatRepeat = (secrets: string[]): Array<[string, Fault]> => [
	[
		'a refusal that repeats the request',
		{
			kind: 'status',
			status: 400,
			body: { error: `No, ${secrets.join(' ')}, for 13015550172` },
		},
	],
	['an error page', { kind: 'html', status: 502 }],
	['a lost connection', { kind: 'drop' }],
	['a redirect', { kind: 'redirect', location: 'https://example.com/elsewhere' }],
	['an answer that is cut off', { kind: 'truncated' }],
];

describe('What n8n stores', () => {
	test('holds no secret, whatever goes wrong', async () => {
		const ended: string[] = [];
		for (const { credential, secrets } of credentials) {
			ended.push((await run(credential, patients)).status);
			for (const [, fault] of faultsThatRepeat(secrets)) {
				await sandbox.standIn.reset();
				await sandbox.standIn.fault({ ...fault, operationIds: ['sendTemplateMessage'], times: 0 });
				ended.push((await run(credential, patients)).status);
				ended.push((await run(credential, patients, 'continueErrorOutput')).status);
			}
			await sandbox.n8n.testCredential(credential);
		}
		expect(ended).toEqual(expect.arrayContaining(['success', 'error']));

		const written = writtenByN8n();
		const find = (text: string) =>
			written.filter(({ bytes }) => bytes.includes(text)).map(({ file }) => file);
		// The search would find what is there.
		expect(find('Alexandra Firstpatient').some((file) => file.includes('database.sqlite'))).toBe(
			true,
		);
		for (const secret of [CLINIC.apiKey, CLINIC.hciCode, wrongKey, customValue]) {
			expect({ secret, in: find(secret) }).toEqual({ secret, in: [] });
		}
		// Each answer that is lost is looked for in the conversation, for some seconds.
	}, 240_000);

	test.each(faultsThatRepeat([]))(
		'tells nothing of one patient in another’s error, after %s',
		async (_, fault) => {
			const skipFirst = { operationIds: ['sendTemplateMessage'], skip: 1, times: 0 };
			await sandbox.standIn.fault({ ...fault, ...skipFirst });
			const stopped = await run(credentials[0]!.credential, patients);
			await sandbox.standIn.reset();
			await sandbox.standIn.fault({ ...fault, ...skipFirst });
			const continued = await run(credentials[0]!.credential, patients, 'continueErrorOutput');

			expect(stopped.status).toBe('error');
			const errors = JSON.stringify([
				stopped.data.resultData.error,
				stopped.data.resultData.runData[NODE]!.map(({ error }) => error),
				outputOf(continued, FAILED),
			]);
			expect(errors).toContain('Bernard Secondpatient');
			for (const text of dataOf(patients[0]!)) expect(errors).not.toContain(text);
		},
	);
});
