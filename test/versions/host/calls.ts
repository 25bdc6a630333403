import { LazyPackageDirectoryLoader } from 'n8n-core';
import {
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INodeListSearchResult,
	type INodeParameters,
	type ResourceMapperFields,
} from 'n8n-workflow';
import { createRequire } from 'module';

import * as editor from '../../engine/editor';
import { ACTION, type LoadedPackage } from '../../engine/LoadedPackage';
import { PolledWorkflow } from '../../engine/PolledWorkflow';
import { runNode, type NodeRun, type RunRequest } from '../../engine/run';

/**
 * What the checks can ask of an engine. This runs in a process of its own, in which n8n-core and n8n-workflow are the
 * engine's, with the installed package in the folder that the process was started with.
 */

const packageFolder = process.argv[2]!;

/** Loaded the first time that somebody asks, so that a package that does not load is an answer. */
let loading: Promise<LazyPackageDirectoryLoader> | undefined;
const load = async () =>
	await (loading ??= (async () => {
		const loader = new LazyPackageDirectoryLoader(packageFolder);
		await loader.loadAll();
		return loader;
	})());

async function loaded(): Promise<LoadedPackage> {
	const loader = await load();
	const nodes = loader.types.nodes.map(({ name }) => {
		const { type } = loader.getNode(name);
		return [name, NodeHelpers.getVersionedNodeType(type, 1)] as const;
	});
	const [credential] = loader.types.credentials;
	return {
		nodes: Object.fromEntries(nodes),
		credential: loader.getCredential(credential!.name).type,
	};
}

const versionOf = (requireFrom: NodeJS.Require, name: string) =>
	(requireFrom(`${name}/package.json`) as { version: string }).version;

/** What n8n knows after it has loaded the package, and the version of n8n-workflow that the package gets. */
export async function describe() {
	const { types, known, packageName } = await load();
	return {
		packageName,
		workflow: versionOf(createRequire(`${packageFolder}/package.json`), 'n8n-workflow'),
		nodes: types.nodes.map(({ name, iconUrl, codex }) => ({ name, iconUrl, codex })),
		credentials: types.credentials.map(({ name }) => name),
		supportedNodes: types.credentials.flatMap(
			({ name }) => known.credentials[name]?.supportedNodes ?? [],
		),
	};
}

/** Runs a workflow with the node in it. */
export async function run(request: RunRequest) {
	const { error, ...rest }: NodeRun = await runNode(await loaded(), request);
	// An error does not come through whole to the other process.
	return {
		...rest,
		error: error && { message: error.message, description: error.description ?? '' },
	};
}

/** What every question about a node has to say. */
interface Question {
	parameters: INodeParameters;
	credentials: ICredentialDataDecryptedObject;
}

async function ask({ parameters, credentials }: Question) {
	const sources = await loaded();
	return {
		methods: sources.nodes[ACTION]!.methods!,
		context: editor.editorContext(sources, parameters, credentials),
	};
}

/** Asks for a list, as the editor does for the open node. */
export async function search({
	method,
	filter,
	token,
	...question
}: Question & { method: string; filter?: string; token?: string }): Promise<INodeListSearchResult> {
	const { methods, context } = await ask(question);
	return await methods.listSearch![method]!.call(context, filter, token);
}

/** Asks for the form of a resource mapper, as the editor does for the open node. */
export async function form({
	method,
	...question
}: Question & { method: string }): Promise<ResourceMapperFields> {
	const { methods, context } = await ask(question);
	return await methods.resourceMapping![method]!.call(context);
}

/** Tests a credential, as n8n does when it is saved. */
export async function testCredential(credentials: ICredentialDataDecryptedObject) {
	return await editor.testCredential(await loaded(), credentials);
}

const polled: PolledWorkflow[] = [];

/** Activates a workflow with the trigger. @returns its number, and what the first poll starts it with */
export async function activate({ parameters, credentials }: Question) {
	const workflow = new PolledWorkflow(await loaded(), parameters, credentials);
	const items = await workflow.activate();
	return { workflow: polled.push(workflow) - 1, items };
}

/** Polls once for an active workflow. @returns what it is started with, none for no start */
export async function poll(workflow: number): Promise<IDataObject[]> {
	return await polled[workflow]!.poll();
}

/** Polls once as the editor does when the trigger is tried. */
export async function fetchTestEvent({ parameters, credentials }: Question) {
	return await new PolledWorkflow(await loaded(), parameters, credentials).fetchTestEvent();
}
