import { join } from 'node:path';
import type { Handler } from 'openapi-backend';
import { ROUTES } from '../../../nodes/ScrubsWhatsApp/api/routes';
import { operationHandlers } from '../../../sandbox/api/scrubs/handlers';
import { serveDescription } from '../../../sandbox/api/openapi';

const DESCRIPTION = join(__dirname, '../../../sandbox/api/control/openapi.yaml');
const answering = (answer: object): Record<string, Handler> => ({ getStats: () => answer });
const ask = async (answer: object) =>
	await (
		await serveDescription(DESCRIPTION, answering(answer))
	).handleRequest({ method: 'GET', path: '/control/stats', headers: {} });

test('each operation of Scrubs has a handler', () => {
	expect(Object.keys(operationHandlers).sort()).toEqual(Object.keys(ROUTES).sort());
});

test('passes an answer that is described', async () => {
	const answer = { status: 200, body: { requests: 0, connections: 0, peakInFlight: 0 } };
	expect(await ask(answer)).toEqual(answer);
});

test.each([
	['a body that does not fit', { status: 200, body: { requests: 'none' } }],
	['a status that is not described', { status: 418 }],
])('turns %s into a loud 500', async (_case, answer) => {
	const error = jest.spyOn(console, 'error').mockImplementation();
	expect(await ask(answer)).toMatchObject({
		status: 500,
		body: { error: expect.stringContaining('getStats') },
	});
	expect(error).toHaveBeenCalledTimes(1);
	error.mockRestore();
});
