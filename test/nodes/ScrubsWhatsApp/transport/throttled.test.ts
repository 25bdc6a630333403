import { useRawClinic } from '../../../support/rawClinic';
import { json } from '../../../support/rawServer';
import { PolledWorkflow } from '../../../support/polling';
import { list } from '../../../support/parameters';
import { SENDERS } from '../../../../sandbox/api';

const clinic = useRawClinic();

const PAST = new Date(0).toUTCString();
const soon = (ms: number) => new Date(Date.now() + ms).toUTCString();

describe.each<[string, () => Record<string, string>]>([
	['no wait at all', () => ({ 'retry-after': '0' })],
	['a wait below nothing', () => ({ 'retry-after': '-5' })],
	['a date that is long past', () => ({ 'retry-after': PAST })],
	[
		'a date by a clock that is behind ours',
		() => ({ 'retry-after': soon(-3_600_000), date: soon(-3_600_000) }),
	],
])('a server that asks for %s', (_, headers) => {
	const refusal = () => json(429, { error: 'Too many.' }, headers());
	const accepted = json(200, { messages: [{ id: 'wamid.1' }] });
	const times = () =>
		clinic.server.requests.filter(({ method }) => method === 'POST').map(({ at }) => at);

	test('is asked again after a second', async () => {
		clinic.answer('sendTemplateMessage', (socket) =>
			socket.end(times().length < 2 ? refusal() : accepted),
		);
		const { error } = await clinic.send();
		expect(error).toBeUndefined();
		const [first, second] = times();
		expect(second! - first!).toBeGreaterThanOrEqual(990);
	});

	test('is not stormed by the other messages either', async () => {
		const refused = new Set<string>();
		clinic.answer('sendTemplateMessage', (socket, { body }) => {
			const isFirst = !refused.has(body);
			refused.add(body);
			socket.end(isFirst && refused.size <= 4 ? refusal() : accepted);
		});
		const items = Array.from({ length: 20 }, (_row, index) => ({
			name: 'Ana',
			phone: `+65 8100 00${String(index).padStart(2, '0')}`,
		}));
		await clinic.send(items);
		const [first] = times();
		expect(times().filter((at) => at < first! + 950).length).toBeLessThanOrEqual(8);
	});
});

test('a server that goes on asking is asked later each time', async () => {
	const times = () =>
		clinic.server.requests.filter(({ method }) => method === 'POST').map(({ at }) => at);
	clinic.answer('sendTemplateMessage', (socket) =>
		socket.end(
			times().length < 3
				? json(429, { error: 'Too many.' }, { 'retry-after': '0' })
				: json(200, { messages: [{ id: 'wamid.1' }] }),
		),
	);
	const { error } = await clinic.send();
	expect(error).toBeUndefined();
	const [, second, third] = times();
	expect(third! - second!).toBeGreaterThanOrEqual(1_990);
});

test('a poll comes to its end all the same, and tells n8n to come later', async () => {
	const workflow = new PolledWorkflow(
		{ event: 'messageReceived', senderPhoneNumber: list(SENDERS.main) },
		clinic.credentials(),
	);
	clinic.answer('listConversations', json(429, { error: 'Too many.' }, { 'retry-after': '120' }));
	const startedAt = Date.now();
	await expect(workflow.activate()).rejects.toMatchObject({
		failure: { cause: 'rate-limited', retryAfterMs: 120_000 },
	});
	expect(Date.now() - startedAt).toBeLessThan(5_000);
});
