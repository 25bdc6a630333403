import {
	ExecutionStatusList,
	type ICredentialType,
	type IDataObject,
	type INodeListSearchResult,
	type INodeTypeDescription,
	type ResourceMapperFields,
} from 'n8n-workflow';
import { setTimeout as sleep } from 'timers/promises';
import {
	readExecution,
	type Execution,
	type ExecutionSummary,
	type StoredExecution,
} from './execution';
import { N8nHttp } from './N8nHttp';
import { withCredential, type CredentialReference, type WorkflowJson } from './workflow';

const pollMs = 100;
const publicationLimitMs = 60_000;
const endStates = ['success', 'error', 'crashed', 'canceled'];

export interface Owner {
	email: string;
	password: string;
}

export interface CredentialTest {
	status: 'OK' | 'Error';
	message: string;
}

/** What the editor sends along when a field of a node asks for its choices. */
export interface DynamicRequest {
	/** The full name of the type of the node; by default that of the one which does not start workflows. */
	nodeType?: string;
	/** Path of the parameter that asks, e.g. `parameters.senderPhoneNumber`. */
	path: string;
	methodName: string;
	/** The node's parameters as they stand in the editor. */
	parameters: IDataObject;
	credential?: CredentialReference;
	filter?: string;
	paginationToken?: string;
}

/** What n8n says of the triggers of a workflow. */
interface Publication {
	status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	triggers: Array<{ errorMessage: string | null }>;
}

/** n8n's REST interface, used as the editor uses it. */
export class N8nApi {
	private readonly http: N8nHttp;

	constructor(
		url: string,
		private readonly nodeType: string,
	) {
		this.http = new N8nHttp(url);
	}

	/** Whether n8n answers its own editor, which it does once everything is loaded. */
	async isReady(): Promise<boolean> {
		return await this.http.isReady();
	}

	/** Makes the first user of a new n8n. */
	async setUpOwner(owner: Owner): Promise<void> {
		await this.http.post('/rest/owner/setup', {
			...owner,
			firstName: 'Sandbox',
			lastName: 'Owner',
		});
	}

	/** Signs in; every request after it is this user's. */
	async logIn({ email, password }: Owner): Promise<void> {
		await this.http.logIn(email, password);
	}

	/** Every node type that n8n has loaded. */
	async nodeTypes(): Promise<INodeTypeDescription[]> {
		return await this.http.get('/types/nodes.json');
	}

	/** Every credential type that n8n has loaded. */
	async credentialTypes(): Promise<ICredentialType[]> {
		return await this.http.get('/types/credentials.json');
	}

	/** What the editor knows of an operation's output before it has run, as a JSON Schema. */
	async outputSchema(resource: string, operation: string): Promise<IDataObject> {
		return await this.http.get(`/schemas/${this.nodeType}/1.0.0/${resource}/${operation}.json`);
	}

	/** Saves a credential. */
	async createCredential(
		name: string,
		type: string,
		data: IDataObject,
	): Promise<CredentialReference> {
		const { id } = await this.http.post<{ id: string }>('/rest/credentials', { name, type, data });
		return { id, name, type };
	}

	/** A saved credential's fields as the editor gets them: with the secrets blanked. */
	async readCredential({ id }: CredentialReference): Promise<IDataObject> {
		const path = `/rest/credentials/${id}?includeData=true`;
		return (await this.http.get<{ data: IDataObject }>(path)).data;
	}

	/** Tests a saved credential, as the editor does when one is opened. */
	async testCredential(credential: CredentialReference): Promise<CredentialTest> {
		const data = await this.readCredential(credential);
		return await this.http.post('/rest/credentials/test', { credentials: { ...credential, data } });
	}

	/** Saves a workflow, with the credential in every node that wants one of its type; gives the id. */
	async importWorkflow(workflow: WorkflowJson, credential?: CredentialReference): Promise<string> {
		const body = credential ? withCredential(workflow, credential) : workflow;
		return (await this.http.post<{ id: string }>('/rest/workflows', body)).id;
	}

	/** Gives a saved workflow other nodes; what n8n remembers for nodes with the same IDs stays. */
	async changeWorkflow(
		workflowId: string,
		workflow: WorkflowJson,
		credential?: CredentialReference,
	): Promise<void> {
		const body = credential ? withCredential(workflow, credential) : workflow;
		await this.http.patch(`/rest/workflows/${workflowId}`, body);
	}

