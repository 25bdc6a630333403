import {
	CredentialTestContext,
	LazyPackageDirectoryLoader,
	LoadOptionsContext,
	PollContext,
	WorkflowExecute,
} from 'n8n-core';
import {
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeParameters,
	type INodeType,
	type IRun,
	type OnError,
	type ResourceMapperFields,
	type Workflow,
} from 'n8n-workflow';
import { createRequire } from 'module';
import { join } from 'path';

import { additionalDataFor } from './additionalData';
import { NAMES, workflowAround } from './workflow';

/**
 * What the checks can ask of an engine. This runs in a process of its own, in which n8n-core and n8n-workflow are the
 * engine's, with the installed package in the folder that the process was started with.
 */

const CREDENTIAL = 'scrubsWhatsAppApi';
const packageFolder = process.argv[2]!;

/** Loaded the first time that somebody asks, so that a package that does not load is an answer. */
let loading: Promise<LazyPackageDirectoryLoader> | undefined;
const load = async () =>
	await (loading ??= (async () => {
		const loader = new LazyPackageDirectoryLoader(packageFolder);
		await loader.loadAll();
		return loader;
	})());

/** What every question about a node has to say. */
interface Node {
	parameters: INodeParameters;
	credentials: ICredentialDataDecryptedObject;
	/** Name of the node's type in the package. */
	type?: string;
}

async function open(
	{ parameters, credentials, type = 'scrubsWhatsApp' }: Node,
	settings: Partial<INode> = {},
	items?: INodeExecutionData[],
	staticData?: IDataObject,
) {
	const loader = await load();
	const node: INode = {
		id: 'scrubs',
		name: NAMES.node,
		type: `${loader.packageName}.${type}`,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { [CREDENTIAL]: { id: 'c1', name: 'Scrubs' } },
		...settings,
	};
	const loaded = loader.getNode(type).type;
	const workflow = workflowAround(node, loaded, items, staticData);
	return {
		workflow,
		// The workflow's own copy has the defaults of all parameters filled in.
		node: workflow.getNode(node.name)!,
		type: NodeHelpers.getVersionedNodeType(loaded, 1),
		additionalData: additionalDataFor(
			loader.getCredential(CREDENTIAL).type,
			credentials,
			parameters,
		),
	};
}

const versionOf = (requireFrom: NodeJS.Require, name: string) =>
	(requireFrom(`${name}/package.json`) as { version: string }).version;

/** What n8n knows after it has loaded the package, and the versions that are at work. */
export async function describe() {
	const { types, known } = await load();
	return {
		core: versionOf(require, 'n8n-core'),
		/** The n8n-workflow that the package gets. */
		workflow: versionOf(createRequire(join(packageFolder, 'package.json')), 'n8n-workflow'),
		nodes: types.nodes.map(({ name, iconUrl, codex }) => ({ name, iconUrl, codex })),
		credentials: types.credentials.map(({ name }) => name),
		supportedNodes: known.credentials[CREDENTIAL]?.supportedNodes,
	};
}

/** Before n8n 2 the workflow and the node to start at are arguments of their own. */
type PositionalRun = (workflow: Workflow, startNode?: INode) => Promise<IRun>;

/** Runs a workflow with the node in it. */
export async function run({
	items = [{}],
	onError,
	settings,
	...about
}: Node & { items?: IDataObject[]; onError?: OnError; settings?: Partial<INode> }) {
	const input = items.map((json) => ({ json }));
	const { workflow, node, additionalData } = await open(about, { onError, ...settings }, input);
	const execution = new WorkflowExecute(additionalData, 'manual');
	const startNode = workflow.getNode(NAMES.source)!;
	const ended =
		execution.run.length > 1
			? await (execution.run as unknown as PositionalRun).call(execution, workflow, startNode)
			: await execution.run({ workflow, startNode });
	const { runData, error } = ended.data.resultData;
	const last = runData[node.name]?.at(-1);
	const [done, notDone] = last?.data?.main ?? [];
	return {
		items: done ?? [],
		errorItems: notDone ?? [],
		hints: (last?.hints ?? []).map(({ message }) => message),
		error: error && { message: error.message, description: error.description ?? '' },
		/** Everything that n8n would store of the execution. */
		stored: JSON.stringify(ended.data),
	};
}

const methodsOf = <K extends keyof NonNullable<INodeType['methods']>>(type: INodeType, kind: K) =>
	(type.methods?.[kind] ?? {}) as NonNullable<Required<NonNullable<INodeType['methods']>>[K]>;

const editorContext = ({ workflow, node, additionalData }: Awaited<ReturnType<typeof open>>) =>
	new LoadOptionsContext(workflow, node, additionalData, '');

/** Asks for a list, as the editor does for the open node. */
export async function search({
	method,
	filter,
	token,
	...about
}: Node & { method: string; filter?: string; token?: string }): Promise<INodeListSearchResult> {
	const opened = await open(about);
	const list = methodsOf(opened.type, 'listSearch')[method]!;
	return await list.call(editorContext(opened), filter, token);
}

/** Asks for the form of a resource mapper, as the editor does for the open node. */
export async function form({
	method,
	...about
}: Node & { method: string }): Promise<ResourceMapperFields> {
	const opened = await open(about);
	return await methodsOf(opened.type, 'resourceMapping')[method]!.call(editorContext(opened));
}

/** Tests a credential, as n8n does when it is saved. */
export async function testCredential(credentials: ICredentialDataDecryptedObject) {
	const { type, additionalData } = await open({ parameters: {}, credentials });
	const { testedBy } = type.description.credentials!.find(({ name }) => name === CREDENTIAL)!;
	const test = methodsOf(type, 'credentialTest')[testedBy as string]!;
	const context = new CredentialTestContext(additionalData);
	const tested = { id: 'c1', name: 'Scrubs', type: CREDENTIAL, data: credentials };
	return await test.call(context, tested);
}

/**
 * Polls once, as n8n does for an active workflow, or as the editor does when the trigger is tried.
 *
 * @param staticData what the poll before has left behind
 */
export async function poll({
	staticData,
	mode = 'trigger',
	...about
}: Node & { staticData?: IDataObject; mode?: 'trigger' | 'manual' }) {
	const opened = await open(about, {}, [], staticData);
	const { workflow, node, additionalData, type } = opened;
	const activation = mode === 'manual' ? 'manual' : 'activate';
	const context = new PollContext(workflow, node, additionalData, mode, activation);
	const outputs = await type.poll!.call(context);
	return { items: outputs?.[0] ?? null, staticData: workflow.staticData };
}
