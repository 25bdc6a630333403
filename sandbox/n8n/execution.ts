import { createRequire } from 'module';
import { join } from 'path';
import type {
	ExecutionStatus,
	INodeExecutionData,
	IRunExecutionData,
	WorkflowExecuteMode,
} from 'n8n-workflow';

/** An execution as n8n's REST interface gives it: with the data in n8n's own flat notation. */
export interface StoredExecution {
	id: string;
	status: ExecutionStatus;
	data: string;
}

/** An execution as n8n lists it. */
export interface ExecutionSummary {
	id: string;
	status: ExecutionStatus;
	/** How it was started, e.g. `manual`, `trigger` or `retry`. */
	mode: WorkflowExecuteMode;
}

/** An execution with its data. */
export interface Execution {
	id: string;
	status: ExecutionStatus;
	data: IRunExecutionData;
	/** The data as text, to search it. */
	text: string;
}

/** Reads the data with the very library with which n8n wrote it. */
export function readExecution({ id, status, data }: StoredExecution): Execution {
	const requireFromN8n = createRequire(join(__dirname, 'node_modules', 'n8n', 'package.json'));
	const flatted = requireFromN8n('flatted') as { parse(text: string): IRunExecutionData };
	return { id, status, data: flatted.parse(data), text: data };
}

/** The items that left a node through one of its outputs, in its last run. */
export function outputOf(execution: Execution, node: string, output = 0): INodeExecutionData[] {
	return execution.data.resultData.runData[node]?.at(-1)?.data?.main?.[output] ?? [];
}
