import type { IConnections, INode, INodeType } from 'n8n-workflow';

import { sendParameters, withForm } from '../../../support/parameters';
import { bodyOf, type Patient, patients, RETRY } from '../../../support/patients';
import { useSending } from '../../../support/sending';
import { executeWorkflow, plainNode, scrubsNode, to } from '../../../support/engine';

/** The same message to the same patient, asked for in several places: each of them means it. */
const { standIn, run, failSend, attempts, delivered } = useSending();
const items = patients(1);
const two = patients(2);
const NOT_KNOWN = expect.stringMatching(/It is not known whether the message went out\.$/);
const sentTo = ({ phone }: { phone: string }) =>
	expect.objectContaining({ status: 'sent', recipient_phone_number: `+${phone}` });
const OUTPUT = sentTo(items[0]!);

const sender = (name: string, settings: Partial<INode> = {}, value = name): INode =>
	scrubsNode(
		sendParameters({
			...withForm('appointment_confirmation:en_US', { '1': value, '2': '10 June' }),
			// Of an item of the source, or of what an earlier node gave out.
			recipientPhoneNumber: '={{ $json.phone ?? $json.recipient_phone_number }}',
			options: { numbersWithoutPlus: 'international' },
		}),
		{ id: name, name, ...settings },
	);

async function execute(
	nodes: INode[],
	connections: IConnections,
	{
		patients: list = items,
		types,
	}: { patients?: Patient[]; types?: Record<string, INodeType> } = {},
) {
	const data = await executeWorkflow(
		{ items: list, nodes, connections, types },
		{ credentials: standIn.apiKey() },
	);
	const { runData, error } = data.resultData;
	/** What the n-th run of a node gave out. */
	const outputOf = (name: string, runIndex = 0) =>
		(runData[name]?.[runIndex]?.data?.main?.[0] ?? []).map(({ json }) => json);
	return { outputOf, error };
}

describe('two nodes one after the other', () => {
	const inARow = { Source: { main: [to('First')] }, First: { main: [to('Second')] } };

	test('send it each, and Retry On Fail does not add to it', async () => {
		// The first send of each node does nothing.
		await failSend({ kind: 'status', status: 404 });
		await failSend({ kind: 'status', status: 404, skip: 2 });
		const nodes = ['First', 'Second'].map((name) => sender(name, RETRY, 'Alex'));
		const { outputOf, error } = await execute(nodes, inARow, { patients: two });

		expect(error).toBeUndefined();
		expect(outputOf('First')).toEqual(two.map(sentTo));
		expect(outputOf('Second')).toEqual(two.map(sentTo));
		expect(await delivered()).toHaveLength(2 * 2);
		expect(await attempts()).toHaveLength(2 * 2 + 2);
	});

	test.each([
		['the same message', 'Alex', 'Alex'],
		['another one', 'Alex', 'Robin'],
	])('do not take %s of the other for their own', async (_, first, second) => {
		await failSend({ kind: 'drop', skip: 1 });
		const nodes = [sender('First', {}, first), sender('Second', {}, second)];
		const { outputOf, error } = await execute(nodes, inARow);

		expect(outputOf('First')).toEqual([OUTPUT]);
		expect(error?.message).toEqual(NOT_KNOWN);
		expect((await delivered()).map((request) => bodyOf(request).fields['1'])).toEqual([first]);
	});
});

describe('two executions', () => {
	test('that run at the same time, as sub-workflows do, send it each', async () => {
		await failSend({ kind: 'latency', delayMs: 50, times: 2 });
		const executions = await Promise.all([run(items), run(items)]);

		expect(executions.map(({ json }) => json)).toEqual([[OUTPUT], [OUTPUT]]);
		expect(await delivered()).toHaveLength(2);
	});

	test('do not take the message of the other for their own, whose answer was lost', async () => {
		await failSend({ kind: 'drop', skip: 1 });
		await run(items);
		const { error } = await run(items);

		expect(error?.message).toEqual(NOT_KNOWN);
		expect(await delivered()).toHaveLength(1);
	});
});

test('a loop sends it in each round, and Retry On Fail within a round does not add to it', async () => {
	const rounds = 3;
	/** Leads back to the node until it has been there in all rounds. */
	const again: INodeType = {
		description: {
			displayName: 'Again',
			name: 'again',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name: 'Again' },
			inputs: ['main'],
			outputs: ['main', 'main'],
			properties: [],
		},
		async execute() {
			const isLast = this.evaluateExpression('{{ $runIndex }}', 0) === rounds - 1;
			return isLast ? [[], this.getInputData()] : [this.getInputData(), []];
		},
	};
	// The first send of each round but the first does nothing.
	await failSend({ kind: 'status', status: 404, skip: 2 });
	await failSend({ kind: 'status', status: 404, skip: 4 });
	const { outputOf, error } = await execute(
		[sender('Reminder', RETRY), plainNode('Again', 'test.again')],
		{
			Source: { main: [to('Reminder')] },
			Reminder: { main: [to('Again')] },
			Again: { main: [to('Reminder'), []] },
		},
		{ patients: two, types: { 'test.again': again } },
	);

	expect(error).toBeUndefined();
	const outputs = Array.from({ length: rounds }, (_, round) => outputOf('Reminder', round));
	expect(outputs).toEqual(outputs.map(() => two.map(sentTo)));
	expect(await delivered()).toHaveLength(rounds * 2);
	expect(await attempts()).toHaveLength(rounds * 2 + 2);
});
