import { RealN8n, nodeType, type N8n, type N8nOptions } from './N8n';
import { N8nApi } from './N8nApi';
import { originOf, type Origin } from './origin';
import type { Log } from './progress';

type Running = Extract<Origin, { kind: 'running' }>;

/** An n8n with the package in it: one of our own, or the one that `N8N_URL` names. */
export async function openN8n(options: N8nOptions): Promise<N8n> {
	const origin = originOf();
	return origin.kind === 'running'
		? await openRunning(origin, options.log ?? (() => {}))
		: await RealN8n.start(options);
}

/** Signs in to an n8n that runs already. What happens to it is not ours to decide: it is neither set up nor ended. */
async function openRunning({ url, owner }: Running, log: Log): Promise<N8n> {
	const api = new N8nApi(url, nodeType);
	if (!(await api.isReady())) throw new Error(`No n8n answers at ${url} (N8N_URL).`);
	await api.logIn(owner);
	const types = await api.nodeTypes();
	if (!types.some(({ name }) => name === nodeType)) {
		throw new Error(`The n8n at ${url} does not have the package: install it there first.`);
	}
	log(`Using the n8n at ${url}.`);
	return {
		url,
		owner,
		api,
		ended: new Promise(() => {}),
		logs: () => '',
		stop: async () => {},
	};
}