	/**
	 * Publishes a saved workflow as it is now: from then on its trigger runs it.
	 * @throws Error with n8n's words when the trigger does not start
	 */
	async activate(workflowId: string): Promise<void> {
		const path = `/rest/workflows/${workflowId}`;
		const { versionId } = await this.http.get<{ versionId: string }>(path);
		await this.http.post(`${path}/activate`, { versionId });
		const { status, triggers } = await this.whenPublished(workflowId);
		if (status === 'published') return;
		const reasons = triggers.map(({ errorMessage }) => errorMessage ?? '').join(' ');
		throw new Error(`Workflow ${workflowId} is ${status} after its activation: ${reasons}`);
	}

	/** Takes the publication of a workflow back: its trigger does not run it any more. */
	async deactivate(workflowId: string): Promise<void> {
		await this.http.post(`/rest/workflows/${workflowId}/deactivate`, {});
		await this.whenPublished(workflowId);
	}

	/** A workflow's executions without their data, the newest first; 100 at most. */
	async executionsOf(workflowId: string): Promise<ExecutionSummary[]> {
		// Without states n8n asks its database twice, for those under way and for the others: one that ends in between is in neither.
		const filter = JSON.stringify({ workflowId, status: ExecutionStatusList });
		const query = new URLSearchParams({ filter, limit: '100' });
		const { results } = await this.http.get<{ results: ExecutionSummary[] }>(
			`/rest/executions?${query.toString()}`,
		);
		return results.sort((one, other) => Number(other.id) - Number(one.id));
	}

	/** An execution with its data, whether it has ended or not. */
	async execution(executionId: string): Promise<Execution> {
		return readExecution(await this.http.get(`/rest/executions/${executionId}`));
	}

	/** Runs a saved workflow from its trigger and waits for the end, good or bad. */
	async run(workflowId: string, options: RunOptions = {}): Promise<Execution> {
		return await this.waitForEnd(await this.start(workflowId, options), options);
	}

	/** Starts a saved workflow from its trigger; gives the execution's id. */
	async start(workflowId: string, { trigger }: RunOptions = {}): Promise<string> {
		const { executionId } = await this.http.post<{ executionId: string }>(
			`/rest/workflows/${workflowId}/run`,
			{ triggerToStartFrom: { name: trigger ?? 'When clicking ‘Execute workflow’' } },
		);
		return executionId;
	}

	/** Retries an execution that ended badly, as the editor's list of executions does; waits for the end. */
	async retry(executionId: string, options: RunOptions = {}): Promise<Execution> {
		const retried = await this.http.post<{ id: string }>(`/rest/executions/${executionId}/retry`, {
			loadWorkflow: false,
		});
		return await this.waitForEnd(retried.id, options);
	}

	/** Stops an execution. */
	async stopExecution(executionId: string): Promise<void> {
		await this.http.post(`/rest/executions/${executionId}/stop`, {});
	}

	/** Waits until an execution has ended, good or bad. */
	async waitForEnd(
		executionId: string,
		{ timeoutMs = 60_000 }: RunOptions = {},
	): Promise<Execution> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const stored = await this.http.get<StoredExecution>(`/rest/executions/${executionId}`);
			if (endStates.includes(stored.status)) return readExecution(stored);
			if (Date.now() > deadline) {
				throw new Error(
					`Execution ${executionId} is still ${stored.status} after ${timeoutMs} ms.`,
				);
			}
			await sleep(pollMs);
		}
	}

	/** The entries of a resource locator's list. */
	async searchList(request: DynamicRequest): Promise<INodeListSearchResult> {
		return await this.dynamic('resource-locator-results', request);
	}

	/** The fields of a resource mapper's form. */
	async mapperFields(request: DynamicRequest): Promise<ResourceMapperFields> {
		return await this.dynamic('resource-mapper-fields', request);
	}

	/** Waits for n8n to have done what a change of the publication asks for, which it does in the background. */
	protected async whenPublished(workflowId: string): Promise<Publication> {
		const path = `/rest/workflows/${workflowId}/publication-status`;
		const deadline = Date.now() + publicationLimitMs;
		for (;;) {
			const publication = await this.http.get<Publication>(path);
			if (publication.status !== 'in_progress') return publication;
			if (Date.now() > deadline)
				throw new Error(`Workflow ${workflowId} is still being published.`);
			await sleep(pollMs);
		}
	}

	private async dynamic<T>(endpoint: string, request: DynamicRequest): Promise<T> {
		const { parameters, credential, nodeType = this.nodeType, ...rest } = request;
		return await this.http.post(`/rest/dynamic-node-parameters/${endpoint}`, {
			...rest,
			nodeTypeAndVersion: { name: nodeType, version: 1 },
			currentNodeParameters: parameters,
			credentials: credential && {
				[credential.type]: { id: credential.id, name: credential.name },
			},
		});
	}
}

export interface RunOptions {
	/** Name of the node to start from; by default that of a manual trigger as the editor names it. */
	trigger?: string;
	timeoutMs?: number;
}
