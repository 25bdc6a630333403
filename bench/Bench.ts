import { performance } from 'perf_hooks';
import { setTimeout as sleep } from 'timers/promises';
import type { CredentialReference, WorkflowJson } from '../sandbox/n8n/workflow';
import type { RecordedRequest } from '../sandbox/api/control/types';
import { CLINIC } from '../sandbox/api/seed';
import { outputOf, type Execution } from '../sandbox/n8n/execution';
import { credentialType, type RealN8n } from '../sandbox/n8n/N8n';
import { Executions } from './Executions';
import { BareClient } from './limit';
import { ProcessStats } from './processStats';
import { countOf, type Result } from './result';
import { Silence } from './Silence';
import type { StandInProcess } from './standIn';
import { MEASURED, TRIGGER } from './workflows';

/** So many requests show that a run is sending. */
const UNDER_WAY = 20;

/** What a run has to do, and how it is judged. */
export interface Task {
	/** How many messages there are to send or to read. */
	wanted: number;
	/** Puts the stand-in into the state in which the task starts. */
	prepare: () => Promise<void>;
}

/** Measures runs in one n8n against one stand-in. */
export class Bench {
	private constructor(
		readonly n8n: RealN8n,
		readonly standIn: StandInProcess,
		private readonly executions: Executions,
		private readonly credential: CredentialReference,
	) {}

	/** Signs in to n8n and saves the credential. */
	static async open(n8n: RealN8n, standIn: StandInProcess): Promise<Bench> {
		const credential = await n8n.api.createCredential('Benchmark', credentialType, {
			authentication: 'apiKey',
			apiKey: CLINIC.apiKey,
			providerId: CLINIC.providerId,
			baseUrl: standIn.url,
		});
		return new Bench(n8n, standIn, await Executions.of(n8n), credential);
	}

	/** Saves a workflow and runs it once. @returns its ID */
	async once(workflow: WorkflowJson): Promise<string> {
		const id = await this.n8n.api.importWorkflow(workflow, this.credential);
		await this.executions.run(id, TRIGGER);
		return id;
	}

	/** Runs a workflow that sends or reads. @param place the saved workflow that it takes the place of */
	async workflow(
		{ wanted, prepare }: Task,
		workflow: WorkflowJson,
		place?: string,
	): Promise<Result> {
		const { api } = this.n8n;
		if (place) await api.changeWorkflow(place, workflow, this.credential);
		const id = place ?? (await api.importWorkflow(workflow, this.credential));
		await prepare();
		const used = new ProcessStats(this.n8n.pid);
		const silence = new Silence(this.n8n.url);
		const executionId = await this.executions.run(id, TRIGGER);
		const silenceSeconds = await silence.end();
		const [cpuSeconds, peakMiB] = [used.cpuSeconds(), used.peakMiB()];
		const execution = await this.executions.read(executionId);
		const found = await this.found(execution);
		const { peakInFlight, connections } = await this.standIn.control.stats();
		return {
			seconds: secondsOf(execution),
			cpuSeconds,
			peakInFlight,
			connections,
			peakMiB,
			silenceSeconds,
			...countOf(found, wanted),
		};
	}

	/** Runs workflows that send, all at once. The time is that from the first message that arrives to the last. */
	async together({ wanted, prepare }: Task, workflows: WorkflowJson[]): Promise<Result> {
		const ids: string[] = [];
		for (const workflow of workflows) {
			ids.push(await this.n8n.api.importWorkflow(workflow, this.credential));
		}
		await prepare();
		const used = new ProcessStats(this.n8n.pid);
		const silence = new Silence(this.n8n.url);
		await Promise.all(ids.map(async (id) => await this.executions.run(id, TRIGGER)));
		const silenceSeconds = await silence.end();
		const [cpuSeconds, peakMiB] = [used.cpuSeconds(), used.peakMiB()];
		const requests = await this.standIn.control.requests('sendTemplateMessage');
		const times = requests.map(({ at }) => Date.parse(at));
		const { peakInFlight, connections } = await this.standIn.control.stats();
		return {
			seconds: (Math.max(...times) - Math.min(...times)) / 1_000,
			cpuSeconds,
			peakInFlight,
			connections,
			peakMiB,
			silenceSeconds,
			...countOf(await this.sent(), wanted),
		};
	}

