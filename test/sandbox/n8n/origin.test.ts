import { originOf } from '../../../sandbox/n8n/origin';

const login = { N8N_EMAIL: 'owner@example.com', N8N_PASSWORD: 'secret' };

test('without a wish n8n comes from npm', () => {
	expect(originOf({})).toEqual({ kind: 'npm' });
	expect(originOf({ N8N_IMAGE: '', N8N_URL: '' })).toEqual({ kind: 'npm' });
});

test('N8N_IMAGE asks for a container', () => {
	const image = 'docker.n8n.io/n8nio/n8n:3.0.0';
	expect(originOf({ N8N_IMAGE: image })).toEqual({ kind: 'image', image });
});

test.each(['http://127.0.0.1:5678', 'http://localhost:5678/', 'http://[::1]:5678'])(
	'N8N_URL with a login asks for the n8n that runs at %s',
	(url) => {
		expect(originOf({ N8N_URL: url, ...login })).toEqual({
			kind: 'running',
			url: url.replace(/\/$/, ''),
			owner: { email: login.N8N_EMAIL, password: login.N8N_PASSWORD },
		});
	},
);

test.each([
	['both', { N8N_IMAGE: 'n8n', N8N_URL: 'http://127.0.0.1:5678', ...login }, 'not both'],
	['no password', { N8N_URL: 'http://127.0.0.1:5678', N8N_EMAIL: 'a@b.c' }, 'N8N_PASSWORD'],
	['another machine', { N8N_URL: 'https://n8n.example.com', ...login }, 'on this machine'],
	['no address', { N8N_URL: 'localhost', ...login }, 'on this machine'],
])('%s: says what to set', (_, env, words) => {
	expect(() => originOf(env)).toThrow(words);
});

test('what it says never contains the password', () => {
	expect(() => originOf({ N8N_URL: 'https://n8n.example.com', ...login })).toThrow(
		expect.objectContaining({ message: expect.not.stringContaining(login.N8N_PASSWORD) }),
	);
});
