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

	test('nothing about one that is alone', async () => {
		expect((await run(items.slice(0, 1))).hints).toEqual([]);
	});
});

describe('a run that stops the workflow says first how many messages', () => {
	test('were sent, not sent, and are not known', async () => {
		await hideConversations();
		await failSend({ kind: 'status', status: 404, times: 2 });
		await failSend({ kind: 'drop', when: 'after' });
		const { error } = await run(items);
		expect(error?.message).toMatch(/^3 of 6 messages sent, 2 not sent, 1 not known\. [A-Z].*\.$/);
	});

	test('were sent, when none of them was', async () => {
		const { error } = await run(items, { wrong: { apiKey: 'wrong_key_12345' } });
		expect(error?.message).toMatch(/^0 of 6 messages sent, 6 not sent\. Scrubs did not accept/);
	});
});
