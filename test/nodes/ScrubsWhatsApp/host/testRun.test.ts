import type { IDataObject, IExecuteFunctions, WorkflowExecuteMode } from 'n8n-workflow';

import { isTestRun } from '../../../../nodes/ScrubsWhatsApp/host/testRun';

/** An execution; n8n before 2.x does not tell in which mode it began. */
const execution = (mode: WorkflowExecuteMode, store: IDataObject = {}, began?: string) =>
	({
		getMode: () => mode,
		getContext: () => store,
		...(began && { getExecutionContext: () => ({ source: began }) }),
	}) as unknown as IExecuteFunctions;

test.each<[WorkflowExecuteMode, boolean | undefined]>([
	['manual', true],
	['evaluation', true],
	['trigger', false],
	['webhook', false],
	['chat', false],
	['cli', false],
	['error', false],
	['retry', false],
	['integrated', undefined],
])('%s: %s', (mode, expected) => {
	expect(isTestRun(execution(mode))).toBe(expected);
});

describe('the retry of an execution that was started from the editor is one, too', () => {
	test('by what n8n keeps for the node', () => {
		const store = {};
		isTestRun(execution('manual', store));
		expect(isTestRun(execution('retry', JSON.parse(JSON.stringify(store)) as IDataObject))).toBe(
			true,
		);
	});

	test('by how n8n says that it began, also where the node had not run', () => {
		expect(isTestRun(execution('retry', {}, 'manual'))).toBe(true);
		expect(isTestRun(execution('retry', {}, 'trigger'))).toBe(false);
	});
});
