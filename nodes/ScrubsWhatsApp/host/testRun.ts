import type { IExecuteFunctions, WorkflowExecuteMode } from 'n8n-workflow';

/**
 * Modes of executions that somebody starts from the editor to try a workflow: a run, a step, the chat and a test webhook there
 * are `manual`, an evaluation of an AI workflow has its own (n8n 2.41). `chat` is n8n's Chat Hub, where a published workflow
 * answers users.
 */
const TESTING: readonly WorkflowExecuteMode[] = ['manual', 'evaluation'];

const STORE = 'scrubsTestRun';

/**
 * Whether a workflow is tried from the editor; undefined where n8n does not tell: a sub-workflow does not learn how the
 * workflow that calls it was started. The retry of a stored execution is what that one was.
 */
export function isTestRun(context: IExecuteFunctions): boolean | undefined {
	const mode = context.getMode();
	if (mode === 'integrated') return undefined;
	// n8n keeps the node's context over retries; from 2.x on it also tells in which mode an execution began.
	const store = context.getContext('node');
	const began = (context as Partial<IExecuteFunctions>).getExecutionContext?.()?.source ?? mode;
	if (TESTING.includes(mode) || TESTING.includes(began)) store[STORE] = true;
	return store[STORE] === true;
}
