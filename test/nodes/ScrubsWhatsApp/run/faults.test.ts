import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../../../../sandbox/api';
import { runNode } from '../../../support/engine';
import { sendToEachItem } from '../../../support/parameters';
import { type Patient, patients, recipientOf } from '../../../support/patients';
import { useSending } from '../../../support/sending';
import { seededRandom } from '../../../support/random';

/**
 * A run in which every tenth send meets a random fault. To repeat one: FAULT_SEED as it was printed; to make it longer:
 * FAULT_ITEMS.
 */
const SEED = Number(process.env.FAULT_SEED ?? 20_260_601);
const ITEMS = Number(process.env.FAULT_ITEMS ?? 500);
const FAULT_SHARE = 0.1;

/** Instead of the node's 30 seconds: how long it waits for an answer that never comes. */
const TIMEOUT_MS = 3_000;

const { standIn, failSend, attempts } = useSending();

const run = async (items: Patient[]) =>
	await runNode({
		items,
		parameters: sendToEachItem(),
		credentials: standIn.apiKey(),
		onError: 'continueRegularOutput',
		timeoutMs: TIMEOUT_MS,
	});

const BEFORE_OR_AFTER: Fault[] = [
	...[500, 502, 503].map((status): Fault => ({ kind: 'status', status })),
	{ kind: 'drop' },
	{ kind: 'stall' },
	{ kind: 'truncated' },
	{ kind: 'brokenJson' },
];
/** All but a 429 that says neither how long to wait nor that it concerns one patient: that one ends a run. */
const FAULTS: Fault[] = [
	{ kind: 'status', status: 429, headers: { 'retry-after': '0' } },
	{ kind: 'status', status: 429, body: { error: { code: 131056 } } },
	{ kind: 'status', status: 404 },
	...BEFORE_OR_AFTER.flatMap((fault): Fault[] => [fault, { ...fault, when: 'after' }]),
];

/** Lets as many requests meet faults, and gives these back. */
async function placeFaults(random: () => number, count: number): Promise<Fault[]> {
	const placed: Fault[] = [];
	let others = 0;
	for (let request = 0; request < count; request++) {
		if (random() >= FAULT_SHARE) {
			others += 1;
			continue;
		}
		const fault = FAULTS[Math.floor(random() * FAULTS.length)] as Fault;
		// Only requests that no earlier fault takes are counted down: those that the run lets pass before this one.
		await failSend({ ...fault, skip: others });
		placed.push(fault);
	}
	return placed;
}

type Report = 'sent' | 'not sent' | 'not known';

function reportOf(json: IDataObject): Report | undefined {
	if (json.status === 'sent' && !json.error) return 'sent';
	const error = typeof json.error === 'string' ? json.error : '';
	if (/It is not known whether the message went out\.$/.test(error)) return 'not known';
	return /The message was not sent\.$/.test(error) ? 'not sent' : undefined;
}

/** Holds what the node reported to what the stand-in recorded. */
async function judge(items: Patient[], json: IDataObject[]) {
	const requests = await attempts();
	const effects = new Map<string, number>();
	for (const request of requests.filter(({ effect }) => effect)) {
		effects.set(recipientOf(request), (effects.get(recipientOf(request)) ?? 0) + 1);
	}
	const rows = items.map(({ phone }, index) => ({
		phone,
		report: reportOf(json[index] ?? {}),
		wentOut: effects.has(phone),
	}));
	const countOf = (wanted: Report) => rows.filter(({ report }) => report === wanted).length;
	return {
		attempts: requests.length,
		counts: { sent: countOf('sent'), notSent: countOf('not sent'), notKnown: countOf('not known') },
		doubled: [...effects].filter(([, count]) => count > 1),
		/** As the conversations can be read, a message that went out is always found there. */
		wrong: rows.filter(({ report, wentOut }) => !report || (report === 'sent') !== wentOut),
		answers: new Set(json.flatMap(({ message_id: id }) => (id ? [id] : []))),
	};
}

test(`no patient gets two messages and none is forgotten among ${ITEMS} with faults of seed ${SEED}`, async () => {
	const placed = await placeFaults(seededRandom(SEED), ITEMS);
	const items = patients(ITEMS);
	const started = Date.now();
	const { json, items: output } = await run(items);
	const seconds = ((Date.now() - started) / 1_000).toFixed(1);

	const { counts, doubled, wrong, answers, ...found } = await judge(items, json);
	process.stdout.write(
		`Faults: seed ${SEED}, ${ITEMS} items, ${placed.length} faults, ${found.attempts} attempts, ` +
			`${seconds} s, ${JSON.stringify(counts)}\n`,
	);
	expect(output.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
	expect(doubled).toEqual([]);
	expect(wrong).toEqual([]);
	expect(answers.size).toBe(counts.sent);
	// Each fault was met and each sort was among them, and most messages went out all the same.
	expect(new Set(placed).size).toBe(FAULTS.length);
	expect(found.attempts).toBeGreaterThan(ITEMS);
	expect(counts.notSent).toBeGreaterThan(0);
	expect(counts.notKnown).toBeGreaterThan(0);
	expect(counts.sent).toBeGreaterThan(ITEMS * 0.9);
}, 900_000);

test(`the reports agree with the record when a quota ends the run, too (seed ${SEED})`, async () => {
	const random = seededRandom(SEED + 1);
	await placeFaults(random, 300);
	const skip = 100 + Math.floor(random() * 100);
	await failSend({ kind: 'status', status: 429, skip, times: 0 });
	const items = patients(300);
	const { json } = await run(items);

	const { doubled, counts, wrong } = await judge(items, json);
	expect(json).toHaveLength(items.length);
	expect(doubled).toEqual([]);
	// Once the run has ended, no conversation is read: what lost its answer just then may have gone out all the same.
	expect(wrong.filter(({ report }) => report !== 'not known')).toEqual([]);
	expect(counts.notSent).toBeGreaterThan(50);
}, 60_000);
