import {
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypeDescription,
	type INodeTypes,
} from 'n8n-workflow';

import { ACTION, typeOf, type LoadedPackage } from './LoadedPackage';

/** The first node of each workflow, which hands out the items. */
export const SOURCE = 'Source';

const SOURCE_TYPE = 'test.source';
/** Ends a branch, so that the engine keeps the branch's items. */
export const SINK_TYPE = 'test.sink';

/** The least that n8n wants to know of a node type. */
export const descriptionOf = (
	name: string,
	rest: Pick<INodeTypeDescription, 'group' | 'inputs'> & Partial<INodeTypeDescription>,
): INodeTypeDescription => ({
	displayName: name,
	name,
	version: 1,
	description: '',
	defaults: {},
	outputs: ['main'],
	properties: [],
	...rest,
});

/** Hands out the items of a test, as a trigger or an earlier node would. */
const sourceNode = (items: INodeExecutionData[]): INodeType => ({
	description: descriptionOf('source', { group: ['trigger'], inputs: [] }),
	execute: async () => [items],
});

const sinkNode: INodeType = {
	description: descriptionOf('sink', { group: ['output'], inputs: ['main'] }),
	async execute() {
		return [this.getInputData()];
	},
};

/** A node without parameters. */
export const plainNode = (name: string, type: string): INode => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
});

/** A node of the package as workflows store it. */
export const scrubsNode = (parameters: INodeParameters, settings: Partial<INode> = {}): INode => ({
	...plainNode('Scrubs WhatsApp', typeOf(ACTION)),
	parameters,
	credentials: { scrubsWhatsAppApi: { id: 'c1', name: 'Scrubs' } },
	...settings,
});

/** What leads from a node to others by their names. */
export const to = (...names: string[]) =>
	names.map((node) => ({ node, type: 'main' as const, index: 0 }));

/** What a workflow of the tests consists of, beside the node that hands out the items. */
export interface WorkflowParts {
	items?: IDataObject[];
	nodes: INode[];
	connections: IConnections;
	/** Node types beside those of the package and the sink. */
	types?: Record<string, INodeType>;
}

/** Where the clinic of the tests is: eight hours before UTC, all year round. */
const TIME_ZONE = 'Asia/Singapore';

/** A workflow as n8n builds it from what it has stored. */
export function workflowOf(
	{ nodes: packaged }: LoadedPackage,
	{ items = [{}], nodes, connections, types = {} }: WorkflowParts,
	stored: { id?: string; active?: boolean; staticData?: IDataObject } = {},
): Workflow {
	const known: Record<string, INodeType> = {
		...Object.fromEntries(Object.entries(packaged).map(([name, type]) => [typeOf(name), type])),
		[SOURCE_TYPE]: sourceNode(items.map((json) => ({ json }))),
		[SINK_TYPE]: sinkNode,
		...types,
	};
	const nodeTypes: INodeTypes = {
		getByName: (type) => known[type]!,
		getByNameAndVersion: (type) => known[type]!,
		getKnownTypes: () => ({}),
	};
	return new Workflow({
		id: 'w1',
		name: 'Test',
		nodes: [plainNode(SOURCE, SOURCE_TYPE), ...nodes],
		connections,
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1', timezone: TIME_ZONE },
		...stored,
	});
}
