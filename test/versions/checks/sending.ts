import type { IDataObject, INode, INodeParameters, OnError } from 'n8n-workflow';
import assert from 'node:assert/strict';

import { CLINIC } from '../../../sandbox/api';
import { sendToEachItem } from '../../support/parameters';
import { patients, phonesOf, reached, refuse, RETRY } from '../../support/patients';
import { credential, type Bench, type Check } from './check';

const PATIENTS = patients(5);
const PHONES = phonesOf(PATIENTS);

/** The third patient has no number that could be called. */
const ONE_BAD = PATIENTS.map((patient, index) =>
	index === 2 ? { ...patient, phone: 'ask at the desk' } : patient,
);
const THE_OTHERS = PHONES.filter((_, index) => index !== 2);
const HELP = /^Enter one phone number with its country code/;
const LETTERS = /The recipient’s phone number contains letters/;

const send = async (
	bench: Bench,
	{
		items = PATIENTS,
		parameters = {},
		wrong = {},
		...rest
	}: {
		items?: IDataObject[];
		parameters?: INodeParameters;
		wrong?: Record<string, string>;
		onError?: OnError;
		settings?: Partial<INode>;
	} = {},
) =>
	await bench.engine.call('run', {
		items,
		parameters: { ...sendToEachItem(), ...parameters },
		credentials: credential(bench, wrong),
		...rest,
	});

type Output = Awaited<ReturnType<typeof send>>['items'];

const textOf = (item: Output[number] | undefined, name: string) => {
	const value = item?.json[name];
	return typeof value === 'string' ? value : '';
};
const reasonOf = (item: Output[number] | undefined) => textOf(item, 'error');

const pairs = (items: Output) => items.map(({ pairedItem }) => pairedItem);
const each = (...indexes: number[]) => indexes.map((item) => ({ item }));

/** n8n tries again when the first item carries an error: with one request at a time that one is refused. */
async function retryAndContinue(bench: Bench) {
	await refuse(bench.control, 0, 2);
	return await send(bench, {
		parameters: sendToEachItem({ maxConcurrency: 1 }),
		onError: 'continueRegularOutput',
		settings: RETRY,
	});
}

const attempts = async ({ control }: Bench) =>
	(await control.requests('sendTemplateMessage')).length;

/** Sending for several items, with each way to go on when one of them cannot be sent. */
export const sendingChecks: Check[] = [
	{
		name: 'one message an item, linked to it, with a summary',
		async run(bench) {
			const { items, error, hints } = await send(bench);
			assert.equal(error, undefined);
			assert.deepEqual(pairs(items), each(0, 1, 2, 3, 4));
			assert.deepEqual(
				items.map(({ json }) => [json.status, json.recipient_phone_number]),
				PHONES.map((phone) => ['sent', `+${phone}`]),
			);
			assert.deepEqual(await reached(bench.control), PHONES);
			assert.deepEqual(hints, ['5 of 5 messages sent.']);
		},
	},
	{
		name: 'Map Automatically takes the columns of the items',
		async run(bench) {
			const { error } = await send(bench, {
				items: PATIENTS.map(({ phone, name }) => ({ phone, '1': name, '2': '10 June' })),
				parameters: { templateFields: { mappingMode: 'autoMapInputData', value: null } },
			});
			assert.equal(error, undefined);
			assert.deepEqual(await reached(bench.control), PHONES);
		},
	},
	{
		name: 'one bad item stops all before anything is sent, in words',
		async run(bench) {
			const { error } = await send(bench, { items: ONE_BAD });
			assert.match(error?.message ?? '', LETTERS);
			assert.notEqual(error?.description, '');
			assert.equal(await attempts(bench), 0);
		},
	},
	{
		name: 'Continue: the bad item stays in its place',
		async run(bench) {
			const { items, error } = await send(bench, {
				items: ONE_BAD,
				onError: 'continueRegularOutput',
			});
			assert.equal(error, undefined);
			assert.deepEqual(pairs(items), each(0, 1, 2, 3, 4));
			assert.match(reasonOf(items[2]), LETTERS);
			assert.equal(items[2]?.json.name, ONE_BAD[2]?.name);
			assert.match(textOf(items[2], 'what_to_do'), HELP);
			assert.deepEqual(await reached(bench.control), THE_OTHERS);
		},
	},
	{
		name: 'Continue (error output): the bad item goes there',
		async run(bench) {
			const { items, errorItems, error } = await send(bench, {
				items: ONE_BAD,
				onError: 'continueErrorOutput',
			});
			assert.equal(error, undefined);
			assert.deepEqual(pairs(items), each(0, 1, 3, 4));
			assert.equal(errorItems.length, 1);
			assert.match(reasonOf(errorItems[0]), LETTERS);
			assert.match(textOf(errorItems[0], 'message'), HELP);
			assert.equal(errorItems[0]?.json.name, ONE_BAD[2]?.name);
			assert.deepEqual(await reached(bench.control), THE_OTHERS);
		},
	},
	{
		name: 'Retry On Fail sends what is missing, nothing twice',
		async run(bench) {
			await refuse(bench.control, 1, 2);
			const { items, error } = await send(bench, { settings: RETRY });
			assert.equal(error, undefined);
			assert.deepEqual(pairs(items), each(0, 1, 2, 3, 4));
			assert.deepEqual(await reached(bench.control), PHONES);
			assert.equal(await attempts(bench), PHONES.length + 2);
		},
	},
	{
		name: 'Retry On Fail with Continue sends what is missing, nothing twice',
		async run(bench) {
			await retryAndContinue(bench);
			assert.deepEqual(await reached(bench.control), PHONES);
			assert.equal(await attempts(bench), PHONES.length + 2);
		},
	},
	{
		name: 'Retry On Fail with Continue shows as sent what a later try has sent',
		async run(bench) {
			const { items, error } = await retryAndContinue(bench);
			assert.equal(error, undefined);
			assert.deepEqual(items.map(reasonOf), Array(PATIENTS.length).fill(''));
		},
	},
	{
		name: 'a lost answer is looked up, and counts as sent',
		async run(bench) {
			const operationIds = ['sendTemplateMessage'];
			await bench.control.fault({ kind: 'drop', when: 'after', operationIds });
			const { items, error } = await send(bench);
			assert.equal(error, undefined);
			assert.equal(items.filter(({ json }) => 'confirmation' in json).length, 1);
			assert.deepEqual(await reached(bench.control), PHONES);
		},
	},
	{
		name: 'Dry Run shows each message and sends none',
		async run(bench) {
			const { items, error } = await send(bench, { parameters: sendToEachItem({ dryRun: true }) });
			assert.equal(error, undefined);
			assert.deepEqual(
				items.map(({ json }) => [json.dry_run, json.recipient_phone_number]),
				PHONES.map((phone) => [true, `+${phone}`]),
			);
			assert.equal(await attempts(bench), 0);
		},
	},
	...(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const).map(
		(onError): Check => ({
			name: `a refused key is told in words and shown nowhere (${onError})`,
			async run(bench) {
				const wrong = `${CLINIC.apiKey}-old`;
				const { items, errorItems, error, stored } = await send(bench, {
					wrong: { apiKey: wrong },
					onError,
				});
				const told = [error?.message, ...items.map(reasonOf), ...errorItems.map(reasonOf)];
				assert.match(told.filter(Boolean).join('\n'), /Scrubs did not accept the API key\./);
				assert.ok(!stored.includes(wrong), 'the key is in what n8n stores');
			},
		}),
	),
];
