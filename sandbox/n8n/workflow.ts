import { readdirSync, readFileSync } from 'fs';
import { basename, join, resolve } from 'path';
import type { IConnections, INode, IWorkflowSettings } from 'n8n-workflow';

const examplesFolder = resolve(__dirname, '..', '..', 'examples');

/** A workflow as the editor exports and imports it. */
export interface WorkflowJson {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
}

export interface CredentialReference {
	id: string;
	name: string;
	type: string;
}

/** Reads all workflows in `examples/`, by file name without its ending. */
export function readExamples(): Map<string, WorkflowJson> {
	const files = readdirSync(examplesFolder).filter((file) => file.endsWith('.json'));
	return new Map(files.sort().map((file) => [basename(file, '.json'), readWorkflow(file)]));
}

/** A copy of the workflow in which every node that uses this type of credential uses this one. */
export function withCredential(
	workflow: WorkflowJson,
	{ id, name, type }: CredentialReference,
): WorkflowJson {
	const nodes = workflow.nodes.map((node) =>
		node.credentials?.[type]
			? { ...node, credentials: { ...node.credentials, [type]: { id, name } } }
			: node,
	);
	return { ...workflow, nodes };
}

/**
 * A copy of the workflow whose polling triggers poll every few seconds. n8n takes no poll time that comes more than once a
 * minute, but any number of them.
 */
export function pollingEvery(workflow: WorkflowJson, seconds: number): WorkflowJson {
	const item = Array.from({ length: Math.ceil(60 / seconds) }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * seconds} * * * * *`,
	}));
	const nodes = workflow.nodes.map((node) =>
		node.parameters.pollTimes
			? { ...node, parameters: { ...node.parameters, pollTimes: { item } } }
			: node,
	);
	return { ...workflow, nodes };
}

/** A copy of the workflow in which every Wait node waits so many seconds, whatever it waits for. */
export function waitingFor(workflow: WorkflowJson, seconds: number): WorkflowJson {
	const nodes = workflow.nodes.map((node) =>
		node.type === 'n8n-nodes-base.wait'
			? { ...node, parameters: { resume: 'timeInterval', amount: seconds, unit: 'seconds' } }
			: node,
	);
	return { ...workflow, nodes };
}

function readWorkflow(file: string): WorkflowJson {
	return JSON.parse(readFileSync(join(examplesFolder, file), 'utf8')) as WorkflowJson;
}
