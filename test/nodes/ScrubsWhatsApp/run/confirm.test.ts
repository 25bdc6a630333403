import type { Fault } from '../../../../sandbox/api';
import { patients, RETRY } from '../../../support/patients';
import { useSending } from '../../../support/sending';

const { standIn, run, failSend, hideConversations, attempts, delivered } = useSending();
const [alex] = patients(1);
const items = [alex!];

const idOf = (json: object | undefined) =>
	(json as { message_id?: string } | undefined)?.message_id;
const LOST: Fault[] = [
	{ kind: 'drop' },
	{ kind: 'truncated' },
	{ kind: 'brokenJson' },
	{ kind: 'empty' },
	{ kind: 'html', status: 200 },
	...[500, 502, 503].map((status): Fault => ({ kind: 'status', status })),
];

describe('a message whose answer is lost', () => {
	test.each(LOST)(
		'counts as sent when the conversation shows it ($kind $status)',
		async (fault) => {
			await failSend({ ...fault, when: 'after' });
			const { error, json } = await run(items);

			expect(error).toBeUndefined();
			expect(json).toEqual([
				{
					status: 'sent',
					recipient_phone_number: `+${alex!.phone}`,
					template_name: 'appointment_confirmation',
					language: 'en_US',
					fields: { '1': alex!.name, '2': '10 June' },
					message_id: expect.stringMatching(/^wamid\./),
					confirmation: expect.stringContaining('found in the conversation'),
				},
			]);
			expect(await attempts()).toHaveLength(1);
		},
	);

	test.each(LOST)('is not known when it does not show up ($kind $status)', async (fault) => {
		await failSend(fault);
		const { error } = await run(items, { settings: RETRY });

		expect(error?.message).toMatch(/ It is not known whether the message went out\.$/);
		expect(error?.description).toContain('before you send it again');
		expect(await attempts()).toHaveLength(1);
	});

	test('is found although the conversation is read only at the next try', async () => {
		await failSend({ kind: 'drop', when: 'after' });
		// As many answers as one try looks for it.
		await standIn.control.fault({
			kind: 'status',
			status: 404,
			operationIds: ['listConversations'],
			times: 3,
		});
		const { error, json } = await run(items, { settings: RETRY });

		expect(error).toBeUndefined();
		expect(json[0]?.confirmation).toEqual(expect.any(String));
		expect(await attempts()).toHaveLength(1);
	});

	test('is found although it shows up only after a while', async () => {
		await failSend({ kind: 'drop', when: 'after' });
		await standIn.control.fault({
			kind: 'status',
			status: 200,
			operationIds: ['listConversations'],
			body: { data: [], paging: { next: null, previous: null } },
		});
		const { json } = await run(items);

		expect(json[0]?.confirmation).toEqual(expect.any(String));
	});

	test('is not taken for another message to the same patient, sent just before', async () => {
		await failSend({ kind: 'drop', skip: 1 });
		const { error, json } = await run([alex!, alex!], { onError: 'continueRegularOutput' });

		expect(error).toBeUndefined();
		expect(json[0]).not.toHaveProperty('error');
		expect(json[1]?.error).toMatch(/It is not known/);
		expect(await delivered()).toHaveLength(1);
	});

	test('is not taken for one with other values', async () => {
		await failSend({ kind: 'drop', skip: 1 });
		const { json } = await run([alex!, { ...alex!, name: 'Robin' }], {
			onError: 'continueRegularOutput',
			parameters: { specifyFields: 'mapper' },
		});

		expect(json[0]).not.toHaveProperty('error');
		expect(json[1]?.error).toMatch(/It is not known/);
	});

	test('two of them are told apart when both went out', async () => {
		await failSend({ kind: 'drop', when: 'after', times: 2 });
		const { json } = await run([alex!, alex!]);

		expect(new Set(json.map(idOf)).size).toBe(2);
		expect(await delivered()).toHaveLength(2);
	});
});

describe('Send Again If Not Known', () => {
	const options = { sendAgainIfNotKnown: true };

	test('lets a later try send what did not show up', async () => {
		await failSend({ kind: 'drop' });
		const { error, json } = await run(items, { settings: RETRY, options });

		expect(error).toBeUndefined();
		expect(json[0]).not.toHaveProperty('confirmation');
		expect(await attempts()).toHaveLength(2);
		expect(await delivered()).toHaveLength(1);
	});

	test('still looks before it sends again', async () => {
		await failSend({ kind: 'drop', when: 'after' });
		await standIn.control.fault({
			kind: 'status',
			status: 404,
			operationIds: ['listConversations'],
			times: 3,
		});
		const { json } = await run(items, { settings: RETRY, options });

		expect(json[0]).toHaveProperty('confirmation');
		expect(await delivered()).toHaveLength(1);
	});

	test('does nothing without a later try', async () => {
		await failSend({ kind: 'drop' });
		const { error } = await run(items, { options });

		expect(error?.message).toMatch(/It is not known/);
		expect(await attempts()).toHaveLength(1);
	});

	test('a refusal of the later try says nothing of the first one, which may have gone out', async () => {
		await hideConversations();
		await failSend({ kind: 'drop', when: 'after' });
		await failSend({ kind: 'status', status: 404, times: 0 });
		const { error } = await run(items, { settings: RETRY, options });

		expect(await delivered()).toHaveLength(1);
		expect(error?.message).not.toContain('The message was not sent.');
		expect(error?.message).toContain('It is not known');
	});
});
