import axios, { type AxiosInstance } from 'axios';
import { Agent } from 'http';
import { setTimeout as sleep } from 'timers/promises';
import { readExecution, type Execution, type StoredExecution } from '../sandbox/n8n/execution';
import type { RealN8n } from '../sandbox/n8n/N8n';

const pollMs = 500;
const going = ['new', 'running', 'waiting'];

/**
 * Runs workflows and asks seldom, and without the data, whether they have ended: what n8n spends on the answers would count
 * as the workflow's.
 */
export class Executions {
	private constructor(private readonly http: AxiosInstance) {}

	/** Signs in. */
	static async of({ url, owner }: RealN8n): Promise<Executions> {
		const http = axios.create({
			baseURL: `${url}/rest`,
			proxy: false,
			maxBodyLength: Infinity,
			// A busy n8n may close a kept connection just as the next request goes out.
			httpAgent: new Agent({ keepAlive: false }),
		});
		const { email, password } = owner;
		const { headers } = await http.post('/login', { emailOrLdapLoginId: email, password });
		const cookies = headers['set-cookie'] ?? [];
		http.defaults.headers.common.Cookie = cookies.map((one) => one.split(';')[0]).join('; ');
		return new Executions(http);
	}

	/** Runs a saved workflow to its end. @returns the execution's ID */
	async run(workflowId: string, trigger: string): Promise<string> {
		const started = await this.http.post<{ data: { executionId: string } }>(
			`/workflows/${workflowId}/run`,
			{ triggerToStartFrom: { name: trigger } },
		);
		const id = started.data.data.executionId;
		const params = { filter: JSON.stringify({ workflowId }), limit: 1 };
		for (;;) {
			await sleep(pollMs);
			const { data } = await this.http.get<ExecutionList>('/executions', { params });
			const latest = data.data.results.find((one) => one.id === id);
			if (latest && !going.includes(latest.status)) return id;
		}
	}

	/** An execution that has ended, with its data. */
	async read(id: string): Promise<Execution> {
		const { data } = await this.http.get<{ data: StoredExecution }>(`/executions/${id}`);
		return readExecution(data.data);
	}
}

interface ExecutionList {
	data: { results: Array<{ id: string; status: string }> };
}
