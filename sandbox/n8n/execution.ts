import { parse } from 'flatted';
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
	/** When one that waits goes on, ISO 8601. */
	waitTill?: string | null;
}

/** An execution with its data. */
export interface Execution {
	id: string;
	status: ExecutionStatus;
	data: IRunExecutionData;
	/** The data as text, to search it. */
	text: string;
}

/** Reads the data with the library with which n8n writes it. */
export function readExecution({ id, status, data }: StoredExecution): Execution {
	return { id, status, data: parse(data) as IRunExecutionData, text: data };
}

/** The items that left a node through one of its outputs, in its last run. */
export function outputOf(execution: Execution, node: string, output = 0): INodeExecutionData[] {
	return execution.data.resultData.runData[node]?.at(-1)?.data?.main?.[output] ?? [];
}
