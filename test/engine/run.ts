import { WorkflowExecute } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	IRun,
	IRunExecutionData,
	OnError,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { additionalDataFor, type Surroundings } from './additionalData';
import type { LoadedPackage } from './LoadedPackage';
import {
	plainNode,
	scrubsNode,
	SINK_TYPE,
	SOURCE,
	to,
	workflowOf,
	type WorkflowParts,
} from './workflow';

/** How an execution goes on. */
export interface ExecutionSettings extends Surroundings {
	/** The execution is stopped once this has come. */
	stopAfter?: Promise<unknown>;
	/** How it was started; from the editor by default. */
	mode?: WorkflowExecuteMode;
}

type Execution = ReturnType<WorkflowExecute['run']>;

/** Before n8n 2 the workflow and the node to start at are arguments of their own. */
type PositionalRun = (workflow: Workflow, startNode: INode) => Execution;

function start(engine: WorkflowExecute, workflow: Workflow): Execution {
	const startNode = workflow.getNode(SOURCE)!;
	return engine.run.length > 1
		? (engine.run as unknown as PositionalRun).call(engine, workflow, startNode)
		: engine.run({ workflow, startNode });
}

/** Executes a workflow on n8n-core's engine. @returns what n8n would store of it */
export async function executeWorkflow(
	loaded: LoadedPackage,
	parts: WorkflowParts,
	{ stopAfter, mode = 'manual', ...surroundings }: ExecutionSettings,
): Promise<IRunExecutionData> {
	const additionalData = additionalDataFor(loaded.credential, surroundings);
	const engine = new WorkflowExecute(additionalData, mode);
	const execution = start(engine, workflowOf(loaded, parts));
	void stopAfter?.then(() => execution.cancel());
	const { data }: IRun = await execution;
	return data;
}

/** A run of the node, with everything that a workflow says about it. */
export interface RunRequest extends ExecutionSettings {
	items?: IDataObject[];
	parameters: INodeParameters;
	onError?: OnError;
	/** Anything else that a workflow keeps of the node. */
	settings?: Partial<INode>;
	/** How often the workflow comes to the node, as in a loop; what comes out is the last time's. */
	runs?: number;
}

/** What one run of the node came to. */
export interface NodeRun {
	/** The items on the node's first output. */
	items: INodeExecutionData[];
	json: IDataObject[];
	/** The items on its error output, as the next node receives them. */
	errorItems: INodeExecutionData[];
	/** What the output pane says above the items. */
	hints: string[];
	/** The error that stopped the workflow. */
	error?: Error & { description?: string; httpCode?: string; context?: { itemIndex?: number } };
	/** Everything that n8n would store of the execution. */
	stored: string;
}

/** Runs the node in a workflow that hands it the items, and has one more node behind each of its outputs. */
export async function runNode(
	loaded: LoadedPackage,
	{ items, parameters, onError, settings, runs = 1, ...execution }: RunRequest,
): Promise<NodeRun> {
	const scrubs = scrubsNode(parameters, { onError, ...settings });
	const data = await executeWorkflow(
		loaded,
		{
			items,
			nodes: [scrubs, plainNode('Done', SINK_TYPE), plainNode('Not Done', SINK_TYPE)],
			connections: {
				// n8n runs a node once for each connection that leads to it.
				[SOURCE]: { main: [to(...Array<string>(runs).fill(scrubs.name))] },
				[scrubs.name]: { main: [to('Done'), to('Not Done')] },
			},
		},
		execution,
	);
	const { runData, error } = data.resultData;
	const last = runData[scrubs.name]?.at(-1);
	const [itemsOut, errorItems] = last?.data?.main ?? [];
	return {
		items: itemsOut ?? [],
		json: (itemsOut ?? []).map(({ json }) => json),
		errorItems: errorItems ?? [],
		hints: (last?.hints ?? []).map(({ message }) => message),
		error: error as NodeRun['error'],
		stored: JSON.stringify(data),
	};
}
