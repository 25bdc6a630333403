import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import type {
	ICredentialType,
	IDataObject,
	INodeListSearchResult,
	INodeTypeDescription,
	ResourceMapperFields,
} from 'n8n-workflow';
import { setTimeout as sleep } from 'timers/promises';
import { readExecution, type Execution, type StoredExecution } from './execution';
import { withCredential, type CredentialReference, type WorkflowJson } from './workflow';

const pollMs = 100;
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
	/** Path of the parameter that asks, e.g. `parameters.senderPhoneNumber`. */
	path: string;
	methodName: string;
	/** The node's parameters as they stand in the editor. */
	parameters: IDataObject;
	credential?: CredentialReference;
	filter?: string;
	paginationToken?: string;
}

/** n8n's REST interface, used as the editor uses it. */
export class N8nApi {
	private readonly http: AxiosInstance;

	constructor(
		url: string,
		private readonly nodeType: string,
	) {
		// No proxy: this only ever talks to the own machine.
		this.http = axios.create({ baseURL: url, proxy: false, validateStatus: () => true });
	}

	/** Whether n8n answers its own editor, which it does once everything is loaded. */
	async isReady(): Promise<boolean> {
		try {
			const health = await this.http.get('/healthz/readiness', { timeout: 2_000 });
			if (health.status !== 200) return false;
			const settings = await this.http.get('/rest/settings', { timeout: 2_000 });
			return settings.status === 200 && typeof settings.data === 'object';
		} catch {
			return false;
		}
	}

	/** Makes the first user of a new n8n. */
	async setUpOwner(owner: Owner): Promise<void> {
		await this.post('/rest/owner/setup', { ...owner, firstName: 'Sandbox', lastName: 'Owner' });
	}

	/** Signs in; every request after it is this user's. */
	async logIn({ email, password }: Owner): Promise<void> {
		const credentials = { emailOrLdapLoginId: email, password };
		const answer = await this.send('POST', '/rest/login', credentials);
		this.unwrap(answer);
		const cookies = answer.headers['set-cookie'] ?? [];
		this.http.defaults.headers.common.Cookie = cookies.map((one) => one.split(';')[0]).join('; ');
	}

	/** Every node type that n8n has loaded. */
	async nodeTypes(): Promise<INodeTypeDescription[]> {
		return await this.get('/types/nodes.json');
	}

	/** Every credential type that n8n has loaded. */
	async credentialTypes(): Promise<ICredentialType[]> {
		return await this.get('/types/credentials.json');
	}

	/** What the editor knows of an operation's output before it has run, as a JSON Schema. */
	async outputSchema(resource: string, operation: string): Promise<IDataObject> {
		return await this.get(`/schemas/${this.nodeType}/1.0.0/${resource}/${operation}.json`);
	}

	/** Saves a credential. */
	async createCredential(
		name: string,
		type: string,
		data: IDataObject,
	): Promise<CredentialReference> {
		const { id } = await this.post<{ id: string }>('/rest/credentials', { name, type, data });
		return { id, name, type };
	}

	/** A saved credential's fields as the editor gets them: with the secrets blanked. */
	async readCredential({ id }: CredentialReference): Promise<IDataObject> {
		const path = `/rest/credentials/${id}?includeData=true`;
		return (await this.get<{ data: IDataObject }>(path)).data;
	}

	/** Tests a saved credential, as the editor does when one is opened. */
	async testCredential(credential: CredentialReference): Promise<CredentialTest> {
		const data = await this.readCredential(credential);
		return await this.post('/rest/credentials/test', { credentials: { ...credential, data } });
	}

	/** Saves a workflow, with the credential in every node that wants one of its type; gives the id. */
	async importWorkflow(workflow: WorkflowJson, credential?: CredentialReference): Promise<string> {
		const body = credential ? withCredential(workflow, credential) : workflow;
		return (await this.post<{ id: string }>('/rest/workflows', body)).id;
	}

	/** Runs a saved workflow from its trigger and waits for the end, good or bad. */
	async run(workflowId: string, options: RunOptions = {}): Promise<Execution> {
		return await this.waitForEnd(await this.start(workflowId, options), options);
	}

	/** Starts a saved workflow from its trigger; gives the execution's id. */
	async start(workflowId: string, { trigger }: RunOptions = {}): Promise<string> {
		const { executionId } = await this.post<{ executionId: string }>(
			`/rest/workflows/${workflowId}/run`,
			{ triggerToStartFrom: { name: trigger ?? 'When clicking ‘Execute workflow’' } },
		);
		return executionId;
	}

	/** Retries an execution that ended badly, as the editor's list of executions does; waits for the end. */
	async retry(executionId: string, options: RunOptions = {}): Promise<Execution> {
		const retried = await this.post<{ id: string }>(`/rest/executions/${executionId}/retry`, {
			loadWorkflow: false,
		});
		return await this.waitForEnd(retried.id, options);
	}

	/** Stops an execution. */
	async stopExecution(executionId: string): Promise<void> {
		await this.post(`/rest/executions/${executionId}/stop`, {});
	}

	/** Waits until an execution has ended, good or bad. */
	async waitForEnd(
		executionId: string,
		{ timeoutMs = 60_000 }: RunOptions = {},
	): Promise<Execution> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const stored = await this.get<StoredExecution>(`/rest/executions/${executionId}`);
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

	private async dynamic<T>(endpoint: string, request: DynamicRequest): Promise<T> {
		const { parameters, credential, ...rest } = request;
		return await this.post(`/rest/dynamic-node-parameters/${endpoint}`, {
			...rest,
			nodeTypeAndVersion: { name: this.nodeType, version: 1 },
			currentNodeParameters: parameters,
			credentials: credential && {
				[credential.type]: { id: credential.id, name: credential.name },
			},
		});
	}

	private async get<T>(path: string): Promise<T> {
		return this.unwrap(await this.send('GET', path));
	}

	private async post<T>(path: string, body: unknown): Promise<T> {
		return this.unwrap(await this.send('POST', path, body));
	}

	private async send(method: string, url: string, data?: unknown): Promise<AxiosResponse> {
		try {
			return await this.http.request({ method, url, data });
		} catch (error) {
			// axios' own error holds the whole request, with passwords and cookies.
			throw new Error(`n8n did not answer ${method} ${url}: ${(error as Error).message}`);
		}
	}

	/** Takes n8n's envelope off; an error becomes an Error with n8n's words. */
	private unwrap<T>({ status, data, config }: AxiosResponse): T {
		if (status >= 400) {
			const said = (data as { message?: string }).message ?? JSON.stringify(data);
			throw new Error(
				`n8n answered ${status} to ${config.method?.toUpperCase()} ${config.url}: ${said}`,
			);
		}
		const body = data as { data?: T };
		return Array.isArray(data) || body.data === undefined ? (data as T) : body.data;
	}
}

export interface RunOptions {
	/** Name of the node to start from; by default that of a manual trigger as the editor names it. */
	trigger?: string;
	timeoutMs?: number;
}
