import type * as n8nWorkflow from 'n8n-workflow';

/** Waits between tries are a hundredth of what they are in n8n; what a server asks for by `Retry-After` is waited in full. */
jest.mock('n8n-workflow', () => {
	const actual = jest.requireActual<typeof n8nWorkflow>('n8n-workflow');
	const sleep = async (ms: number) => await actual.sleep(ms / 100);
	return new Proxy(actual, {
		get: (target, name) => (name === 'sleep' ? sleep : Reflect.get(target, name)),
	});
});
