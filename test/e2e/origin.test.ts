import { openN8n } from '../../sandbox/n8n/open';
import { nodeType, RealN8n } from '../../sandbox/n8n/N8n';
import { whatRuns } from './support/running';

const { n8nUrl, owner, tarball } = whatRuns();
const before = { ...process.env };

beforeEach(() => {
	const [N8N_EMAIL, N8N_PASSWORD] = [owner.email, owner.password];
	process.env = { ...before, N8N_URL: n8nUrl, N8N_EMAIL, N8N_PASSWORD };
});

afterEach(() => {
	process.env = before;
});

test('an n8n that runs already is used as it is, and is not ended', async () => {
	const n8n = await openN8n({ tarball });
	const id = await n8n.api.importWorkflow({ name: 'Test', nodes: [], connections: {} });
	expect(id).toBeTruthy();
	expect(n8n.userFolder).toBeUndefined();
	await n8n.stop();
	const types = await n8n.api.nodeTypes();
	expect(types.map(({ name }) => name)).toContain(nodeType);
});

test('a login that it does not take is said in n8n’s words', async () => {
	process.env.N8N_PASSWORD = 'something else';
	await expect(openN8n({ tarball })).rejects.toThrow(/n8n answered 401 to POST \/rest\/login/);
});

test('where no n8n answers, that is said', async () => {
	process.env.N8N_URL = 'http://127.0.0.1:9';
	await expect(openN8n({ tarball })).rejects.toThrow('No n8n answers at http://127.0.0.1:9');
});

test('what has to start and end n8n says that it needs one of its own', async () => {
	await expect(RealN8n.start({ tarball })).rejects.toThrow('unset N8N_URL');
});
