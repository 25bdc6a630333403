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

function readWorkflow(file: string): WorkflowJson {
	return JSON.parse(readFileSync(join(examplesFolder, file), 'utf8')) as WorkflowJson;
}
