import {
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	WorkflowExecute,
	CredentialTestContext,
} from 'n8n-core';
import {
	Workflow,
	ICredentialsHelper,
	type IConnections,
	type ICredentialDataDecryptedObject,
	type ICredentialTestFunctions,
	type ICredentialsDecrypted,
	type IDataObject,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRunExecutionData,
	type IWorkflowExecuteAdditionalData,
	type OnError,
} from 'n8n-workflow';

import { ScrubsWhatsAppApi } from '../../credentials/ScrubsWhatsAppApi.credentials';
import { ScrubsWhatsApp } from '../../nodes/ScrubsWhatsApp/ScrubsWhatsApp.node';

/**
 * n8n-core's own engine around the node: real workflow, real contexts, real HTTP helper. Only what n8n keeps in its
 * database, node types and credentials, is handed in here.
 */

export const SCRUBS_TYPE = 'n8n-nodes-scrubs-whatsapp.scrubsWhatsApp';
const SOURCE_TYPE = 'test.source';
const SINK_TYPE = 'test.sink';

/** Hands out the items of a test, as a trigger or an earlier node would. */
const sourceNode = (items: INodeExecutionData[]): INodeType => ({
	description: {
		displayName: 'Source',
		name: 'source',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: { name: 'Source' },
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
	execute: async () => [items],
});

/** Ends a branch, so that the branch's items are kept by the engine. */
const sinkNode: INodeType = {
	description: {
		displayName: 'Sink',
		name: 'sink',
		group: ['output'],
		version: 1,
		description: '',
		defaults: { name: 'Sink' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
};

class Credentials extends ICredentialsHelper {
	private readonly type = new ScrubsWhatsAppApi();

	constructor(
		private readonly data: ICredentialDataDecryptedObject,
		private readonly timeoutMs?: number,
	) {
		super();
	}

	getParentTypes = () => [];
	isCredentialUsableByNode = () => true;
	getCredentialsProperties = () => this.type.properties;
	getDecrypted = async () => this.data;
	authenticate = async (data: ICredentialDataDecryptedObject, _type: string, options: unknown) => ({
		...(await this.type.authenticate(data, options as IHttpRequestOptions)),
		...(this.timeoutMs && { timeout: this.timeoutMs }),
	});
	preAuthentication = async () => undefined;
	runPreAuthentication = async () => undefined;
	updateCredentials = async () => {};
	updateCredentialsOauthTokenData = async () => {};
	getCredentials = async (): Promise<never> =>
		await Promise.reject(new Error('not stored in tests'));
}

/** What n8n knows around a workflow, with a credential in it. */
export const additionalDataFor = (
	credentials: ICredentialDataDecryptedObject,
	timeoutMs?: number,
) => {
	const data = {
		credentialsHelper: new Credentials(credentials, timeoutMs),
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		variables: {},
		currentNodeExecutionIndex: 0,
		executionId: '1',
	} as Partial<IWorkflowExecuteAdditionalData>;
	const hooks = new ExecutionLifecycleHooks('manual', '1', {
		id: 'w1',
		name: 'Test',
		active: false,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		activeVersionId: null,
		nodes: [],
		connections: {},
	});
	return { ...data, hooks } as IWorkflowExecuteAdditionalData;
};

/** The Scrubs node as workflows store it. */
export function scrubsNode(parameters: INodeParameters, settings: Partial<INode> = {}): INode {
	return {
		id: 'scrubs',
		name: 'Scrubs WhatsApp',
		type: SCRUBS_TYPE,
		typeVersion: 1,
		position: [200, 0],
		parameters,
		credentials: { scrubsWhatsAppApi: { id: 'c1', name: 'Scrubs' } },
		...settings,
	};
}

/** A node without parameters. */
export const plainNode = (name: string, type: string): INode => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
});

/** What leads from a node to others by their names. */
export const to = (...names: string[]) =>
	names.map((node) => ({ node, type: 'main' as const, index: 0 }));

/** What a workflow of the tests consists of; its first node is `Source`, which hands out the items. */
export interface WorkflowParts {
	items?: IDataObject[];
	nodes: INode[];
	connections: IConnections;
	/** Node types beside the Scrubs node and a `test.sink`. */
	types?: Record<string, INodeType>;
}

function workflowOf({ items = [{}], nodes, connections, types = {} }: WorkflowParts): Workflow {
	const known: Record<string, INodeType> = {
		[SCRUBS_TYPE]: new ScrubsWhatsApp(),
		[SOURCE_TYPE]: sourceNode(items.map((json) => ({ json }))),
		[SINK_TYPE]: sinkNode,
		...types,
	};
	const nodeTypes = {
		getByName: (type: string) => known[type],
		getByNameAndVersion: (type: string) => known[type],
		getKnownTypes: () => ({}),
	} as INodeTypes;
	return new Workflow({
		id: 'w1',
		name: 'Test',
		nodes: [plainNode('Source', SOURCE_TYPE), ...nodes],
		connections,
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
}

/** How an execution goes on. */
export interface ExecutionSettings {
	credentials: ICredentialDataDecryptedObject;
	/** How long a request may take, in milliseconds, instead of the node's own 30 seconds. */
	timeoutMs?: number;
	/** The execution is stopped once this has come. */
	stopAfter?: Promise<unknown>;
}

/** Executes a workflow on n8n-core's engine. @returns what n8n would store of it */
export async function executeWorkflow(
	parts: WorkflowParts,
	{ credentials, timeoutMs, stopAfter }: ExecutionSettings,
): Promise<IRunExecutionData> {
	const workflow = workflowOf(parts);
	const engine = new WorkflowExecute(additionalDataFor(credentials, timeoutMs), 'manual');
	const source = workflow.getNode('Source') ?? undefined;
	const execution = engine.run({ workflow, startNode: source });
	void stopAfter?.then(() => execution.cancel());
	return (await execution).data;
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

/** Runs the node on n8n-core's engine, for the given input items. */
export async function runNode({
	items,
	parameters,
	onError,
	settings,
	runs = 1,
	...execution
}: ExecutionSettings & {
	items?: IDataObject[];
	parameters: INodeParameters;
	onError?: OnError;
	/** Anything else that a workflow keeps of the node. */
	settings?: Partial<INode>;
	/** How often the workflow comes to the node, as in a loop; what comes out is the last time's. */
	runs?: number;
}): Promise<NodeRun> {
	const scrubs = scrubsNode(parameters, { onError, ...settings });
	const data = await executeWorkflow(
		{
			items,
			nodes: [scrubs, plainNode('Done', SINK_TYPE), plainNode('Not Done', SINK_TYPE)],
			connections: {
				// n8n runs a node once for each connection that leads to it.
				Source: { main: [to(...Array<string>(runs).fill(scrubs.name))] },
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

/** The context in which the editor asks an open node for its lists and its form. */
export function editorContext(
	parameters: INodeParameters,
	credentials: ICredentialDataDecryptedObject,
): ILoadOptionsFunctions {
	const scrubs = scrubsNode(parameters);
	const workflow = workflowOf({ nodes: [scrubs], connections: {} });
	const additionalData = { ...additionalDataFor(credentials), currentNodeParameters: parameters };
	const node = workflow.getNode(scrubs.name) ?? scrubs;
	return new LoadOptionsContext(workflow, node, additionalData, '');
}

/** Tests a credential the way n8n does while it is being edited. */
export async function testCredential(data: ICredentialDataDecryptedObject) {
	const context = new CredentialTestContext(
		additionalDataFor(data),
	) as unknown as ICredentialTestFunctions;
	const credential: ICredentialsDecrypted = {
		id: 'c1',
		name: 'Scrubs',
		type: 'scrubsWhatsAppApi',
		data,
	};
	return await new ScrubsWhatsApp().methods.credentialTest.scrubsWhatsAppApiTest.call(
		context,
		credential,
	);
}
