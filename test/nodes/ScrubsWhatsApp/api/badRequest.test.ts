import { says, useErrors } from '../../../support/errors';

const { errorOf } = useErrors();

/** Scrubs has one status, 400, for an unknown provider and for a request that it does not accept. */
describe('a bad request', () => {
	test.each(['sendTemplateMessage', 'listMessages', 'createOnboardingLink'] as const)(
		'is about the provider when its text says so: %s',
		async (operationId) => {
			const fault = says(400, 'Invalid X-Scrubs-Clinic-Provider header.');
			const { message } = await errorOf('apiKey', operationId, { fault });

			expect(message).toContain('does not know the provider ID');
		},
	);

	test.each(['claimPhoneNumber', 'listConversations', 'listTemplates'] as const)(
		'is not blamed on the provider when its text says something else: %s',
		async (operationId) => {
			const fault = says(400, 'Request body is invalid.');
			const { message } = await errorOf('apiKey', operationId, { fault });

			expect(message).toBe('Scrubs refused the request.');
		},
	);
});