	/**
	 * Runs one workflow, and while it sends, others, each with a message of its own, one after the other. The time is the longest
	 * from the start of one of these until its message arrives.
	 * @param singles the workflows, by the recipient of their message
	 */
	async beside(
		{ prepare }: Task,
		many: WorkflowJson,
		singles: ReadonlyMap<string, WorkflowJson>,
	): Promise<Result> {
		const { api, url } = this.n8n;
		const { control } = this.standIn;
		const manyId = await api.importWorkflow(many, this.credential);
		const singleIds: Array<[string, string]> = [];
		for (const [recipient, single] of singles) {
			singleIds.push([recipient, await api.importWorkflow(single, this.credential)]);
		}
		await prepare();
		const executionId = await api.start(manyId, { trigger: TRIGGER });
		while ((await control.stats()).requests < UNDER_WAY) await sleep(100);
		const silence = new Silence(url);
		const begun = new Map<string, number>();
		for (const [recipient, id] of singleIds) {
			begun.set(recipient, Date.now());
			await this.executions.run(id, TRIGGER);
		}
		const silenceSeconds = await silence.end();
		await api.stopExecution(executionId);
		const requests = await control.requests('sendTemplateMessage');
		const arrived = requests.filter((one) => one.effect && begun.has(recipientIn(one)));
		const waits = arrived.map((one) => Date.parse(one.at) - begun.get(recipientIn(one))!);
		const { peakInFlight, connections } = await control.stats();
		return {
			seconds: Math.max(...waits) / 1_000,
			cpuSeconds: null,
			peakInFlight,
			connections,
			peakMiB: null,
			silenceSeconds,
			...countOf(arrived.map(recipientIn), singles.size),
		};
	}

	/** Lets the bare client do the same. @param concurrency requests in flight at once: as many as make it fastest */
	async limit(
		{ wanted, prepare }: Task,
		work: (client: BareClient) => Promise<string[] | void>,
		concurrency: number,
	): Promise<Result> {
		await prepare();
		const client = new BareClient(this.standIn.url, concurrency);
		const start = performance.now();
		const read = await work(client);
		const seconds = (performance.now() - start) / 1_000;
		client.close();
		const { peakInFlight, connections } = await this.standIn.control.stats();
		return {
			seconds,
			cpuSeconds: null,
			peakInFlight,
			connections,
			peakMiB: null,
			silenceSeconds: null,
			...countOf(read ?? (await this.sent()), wanted),
		};
	}

	/** The recipients of all that was sent, or the IDs of all that was read. */
	private async found(execution: Execution): Promise<string[]> {
		const rows = MEASURED.flatMap((name) => outputOf(execution, name));
		// A message that was sent has an ID, too, and the template it was made from.
		const read = rows.filter(
			({ json }) => !('template_name' in json) && json.status !== 'notFound',
		);
		const ids = read.map(({ json }) => json.message_id).filter((id) => typeof id === 'string');
		return ids.length > 0 ? ids : await this.sent();
	}

	private async sent(): Promise<string[]> {
		const requests = await this.standIn.control.requests('sendTemplateMessage');
		return requests.filter(({ effect }) => effect).map(recipientIn);
	}
}

function recipientIn({ body }: RecordedRequest): string {
	return (body as { recipient_phone_number: string }).recipient_phone_number;
}

function secondsOf({ data: { resultData } }: Execution): number {
	const runs = MEASURED.flatMap((name) => resultData.runData[name] ?? []);
	if (runs.length === 0) throw new Error(`The workflow failed early: ${resultData.error?.message}`);
	return runs.reduce((sum, { executionTime }) => sum + executionTime, 0) / 1_000;
}
