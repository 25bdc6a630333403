import { setTimeout as sleep } from 'timers/promises';
import { SENDERS } from '../../sandbox/api/seed';
import { RealN8n, credentialType, triggerType } from '../../sandbox/n8n/N8n';
import { pollingEvery } from '../../sandbox/n8n/workflow';
import { locator } from '../support/parameters';
import { patients, phonesOf } from '../support/patients';
import { seededRandom } from '../support/random';
import { until } from '../support/until';
import { DONE, node, openSandbox, saveCredential, to, type Sandbox } from './support/sandbox';
import { whatRuns } from './support/running';

/** `POLL_KILLS` kills n8n more often, `POLL_SEED` at other moments. */
const kills = Number(process.env.POLL_KILLS ?? 2);
const seed = Number(process.env.POLL_SEED ?? 20_260_601);

const TRIGGER = 'When a patient writes';
const pollSeconds = 3;
/** A kill comes so long after n8n polls again, at most; a message so long after the one before it. */
const killWithinMs = 8_000;
/** Every second kill comes so long after a poll has begun, at most: while it reads, stores, or starts the workflow. */
const pollTakesMs = 300;
const messageWithinMs = 300;
/** A message that is written so long before a kill, at most, can be one of the poll that was killed. */
const shortlyMs = 3 * pollSeconds * 1_000;
const limitMs = 120_000 + kills * 60_000;

/** n8n keeps up to where a trigger has come as a cursor, and stores it in one transaction with the execution. */
const CURSORS = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
	// Looks for rounds that are due more often than by itself.
	N8N_SCHEDULER_EXECUTOR_INTERVAL: '1',
};

const workflow = pollingEvery(
	{
		name: 'Replies',
		nodes: [
			{
				...node(TRIGGER, triggerType, 1, {
					event: 'messageReceived',
					senderPhoneNumber: locator('phoneNumber', SENDERS.main),
					pollTimes: { item: [{ mode: 'everyMinute' }] },
				}),
				credentials: { [credentialType]: { id: null, name: '' } },
			},
			node(DONE, 'n8n-nodes-base.noOp', 1, {}),
		],
		connections: { [TRIGGER]: { main: [to(DONE)] } },
		settings: { executionOrder: 'v1' },
	},
	pollSeconds,
);

/**
 * By default n8n stores how far the trigger has come right before it starts the workflow. A kill may fall in between: then all
 * messages of one poll are lost, and the last of them was written shortly before the kill.
 * @param written when each message was written, by its ID, the first one first
 * @returns the lost ones that no kill explains so
 */
function unexplained(lost: string[], written: Map<string, number>, killedAt: number[]): string[] {
	const all = [...written.keys()];
	const lastBesides = (id: string) => {
		const after = all.slice(all.indexOf(id));
		const count = after.findIndex((one) => !lost.includes(one));
		return after.at(count === -1 ? -1 : count - 1)!;
	};
	return lost.filter((id) => {
		const at = written.get(lastBesides(id))!;
		return !killedAt.some((kill) => at <= kill && kill - at < shortlyMs);
	});
}

describe.each<[string, boolean, Record<string, string>]>([
	['by default', false, {}],
	['with durable poll cursors', true, CURSORS],
])(`n8n that polls %s and is killed at random moments (seed ${seed})`, (_, areDurable, env) => {
	let standIn: Sandbox['standIn'];
	let n8n: RealN8n;
	let workflowId: string;
	let incoming: ReturnType<typeof messages> | undefined;

	beforeAll(async () => {
		({ standIn } = await openSandbox());
		await standIn.reset();
		await standIn.clearConversations();
		const debug = { N8N_LOG_LEVEL: 'debug' };
		n8n = await RealN8n.start({ tarball: whatRuns().tarball, env: { ...env, ...debug } });
		const credential = await saveCredential(n8n.api, 'API key');
		workflowId = await n8n.api.importWorkflow(workflow, credential);
		await n8n.api.activate(workflowId);
	}, limitMs);

	afterAll(async () => {
		await incoming?.end();
		await n8n.stop();
		await standIn.reset();
	});

	/** Messages that come in until it is ended. @returns when each was written, by its ID */
	function messages() {
		const random = seededRandom(seed + 1);
		const written = new Map<string, number>();
		const phones = phonesOf(patients(40));
		let isEnding = false;
		const work = (async () => {
			while (!isEnding) {
				const recipient = phones[Math.floor(random() * phones.length)]!;
				const { messageId } = await standIn.receive({ recipient, text: 'Hello' });
				written.set(messageId, Date.now());
				await sleep(random() * messageWithinMs);
			}
		})();
		return {
			written,
			async end() {
				isEnding = true;
				await work;
			},
		};
	}

	/** Waits until n8n polls once more: each poll begins with the list of conversations. */
	async function nextPoll(): Promise<void> {
		await standIn.clearRequests();
		await until(async () => (await standIn.requests('listConversations')).length > 0);
	}

	/** The ID of the latest execution; n8n counts them by their IDs, and has no other workflow. */
	const latest = async () => Number((await n8n.api.executionsOf(workflowId))[0]?.id ?? 0);

	/** The IDs of the messages with which the workflow was started, as often as it was. */
	async function started(): Promise<string[]> {
		const ids: string[] = [];
		for (let id = await latest(); id > 0; id--) {
			const { text } = await n8n.api.execution(String(id));
			ids.push(...new Set(text.match(/wamid\.[\w-]+/g)));
		}
		return ids;
	}

	/** Waits until nothing has come any more for some polls. */
	async function settled(): Promise<void> {
		for (let [before, quiet] = [-1, 0]; quiet < 4;) {
			await nextPoll();
			const now = await latest();
			quiet = now === before ? quiet + 1 : 0;
			before = now;
		}
	}

	test(
		'starts the workflow with each message once',
		async () => {
			console.info(`POLL_SEED=${seed} POLL_KILLS=${kills}`);
			incoming = messages();
			const { written } = incoming;
			const random = seededRandom(seed);
			const killedAt: number[] = [];
			// With cursors n8n stores nothing of where the trigger begins before a poll that it makes by itself.
			await nextPoll();
			while (killedAt.length < kills) {
				await nextPoll();
				const isInPoll = killedAt.length % 2 === 0;
				await sleep(random() * (isInPoll ? pollTakesMs : killWithinMs));
				await n8n.kill();
				killedAt.push(Date.now());
				await n8n.restart();
				// Killed while it activates a workflow at its start, n8n waits two minutes before it does so again.
				await nextPoll();
			}
			await incoming.end();
			await settled();

			const ids = await started();
			const lost = [...written.keys()].filter((id) => !ids.includes(id));
			const doubled = ids.filter((id, index) => ids.indexOf(id) !== index);
			console.info(
				`${kills} kills, ${written.size} messages, ${lost.length} lost, ${doubled.length} twice`,
			);
			expect(doubled).toEqual([]);
			expect(ids.filter((id) => !written.has(id))).toEqual([]);
			expect(areDurable ? lost : unexplained(lost, written, killedAt)).toEqual([]);
			expect(/handed off to a new execution/.test(n8n.logs())).toBe(areDurable);
		},
		limitMs,
	);
});
