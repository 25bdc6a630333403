import { whenReady } from '../../../sandbox/n8n/ready';

test('waits until n8n answers', async () => {
	let asked = 0;
	const isReady = () => Promise.resolve(++asked === 3);
	await whenReady({ isReady, isRunning: () => true });
	expect(asked).toBe(3);
});

test('does not wait for an n8n that has ended', async () => {
	const isReady = () => Promise.resolve(false);
	await expect(whenReady({ isReady, isRunning: () => false })).rejects.toThrow('ended by itself');
});

test('does not wait for ever', async () => {
	const isReady = () => Promise.resolve(false);
	const waiting = whenReady({ isReady, isRunning: () => true }, 1);
	await expect(waiting).rejects.toThrow('not ready after 0.001 s');
});
