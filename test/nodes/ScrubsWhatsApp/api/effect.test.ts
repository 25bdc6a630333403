import type { Fault } from '../../../../sandbox/api';
import { says, useErrors } from '../../../support/errors';

const { errorOf, standIn } = useErrors();

describe('whether a message went out', () => {
	const notSent: Fault[] = [
		...[400, 401, 403, 404, 409, 413, 418, 422, 429].map((status) => says(status, 'No.')),
		...[307, 308].map((status): Fault => ({ kind: 'redirect', status })),
	];
	const notKnown: Fault[] = [
		...[408, 499, 500, 502, 503, 504, 599].map((status) => says(status, 'Oh.')),
		...[300, 301, 302, 303, 304].map((status): Fault => ({ kind: 'redirect', status })),
		...(['drop', 'truncated', 'brokenJson'] as const).map((kind): Fault => ({
			kind,
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

	test.each([{ kind: 'drop' }, says(500, 'Oh.'), says(401, 'No.')] satisfies Fault[])(
		'$kind $status while its template was looked up: it was not sent',
		async (fault) => {
			await standIn.control.fault({ ...fault, times: 0, operationIds: ['listTemplates'] });
			const { message } = await errorOf('apiKey', 'sendTemplateMessage', {});

			expect(message).toMatch(/ The message was not sent\.$/);
		},
	);

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
