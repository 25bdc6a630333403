import { findEngine, runArguments, type Container } from '../../../sandbox/n8n/container';

const container: Container = {
	image: 'docker.n8n.io/n8nio/n8n:3.0.0',
	name: 'scrubs-n8n-1',
	userFolder: '/tmp/scrubs-n8n-x',
	settings: { N8N_PORT: '4000', N8N_USER_FOLDER: '/tmp/scrubs-n8n-x' },
	user: { id: 1000, group: 100 },
};

test('the container runs n8n on our user folder, as our user, on this machine’s network', () => {
	expect(runArguments('docker', container)).toEqual([
		...['run', '--rm', '--init', '--name', 'scrubs-n8n-1', '--network', 'host'],
		...['--user', '1000:100', '--volume', '/tmp/scrubs-n8n-x:/data'],
		...['--env', 'N8N_PORT=4000', '--env', 'N8N_USER_FOLDER=/data', '--env', 'HOME=/data'],
		'docker.n8n.io/n8nio/n8n:3.0.0',
	]);
});

test('a rootless Podman keeps the user, so that the files stay ours', () => {
	expect(runArguments('podman', container).join(' ')).toContain(
		'--user 1000:100 --userns keep-id --volume',
	);
});

test('where files have no owners, none is named', () => {
	const args = runArguments('podman', { ...container, user: undefined });
	expect(args).not.toContain('--user');
	expect(args).not.toContain('--userns');
});

test('Docker is taken before Podman, and either only if its engine answers', () => {
	expect(findEngine(() => true)).toBe('docker');
	expect(findEngine((command, args) => command === 'podman' && args[0] === 'info')).toBe('podman');
	expect(() => findEngine(() => false)).toThrow(
		/neither Docker nor Podman answers.*unset N8N_IMAGE/,
	);
});
