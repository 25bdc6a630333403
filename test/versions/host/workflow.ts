import {
	NodeHelpers,
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type INodeTypes,
	type IVersionedNodeType,
} from 'n8n-workflow';

/** The names of the nodes in each workflow; the node in question is between the two others. */
export const NAMES = {
	source: 'Source',
	node: 'Scrubs WhatsApp',
	done: 'Done',
	notDone: 'Not Done',
};

const SOURCE_TYPE = 'test.source';
const SINK_TYPE = 'test.sink';

const descriptionOf = (rest: Pick<INodeTypeDescription, 'group' | 'inputs'>) => ({
	displayName: 'Test',
	name: 'test',
	version: 1,
	description: '',
	defaults: {},
	outputs: ['main' as const],
	properties: [],
	...rest,
});

/** Hands out the items, as a trigger or an earlier node would. */
const sourceNode = (items: INodeExecutionData[]): INodeType => ({
	description: descriptionOf({ group: ['trigger'], inputs: [] }),
	execute: async () => [items],
});

/** Ends a branch, so that the engine keeps its items. */
const sinkNode: INodeType = {
	description: descriptionOf({ group: ['output'], inputs: ['main'] }),
	async execute() {
		return [this.getInputData()];
	},
};

const plain = (name: string, type: string): INode => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
});

/** A workflow of a source of items, the node, and one more node behind each of its two outputs. */
export function workflowAround(
	node: INode,
	type: INodeType | IVersionedNodeType,
	items: INodeExecutionData[] = [],
	staticData: IDataObject = {},
): Workflow {
	const types: Record<string, INodeType | IVersionedNodeType> = {
		[node.type]: type,
		[SOURCE_TYPE]: sourceNode(items),
		[SINK_TYPE]: sinkNode,
	};
	const nodeTypes: INodeTypes = {
		getByName: (name) => types[name]!,
		getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(types[name]!, version),
		getKnownTypes: () => ({}),
	};
	const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
	const { source, done, notDone } = NAMES;
	return new Workflow({
		id: 'w1',
		name: 'Versions',
		nodes: [plain(source, SOURCE_TYPE), node, plain(done, SINK_TYPE), plain(notDone, SINK_TYPE)],
		connections: {
			[source]: { main: [to(node.name)] },
			[node.name]: { main: [to(done), to(notDone)] },
		},
		active: false,
		nodeTypes,
		staticData,
		settings: { executionOrder: 'v1' },
	});
}
