import { recipientOf } from './api';
import type { Bench, Task } from './Bench';
import { BareClient, type Rate } from './limit';
import type { Result } from './result';
import {
	fillMemory,
	lookUpWithScrubs,
	readWithHttp,
	readWithScrubs,
	sendWithHttp,
	sendWithHttpAndCredential,
	sendWithScrubs,
} from './workflows';

/** How long each answer takes, as over the internet; a server at its limit answers 429 at once. */
const LATENCY_MS = 20;

/** What the throttled server takes. */
const RATE: Rate = { requests: 80, perMs: 1_000 };

/** Puts the stand-in back to the start, with answers that take their time. @param rate what it takes; null for no limit */
const reset =
	({ standIn: { control } }: Bench, rate: Rate | null) =>
	async (): Promise<void> => {
		await control.reset();
		await control.fault({ kind: 'latency', delayMs: LATENCY_MS, times: 0 });
		await control.rateLimit(rate && { ...rate, retryAfterSeconds: 1 });
	};

/** Several ways to the same end, to be run in turn. */
export interface Scenario {
	name: string;
	/** Once, before the first round. @returns what measures each competitor */
	open: (bench: Bench) => Promise<Record<string, () => Promise<Result>>>;
}

/** So many messages n8n's HTTP Request node sends at once without ending n8n. */
const MOST_BY_HTTP = 5_000;

/** Sends to so many recipients, to a server with or without a limit. */
export const sending = (count: number, isThrottled: boolean): Scenario => ({
	name: `${isThrottled ? 'throttled' : 'unthrottled'}-${count}`,
	async open(bench) {
		const { url } = bench.standIn;
		const rate = isThrottled ? RATE : undefined;
		const task: Task = { wanted: count, prepare: reset(bench, rate ?? null) };
		const batching = { batch: { batchSize: RATE.requests, batchInterval: RATE.perMs } };
		const http = async (options = {}): Promise<Result> =>
			await bench.workflow(task, sendWithHttp(count, url, options));
		return {
			limit: () => bench.limit(task, (client) => client.sendAll(count, rate), rate ? 32 : 64),
			scrubs: () => bench.workflow(task, sendWithScrubs(count)),
			...(count <= MOST_BY_HTTP && { httpRequest: () => http() }),
			...(count === MOST_BY_HTTP &&
				!isThrottled && {
					httpRequestCredential: () => bench.workflow(task, sendWithHttpAndCredential(count, url)),
				}),
			// Without a limit there is nothing to tune: its best is as it comes.
			...(isThrottled && { httpRequestTuned: () => http({ batching }) }),
		};
	},
});

/** Sends with "Send Only Once Per", from a node that remembers so many earlier messages. */
export const remembering = (count: number, remembered: number): Scenario => ({
	name: `once-${count}-of-${remembered}`,
	async open(bench) {
		const place = await bench.once(fillMemory(remembered));
		const task: Task = { wanted: count, prepare: reset(bench, null) };
		const options = {
			sendOncePer: '={{ $json.phone }}',
			sendOnceHistory: remembered,
		};
		let from = 0;
		return {
			scrubs: () => bench.workflow(task, sendWithScrubs(count, (from += count), options), place),
		};
	},
});

/** Sends in several executions at once, to a server with a limit. */
export const concurrently = (runs: number, each: number): Scenario => ({
	name: `concurrent-${runs}x${each}`,
	async open(bench) {
		const task: Task = { wanted: runs * each, prepare: reset(bench, RATE) };
		const workflows = Array.from({ length: runs }, (_, run) => sendWithScrubs(each, run * each));
		return {
			limit: () => bench.limit(task, (client) => client.sendAll(runs * each, RATE), 32),
			scrubs: () => bench.together(task, workflows),
		};
	},
});

/** How many messages are sent one by one beside a long run. */
const SINGLES = 10;

/** Sends single messages while another run sends many, to a server with a limit. */
export const besideMany = (count: number): Scenario => ({
	name: `single-beside-${count}`,
	async open(bench) {
		const task: Task = { wanted: SINGLES, prepare: reset(bench, RATE) };
		const singles = new Map(
			Array.from({ length: SINGLES }, (_, index) => [
				recipientOf(count + index),
				sendWithScrubs(1, count + index),
			]),
		);
		return { scrubs: () => bench.beside(task, sendWithScrubs(count), singles) };
	},
});

/** Looks up what became of a message to each of so many recipients, at a server with a limit. */
export const lookingUp = (count: number): Scenario => ({
	name: `status-${count}`,
	async open(bench) {
		const { url, control } = bench.standIn;
		await control.reset();
		await control.clearConversations();
		const filler = new BareClient(url, 16);
		await filler.sendAll(count);
		const ids: string[] = [];
		for (let index = 0; index < count; index++) {
			const [latest] = await filler.readAll(await filler.conversationWith(recipientOf(index)));
			ids.push(latest!);
		}
		filler.close();
		await control.fault({ kind: 'latency', delayMs: LATENCY_MS, times: 0 });
		const task: Task = {
			wanted: count,
			async prepare() {
				await control.clearRequests();
				await control.rateLimit({ ...RATE, retryAfterSeconds: 1 });
			},
		};
		return {
			limit: () => bench.limit(task, (client) => client.readEach(count, RATE), 32),
			scrubs: () => bench.workflow(task, lookUpWithScrubs(ids)),
		};
	},
});

/** Reads a conversation of so many messages, page by page. */
export const reading = (count: number): Scenario => ({
	name: `read-${count}`,
	async open(bench) {
		const { url, control } = bench.standIn;
		await control.reset();
		const recipient = recipientOf(0);
		const filler = new BareClient(url, 16);
		await filler.sendAll(count, undefined, () => recipient);
		const conversation = await filler.conversationWith(recipient);
		filler.close();
		await control.fault({ kind: 'latency', delayMs: LATENCY_MS, times: 0 });
		const task: Task = { wanted: count, prepare: () => control.clearRequests() };
		return {
			limit: () => bench.limit(task, (client) => client.readAll(conversation), 1),
			scrubs: () => bench.workflow(task, readWithScrubs(conversation)),
			httpRequest: () => bench.workflow(task, readWithHttp(conversation, url)),
		};
	},
});
