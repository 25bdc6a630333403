import axios from 'axios';
import { MODEL, ScriptedModel } from '../../../sandbox/model/ScriptedModel';

const tool = {
	type: 'function',
	function: {
		name: 'Send_reminder',
		description: 'Send a reminder',
		parameters: { type: 'object', properties: { patient: { type: 'string' } } },
	},
};

let model: ScriptedModel;

beforeAll(async () => {
	model = await ScriptedModel.start();
});

afterAll(async () => {
	await model.stop();
});

const ask = async (body: object = {}) =>
	await axios.post(
		`${model.url}/chat/completions`,
		{ model: MODEL, messages: [{ role: 'user', content: 'Hello' }], tools: [tool], ...body },
		{ proxy: false, validateStatus: () => true },
	);

describe('The scripted model', () => {
	test('answers one step a request, and counts what is left', async () => {
		model.play(
			{
				call: [
					{ tool: 'Send_reminder', args: { patient: 'Ana' } },
					{ tool: 'Send_reminder', args: { patient: 'Ben' } },
				],
			},
			{ say: 'Done.' },
		);

		const [called] = (await ask()).data.choices;
		expect(called.finish_reason).toBe('tool_calls');
		expect(called.message.tool_calls).toEqual([
			{
				id: 'call_1_0',
				type: 'function',
				function: { name: 'Send_reminder', arguments: '{"patient":"Ana"}' },
			},
			{
				id: 'call_1_1',
				type: 'function',
				function: { name: 'Send_reminder', arguments: '{"patient":"Ben"}' },
			},
		]);
		expect(model.stepsLeft).toBe(1);

		const [said] = (await ask()).data.choices;
		expect(said).toMatchObject({ finish_reason: 'stop', message: { content: 'Done.' } });
		expect(model.stepsLeft).toBe(0);
	});

	test('records the tools and the answers of tools', async () => {
		model.play({ say: 'Done.' });
		await ask({
			messages: [
				{ role: 'user', content: 'Hello' },
				{ role: 'tool', content: 'Sent', tool_call_id: 'call_1_0' },
			],
		});

		expect(model.requests[0]!.tools).toEqual([tool.function]);
		expect(model.toolAnswers).toEqual(['Sent']);
	});

	test.each([
		['the script is over', [], {}, 'The script is over.'],
		['it streams', [{ say: 'Hi' }], { stream: true }, 'The scripted model does not stream.'],
		[
			'a tool is not offered',
			[{ call: [{ tool: 'Fax', args: {} }] }],
			{},
			'"Fax" is not offered, only: Send_reminder.',
		],
	])('refuses with a reason when %s', async (_, steps, body, message) => {
		model.play(...steps);
		const { status, data } = await ask(body);
		expect(status).toBe(400);
		expect(data.error.message).toBe(message);
	});

	test('lists its one model, and knows nothing else', async () => {
		const get = async (path: string) =>
			await axios.get(`${model.url}${path}`, { proxy: false, validateStatus: () => true });
		expect((await get('/models')).data.data).toEqual([{ id: MODEL, object: 'model' }]);
		expect((await get('/files')).status).toBe(404);
	});
});
