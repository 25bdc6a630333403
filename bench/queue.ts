/**
 * Measures several processes of n8n that send for one account at once, in n8n's queue mode: `npm run bench:queue`. Adds its
 * scenarios to bench/results.json, unless shortened: `BENCH_ROUNDS=1`. Needs Debian's redis-server and postgresql.
 */
import type { RecordedRequest } from '../sandbox/api/control/types';
import { CLINIC } from '../sandbox/api/seed';
import { credentialType } from '../sandbox/n8n/N8n';
import { packPackage } from '../sandbox/n8n/pack';
import { QueueN8n } from '../sandbox/queue/QueueN8n';
import { QUEUE_VERSIONS } from '../sandbox/queue/versions';
import { keep, type Measured } from './keep';
import { BareClient, type Rate } from './limit';
import { countOf, medianOf, tableOf, type Result } from './result';
import { startStandInProcess, type StandInProcess } from './standIn';
import { sendWithScrubs } from './workflows';

const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const version = QUEUE_VERSIONS['2.41']!;

/** What the server takes, and how long each answer of it takes, as over the internet. */
const RATE: Rate = { requests: 80, perMs: 1_000 };
const LATENCY_MS = 20;
const RUN_LIMIT_MS = 300_000;
/** Messages of each run, and of each run before the measured ones, for which n8n loads and compiles what it needs. */
const EACH = 250;
const WARM_UP = 10;

/** So many workers, each of which takes so many of the runs. */
const SCENARIOS = [
	{ name: 'queue-2', workers: 2, runsEach: 2 },
	{ name: 'queue-4', workers: 4, runsEach: 1 },
];

const recipientIn = ({ body }: RecordedRequest): string =>
	(body as { recipient_phone_number: string }).recipient_phone_number;

async function prepare({ control }: StandInProcess): Promise<void> {
	await control.reset();
	await control.fault({ kind: 'latency', delayMs: LATENCY_MS, times: 0 });
	await control.rateLimit({ ...RATE, retryAfterSeconds: 1 });
}

/** What the stand-in saw. The time is that from the first message that it took to the last. */
async function resultOf({ control }: StandInProcess, wanted: number): Promise<Result> {
	const requests = await control.requests('sendTemplateMessage');
	const taken = requests.filter(({ effect }) => effect);
	const times = taken.map(({ at }) => Date.parse(at));
	const { peakInFlight, connections } = await control.stats();
	return {
		seconds: (Math.max(...times) - Math.min(...times)) / 1_000,
		cpuSeconds: null,
		peakInFlight,
		connections,
		peakMiB: null,
		silenceSeconds: null,
		...countOf(taken.map(recipientIn), wanted),
	};
}

/** Runs lists of so many recipients each, all at once, to their ends. */
async function together(n8n: QueueN8n, workflowIds: readonly string[]): Promise<void> {
	const executionIds = await Promise.all(workflowIds.map((id) => n8n.api.start(id)));
	for (const id of executionIds) await n8n.api.waitForEnd(id, { timeoutMs: RUN_LIMIT_MS });
}

async function measure(
	standIn: StandInProcess,
	tarball: string,
	{ name, workers, runsEach }: (typeof SCENARIOS)[number],
): Promise<Record<string, Result>> {
	const options = { version, tarball, workers, concurrency: runsEach, log: console.log };
	const n8n = await QueueN8n.start(options);
	try {
		const credential = await n8n.api.createCredential('Benchmark', credentialType, {
			authentication: 'apiKey',
			apiKey: CLINIC.apiKey,
			providerId: CLINIC.providerId,
			baseUrl: standIn.url,
		});
		const runs = workers * runsEach;
		const save = async (count: number) =>
			await Promise.all(
				Array.from({ length: runs }, (_, run) =>
					n8n.api.importWorkflow(sendWithScrubs(count, run * count), credential),
				),
			);
		await prepare(standIn);
		await together(n8n, await save(WARM_UP));
		const workflowIds = await save(EACH);
		const results: Result[] = [];
		const limits: Result[] = [];
		for (let round = 1; round <= rounds; round++) {
			await prepare(standIn);
			const client = new BareClient(standIn.url, 32);
			await client.sendAll(runs * EACH, RATE);
			client.close();
			limits.push(await resultOf(standIn, runs * EACH));
			await prepare(standIn);
			await together(n8n, workflowIds);
			const result = await resultOf(standIn, runs * EACH);
			results.push(result);
			console.log(`  ${name}, round ${round}: ${result.seconds.toFixed(2)} s`);
		}
		return { limit: medianOf(limits), scrubs: medianOf(results) };
	} finally {
		await n8n.stop();
	}
}

async function main(): Promise<void> {
	const tarball = await packPackage();
	const standIn = await startStandInProcess();
	const measured: Measured = {};
	try {
		for (const scenario of SCENARIOS) {
			measured[scenario.name] = await measure(standIn, tarball, scenario);
		}
	} finally {
		await standIn.stop();
	}
	console.log(`\n${tableOf(measured)}`);
	if (rounds < 3) return;
	const { version: n8n } = await version.install(console.log);
	keep(n8n, rounds, measured);
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
