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
	type IWorkflowExecuteAdditionalData,
	type OnError,
} from 'n8n-workflow';

import { ScrubsWhatsAppApi } from '../../credentials/ScrubsWhatsAppApi.credentials';
import { ScrubsWhatsApp } from '../../nodes/ScrubsWhatsApp/ScrubsWhatsApp.node';

/**
 * n8n-core's own engine around the node: real workflow, real contexts, real HTTP helper. Only what n8n keeps in its
 * database, node types and credentials, is handed in here.
 */

const NODE_TYPE = 'n8n-nodes-scrubs-whatsapp.scrubsWhatsApp';
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

	constructor(private readonly data: ICredentialDataDecryptedObject) {
		super();
	}

	getParentTypes = () => [];
	isCredentialUsableByNode = () => true;
	getCredentialsProperties = () => this.type.properties;
	getDecrypted = async () => this.data;
	authenticate = async (data: ICredentialDataDecryptedObject, _type: string, options: unknown) =>
		await this.type.authenticate(data, options as IHttpRequestOptions);
	preAuthentication = async () => undefined;
	runPreAuthentication = async () => undefined;
	updateCredentials = async () => {};
	updateCredentialsOauthTokenData = async () => {};
	getCredentials = async (): Promise<never> =>
		await Promise.reject(new Error('not stored in tests'));
}

const additionalDataFor = (credentials: ICredentialDataDecryptedObject) => {
	const data = {
		credentialsHelper: new Credentials(credentials),
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

function scrubsNode(parameters: INodeParameters, settings: Partial<INode> = {}): INode {
	return {
		id: 'scrubs',
		name: 'Scrubs WhatsApp',
		type: NODE_TYPE,
		typeVersion: 1,
		position: [200, 0],
		parameters,
		credentials: { scrubsWhatsAppApi: { id: 'c1', name: 'Scrubs' } },
		...settings,
	};
}

function workflowOf(scrubs: INode, items: INodeExecutionData[], runs = 1): Workflow {
	const types: Record<string, INodeType> = {
		[NODE_TYPE]: new ScrubsWhatsApp(),
		[SOURCE_TYPE]: sourceNode(items),
		[SINK_TYPE]: sinkNode,
	};
	const nodeTypes = {
		getByName: (type: string) => types[type],
		getByNameAndVersion: (type: string) => types[type],
		getKnownTypes: () => ({}),
	} as INodeTypes;
	const plain = (name: string, type: string): INode => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	});
	const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	const connections: IConnections = {
		// n8n runs a node once for each connection that leads to it.
		Source: { main: [Array.from({ length: runs }, () => to(scrubs.name)).flat()] },
		[scrubs.name]: { main: [to('Done'), to('Not Done')] },
	};
	return new Workflow({
		id: 'w1',
		name: 'Test',
		nodes: [
			plain('Source', SOURCE_TYPE),
			scrubs,
			plain('Done', SINK_TYPE),
			plain('Not Done', SINK_TYPE),
		],
		connections,
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
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
	items = [{}],
	parameters,
	credentials,
	onError,
	settings,
	runs,
}: {
	items?: IDataObject[];
	parameters: INodeParameters;
	credentials: ICredentialDataDecryptedObject;
	onError?: OnError;
	/** Anything else that a workflow keeps of the node. */
	settings?: Partial<INode>;
	/** How often the workflow comes to the node, as in a loop; what comes out is the last time's. */
	runs?: number;
}): Promise<NodeRun> {
	const input = items.map((json) => ({ json }));
	const scrubs = scrubsNode(parameters, { onError, ...settings });
	const workflow = workflowOf(scrubs, input, runs);
	const execution = new WorkflowExecute(additionalDataFor(credentials), 'manual');
	const source = workflow.getNode('Source') ?? undefined;
	const run = await execution.run({ workflow, startNode: source });
	const { runData, error } = run.data.resultData;
	const last = runData[scrubs.name]?.at(-1);
	const [itemsOut, errorItems] = last?.data?.main ?? [];
	return {
		items: itemsOut ?? [],
		json: (itemsOut ?? []).map(({ json }) => json),
		errorItems: errorItems ?? [],
		hints: (last?.hints ?? []).map(({ message }) => message),
		error: error as NodeRun['error'],
		stored: JSON.stringify(run.data),
	};
}

/** The context in which the editor asks an open node for its lists and its form. */
export function editorContext(
	parameters: INodeParameters,
	credentials: ICredentialDataDecryptedObject,
): ILoadOptionsFunctions {
	const scrubs = scrubsNode(parameters);
	const workflow = workflowOf(scrubs, []);
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
