import { patients } from '../../../support/patients';
import { useSending } from '../../../support/sending';

const { run, failSend, hideConversations } = useSending();
const items = patients(6);
const onError = 'continueRegularOutput';

describe('the output pane says how many messages', () => {
	test('were sent', async () => {
		expect((await run(items)).hints).toEqual(['6 of 6 messages sent.']);
	});

	test('were sent and not sent', async () => {
		await failSend({ kind: 'status', status: 404, times: 2 });
		expect((await run(items, { onError })).hints).toEqual(['4 of 6 messages sent, 2 not sent.']);
	});

	test('were sent, not sent, and are not known', async () => {
		await hideConversations();
		await failSend({ kind: 'status', status: 404, times: 2 });
		await failSend({ kind: 'drop', when: 'after', skip: 1 });
		expect((await run([...items, { ...items[0], phone: 'none' }], { onError })).hints).toEqual([
			'3 of 7 messages sent, 3 not sent, 1 not known.',
		]);
	});

	test('count as sent when they were found in the conversation', async () => {
		await failSend({ kind: 'drop', when: 'after' });
		expect((await run(items)).hints).toEqual(['6 of 6 messages sent.']);
	});

	test.each<[string, object, string]>([
		['sent', {}, 'The message was sent.'],
		['not sent', { phone: 'none' }, 'The message was not sent.'],
		['ready', { dryRun: true }, 'The message is ready. Nothing was sent, since this is a dry run.'],
		[
			'not ready',
			{ phone: 'none', dryRun: true },
			'The message is not ready. Nothing was sent, since this is a dry run.',
		],
	])('of one that is alone, that it was %s', async (_, changes, hint) => {
		const options = { dryRun: '={{ $json.dryRun ?? false }}' };
		const { hints } = await run([{ ...items[0], ...changes }], { onError, options });
		expect(hints).toEqual([hint]);
	});

	test('of one that is alone, that it is not known whether it was sent', async () => {
		await hideConversations();
		await failSend({ kind: 'drop' });
		const { hints } = await run(items.slice(0, 1), { onError });
		expect(hints).toEqual(['It is not known whether the message was sent.']);
	});

	test('are ready in a dry run, and that nothing was sent', async () => {
		const mixed = [...items, { ...items[0], phone: 'none' }];
		expect((await run(mixed, { onError, options: { dryRun: true } })).hints).toEqual([
			'6 of 7 messages are ready. Nothing was sent, since this is a dry run.',
		]);
	});

	test('were sent, and are ready in a dry run, where an expression says which', async () => {
		const options = { dryRun: '={{ $itemIndex < 2 }}' };
		expect((await run(items, { options })).hints).toEqual([
			'4 of 6 messages sent, 2 ready in a dry run.',
		]);
	});
});

describe('a run that stops the workflow says first how many messages', () => {
	test('were sent, not sent, and are not known', async () => {
		await hideConversations();
		await failSend({ kind: 'status', status: 404, times: 2 });
		await failSend({ kind: 'drop', when: 'after' });
		const { error } = await run(items);
		expect(error?.message).toMatch(
			/^3 of 6 messages sent, 2 not sent, 1 not known\. 3 rows need attention\.$/,
		);
	});

	test('were sent, when none of them was', async () => {
		const { error } = await run(items, { wrong: { apiKey: 'wrong_key_12345' } });
		expect(error?.message).toMatch(/^0 of 6 messages sent, 6 not sent\. Scrubs did not accept/);
	});

	test('are ready in a dry run, and that nothing was sent', async () => {
		const mixed = [...items, { ...items[0], phone: 'none' }];
		const { error } = await run(mixed, { options: { dryRun: true } });
		expect(error?.message).toMatch(
			/^6 of 7 messages are ready\. Nothing was sent, since this is a dry run\. Row 7: The recipient’s/,
		);
	});

	test('are ready in a dry run, when none of them is', async () => {
		const options = { dryRun: true };
		const { error } = await run(items, { options, wrong: { apiKey: 'wrong_key_12345' } });
		expect(error?.message).toMatch(
			/^0 of 6 messages are ready\. Nothing was sent, since this is a dry run\. Scrubs did not accept/,
		);
	});
});
