import type { INodeParameters, WorkflowExecuteMode } from 'n8n-workflow';

import { patients, RETRY } from '../../../support/patients';
import { useProcessedData } from '../../../support/processedData';
import { useSending } from '../../../support/sending';

const { run, failSend, attempts, sent, recipients } = useSending();
const stored = useProcessedData();

const TESTER = '6590000000';
const items = patients(3);
const phones = items.map(({ phone }) => phone);
const [first, ...others] = phones;
const onError = 'continueRegularOutput';

const trial = async (
	list: object[] = items,
	options: INodeParameters = {},
	settings: Omit<Parameters<typeof run>[1] & object, 'options'> = {},
) =>
	await run(list as typeof items, {
		options: { testRecipient: `+${TESTER}`, ...options },
		...settings,
	});

describe('tried from the editor, with a test recipient,', () => {
	test.each<WorkflowExecuteMode>(['manual', 'evaluation'])(
		'the first message alone goes out, to that number (%s)',
		async (mode) => {
			const { json, hints, error } = await trial(items, {}, { mode });
			expect(error).toBeUndefined();
			expect(await sent()).toMatchObject([
				{ recipient_phone_number: TESTER, fields: { 1: 'Patient 0', 2: '10 June' } },
			]);
			expect(json).toEqual([
				expect.objectContaining({
					status: 'sent',
					recipient_phone_number: `+${TESTER}`,
					test_recipient: true,
					instead_of: `+${first}`,
				}),
				...others.map((phone, at) => ({
					status: 'notSentInTest',
					recipient_phone_number: `+${phone}`,
					template_name: 'appointment_confirmation',
					language: 'en_US',
					fields: { 1: `Patient ${at + 1}`, 2: '10 June' },
				})),
			]);
			expect(hints).toEqual([
				'1 of 3 messages sent to the test recipient, none to a patient, 2 ready, and not sent in a test.',
			]);
		},
	);

	test('the API’s answer says so, too', async () => {
		const parameters = { simplify: false };
		const { json } = await trial(items.slice(0, 1), {}, { parameters });
		expect(json).toEqual([
			expect.objectContaining({ messaging_product: 'whatsapp', test_recipient: true }),
		]);
	});

	test('a message that is alone is said to have gone to no patient', async () => {
		expect((await trial(items.slice(0, 1))).hints).toEqual([
			'The message was sent to the test recipient, and not to the patient.',
		]);
	});

	test.each([
		['of a patient', {}, [{ ...items[0] }, { ...items[1], phone: 'none' }], /The recipient’s/],
		['of the test', { testRecipient: 'me' }, items, /The test recipient’s phone number contains/],
		['of the test, left empty,', { testRecipient: '' }, items, /The test recipient’s phone number/],
	])('a wrong number %s keeps it from going out', async (_, options, list, message) => {
		expect((await trial(list, options)).error?.message).toMatch(message);
		expect(await attempts()).toEqual([]);
	});

	test('the first one that can be sent goes out where a problem leaves the others alone', async () => {
		const list = [{ ...items[0], phone: 'none' }, ...items.slice(1)];
		const { json, hints } = await trial(list, {}, { onError });
		expect(json.map(({ status }) => status)).toEqual(['notSent', 'sent', 'notSentInTest']);
		expect(await sent()).toMatchObject([{ fields: { 1: 'Patient 1' } }]);
		expect(hints).toEqual([
			'1 of 3 messages sent to the test recipient, none to a patient, 1 ready, and not sent in a test, 1 not sent.',
		]);
	});

	test('a retry sends it no second time', async () => {
		await failSend({ kind: 'status', status: 404 });
		const { json } = await trial(items, {}, { settings: RETRY });
		expect(json.map(({ status }) => status)).toEqual(['sent', 'notSentInTest', 'notSentInTest']);
		expect(await recipients()).toEqual([TESTER]);
	});

	test('a loop sends one message, not one a round', async () => {
		const { json } = await trial(items, {}, { runs: 3 });
		expect(json.map(({ status }) => status)).toEqual(Array(3).fill('notSentInTest'));
		expect(await recipients()).toEqual([TESTER]);
	});

	test('nothing is remembered of what is sent only once, and nothing asked', async () => {
		const sendOncePer = '={{ $json.phone }}';
		await trial(items, { sendOncePer });
		expect(stored.calls).toBe(0);
		const { json } = await run(items, { options: { sendOncePer } });
		expect(json.map(({ status }) => status)).toEqual(['sent', 'sent', 'sent']);
	});

	test('a dry run still sends nothing, and shows the patients', async () => {
		const { json } = await trial(items, { dryRun: true });
		expect(json.map((row) => row.recipient_phone_number)).toEqual(
			phones.map((phone) => `+${phone}`),
		);
		expect(await attempts()).toEqual([]);
	});
});

describe('a published workflow', () => {
	test.each<WorkflowExecuteMode>(['trigger', 'webhook', 'retry', 'error', 'cli', 'chat'])(
		'sends to all patients, whatever stands there (%s)',
		async (mode) => {
			const { json, hints } = await trial(items, { testRecipient: 'me' }, { mode });
			expect(json.map(({ status }) => status)).toEqual(['sent', 'sent', 'sent']);
			expect((await recipients()).sort()).toEqual(phones);
			expect(hints).toEqual(['3 of 3 messages sent.']);
		},
	);

	test('as a sub-workflow is not told whether it is only tried, and sends nothing on a guess', async () => {
		const { error } = await trial(items, {}, { mode: 'integrated' });
		expect(error?.message).toContain('"Test Recipient" does not work in a sub-workflow');
		expect(error?.description).toMatch(/^Remove the option\./);
		expect(await attempts()).toEqual([]);
		expect((await run(items, { mode: 'integrated' })).error).toBeUndefined();
	});
});
