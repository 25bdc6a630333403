import type { IConnection, IDataObject, INode, OnError } from 'n8n-workflow';
import { StandInControl } from '../../../sandbox/api/control/client';
import { credentialType, nodeType } from '../../../sandbox/n8n/N8n';
import { N8nApi } from '../../../sandbox/n8n/N8nApi';
import type { Execution } from '../../../sandbox/n8n/execution';
import type { CredentialReference, WorkflowJson } from '../../../sandbox/n8n/workflow';
import { credentialFor } from '../../support/clinic';
import { whatRuns } from './running';

/** Name of the tested node in the workflows that `workflowOf` makes. */
export const NODE = 'Scrubs';

/** Names of the nodes before the tested node: the trigger, and the one that gives the items. */
export const START = 'When clicking ‘Execute workflow’';
export const ITEMS = 'Items';

/** Names of the nodes that the two outputs of the tested node lead to. */
export const DONE = 'Done';
export const FAILED = 'Failed';

/** n8n and the stand-in, as a test file uses them. */
export interface Sandbox {
	n8n: N8nApi;
	standIn: StandInControl;
	/** A credential with the clinic's API key. */
	credential: CredentialReference;
}

/** Signs in to n8n and saves a credential. */
export async function openSandbox(): Promise<Sandbox> {
	const { n8nUrl, owner, standInUrl } = whatRuns();
	const n8n = new N8nApi(n8nUrl, nodeType);
	await n8n.logIn(owner);
	const credential = await saveCredential(n8n, 'API key');
	return { n8n, standIn: new StandInControl(standInUrl), credential };
}

/** The sandbox of a test file, and what most tests do with it. */
export interface UsedSandbox extends Sandbox {
	/** Saves a workflow with a credential, that with the API key if no other is given. @returns the workflow's ID */
	save(workflow: WorkflowJson, credential?: CredentialReference): Promise<string>;
	/** Saves a workflow as {@link save} does, and runs it to its end. */
	run(workflow: WorkflowJson, credential?: CredentialReference): Promise<Execution>;
}

/** Opens the sandbox for the tests of a file; the stand-in is put back to the start before each. */
export function useSandbox(): UsedSandbox {
	const sandbox = {} as UsedSandbox;
	sandbox.save = async (workflow, credential = sandbox.credential) =>
		await sandbox.n8n.importWorkflow(workflow, credential);
	sandbox.run = async (workflow, credential) =>
		await sandbox.n8n.run(await sandbox.save(workflow, credential));
	beforeAll(async () => {
		Object.assign(sandbox, await openSandbox());
	});
	beforeEach(async () => await sandbox.standIn.reset());
	return sandbox;
}

/** Saves a credential of the demo clinic with some of its fields changed. */
export async function saveCredential(
	n8n: N8nApi,
	name: string,
	changes: IDataObject = {},
): Promise<CredentialReference> {
	const data = { ...credentialFor(whatRuns().standInUrl), ...changes };
	return await n8n.createCredential(name, credentialType, data);
}

/** A workflow that gives the items to the tested node. */
export function workflowOf(
	items: IDataObject[],
	parameters: IDataObject,
	onError: OnError = 'stopWorkflow',
	settings: Partial<INode> = {},
): WorkflowJson {
	return {
		name: 'Test',
		nodes: [
			node(START, 'n8n-nodes-base.manualTrigger', 1, {}),
			node('List', 'n8n-nodes-base.set', 3.4, {
				mode: 'raw',
				jsonOutput: JSON.stringify({ items }),
			}),
			node(ITEMS, 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'items' }),
			{
				...node(NODE, nodeType, 1, parameters),
				credentials: { [credentialType]: { id: null, name: '' } },
				onError,
				...settings,
			},
			node(DONE, 'n8n-nodes-base.noOp', 1, {}),
			node(FAILED, 'n8n-nodes-base.noOp', 1, {}),
		],
		connections: {
			[START]: { main: [to('List')] },
			List: { main: [to(ITEMS)] },
			[ITEMS]: { main: [to(NODE)] },
			[NODE]: { main: [to(DONE), to(FAILED)] },
		},
		settings: { executionOrder: 'v1' },
	};
}

/** A node of a workflow. */
export function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: IDataObject,
): INode {
	return {
		id: name,
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
	};
}

/** A connection of an output to each of these nodes. */
export function to(...nodes: string[]): IConnection[] {
	return nodes.map((name) => ({ node: name, type: 'main', index: 0 }));
}
