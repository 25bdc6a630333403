import { sleep } from 'n8n-workflow';
import { createHash, randomUUID } from 'node:crypto';

import type { ProcessedStore } from '../host/processedStore';
import { Lanes, settle } from '../transport/concurrency';
import { InputProblem } from '../words/InputProblem';

/**
 * What is known of a key.
 * - `new`: no message was sent under it
 * - `sent`: one was
 * - `open`: one was on its way when somebody last noted anything of it: it still is, or n8n was ended in between
 */
export type KeyState = 'new' | 'sent' | 'open';

/** How many keys are noted with one reading and writing of the store. */
const MAX_AT_ONCE = 64;

/** Entries that the store holds beside those of the keys to remember: of what is on its way. */
const SPARE_ENTRIES = 1_000;

/** How many notes of runs are remembered, two or three a run: as many as may begin until one is run again that has died. */
const MAX_NOTES = 4_000;

/**
 * How long a note is left alone before it is looked at again, at least: longer than another process takes between reading
 * and writing, also where it is busy. What is noted of a run matters only if a process dies in that moment as well.
 */
const KEY_SETTLING_MS = 100;
const RUN_SETTLING_MS = 20;

/** How many times as long as its own writing took a process waits, since others may be as slow. */
const SLOWER = 4;

/** How often a note is made anew that another process has undone. */
const MAX_TRIES = 20;

interface Claim {
	store: ProcessedStore;
	key: string;
	historySize: number;
	/** What is noted of the key. */
	entries: string[];
	settlingMs: number;
	answer: (state: KeyState) => void;
	refuse: (error: Error) => void;
}

interface End {
	store: ProcessedStore;
	key: string;
	historySize: number;
	isSent: boolean;
	done: () => void;
}

const notNoted = () =>
	new InputProblem(
		'n8n could not note that this message is about to be sent, so it was not sent.',
		'Run the workflow again. If it stays so, ask whoever runs your n8n to look at its database.',
	);

/** No patient's data is stored: n8n gets a digest. */
const digestOf = (key: string) => createHash('sha256').update(key).digest('base64url');
const tried = (key: string) => `tried ${key}`;
const open = (key: string) => `open ${key}`;

/**
 * The keys under which a node has sent messages, over all its executions. A key is noted twice before its message goes out:
 * as tried, which stays, and as open, which is taken back once it is known what came of it. So a process that dies leaves
 * no more keys open than messages were on their way. In one process, keys are noted in turn, many at once; between
 * processes a note counts only once it has been seen to stand.
 */
export class SentKeys {
	private static readonly known = new Map<string, SentKeys>();

	/** In which messages with the same key wait for one another. */
	private readonly lanes = new Lanes();

	private claims: Claim[] = [];

	private ends: End[] = [];

	/** What was sent and the store could not note as that, by key: this process knows it nevertheless. */
	private readonly unclosed = new Map<string, End>();

	private isWorking = false;

	/** The keys of a store's node; all executions in this process share them. */
	static of({ id }: ProcessedStore): SentKeys {
		const keys = this.known.get(id) ?? new SentKeys();
		this.known.set(id, keys);
		return keys;
	}

	/** Does something about a key when no other execution of this process does. @param task gets the key's digest */
	async inTurn<T>(key: string, task: (digest: string) => Promise<T>): Promise<T> {
		const digest = digestOf(key);
		return await this.lanes.run(digest, async () => await task(digest));
	}

	/**
	 * Notes that a message with this key is about to be sent, and tells what was known of the key before.
	 * @throws InputProblem when n8n cannot note it
	 */
	async claim(store: ProcessedStore, key: string, historySize: number): Promise<KeyState> {
		const entries = [tried(key), open(key)];
		return await this.add({ store, key, historySize, entries, settlingMs: KEY_SETTLING_MS });
	}

	/**
	 * Notes something of a run, which stays noted.
	 * @returns for each note whether it was there before
	 * @throws InputProblem when n8n cannot note it
	 */
	async note(store: ProcessedStore, notes: readonly string[]): Promise<boolean[]> {
		// The keys that the node has noted, too, are not forgotten over it.
		const historySize = Math.max(MAX_NOTES, (await store.count()) - SPARE_ENTRIES);
		const states = notes.map(async (note) => {
			const key = `run ${note}`;
			const entries = [tried(key)];
			return await this.add({ store, key, historySize, entries, settlingMs: RUN_SETTLING_MS });
		});
		return (await Promise.all(states)).map((state) => state !== 'new');
	}

	/**
	 * Notes what became of a message: it was sent, or certainly not. Where n8n cannot, the key stays open; what was sent, only
	 * for other processes and until it can.
	 */
	async end(
		store: ProcessedStore,
		key: string,
		historySize: number,
		isSent: boolean,
	): Promise<void> {
		await new Promise<void>((done) => {
			this.ends.push({ store, key, historySize, isSent, done });
			void this.work();
		});
	}

	private async add(claim: Omit<Claim, 'answer' | 'refuse'>): Promise<KeyState> {
		return await new Promise((answer, refuse) => {
			this.claims.push({ ...claim, answer, refuse });
			void this.work();
		});
	}

	private async work(): Promise<void> {
		if (this.isWorking) return;
		this.isWorking = true;
		while (this.claims.length + this.ends.length > 0) {
			await this.noteEnds(this.ends.splice(0, MAX_AT_ONCE));
			await this.noteClaims(this.claims.splice(0, MAX_AT_ONCE));
		}
		this.isWorking = false;
	}

	private async noteEnds(ends: End[]): Promise<void> {
		const closed = await settle(closeAll([...ends, ...this.unclosed.values()]));
		if ('value' in closed) this.unclosed.clear();
		// They stay open: another process looks for them in the conversation before it sends anything.
		else for (const end of ends) if (end.isSent) this.unclosed.set(end.key, end);
		for (const { done } of ends) done();
	}

	private async noteClaims(claims: Claim[]): Promise<void> {
		const [first] = claims;
		if (!first) return;
		const states = await settle(claimAll(first.store, claims));
		for (const { key, answer, refuse } of claims) {
			if (this.unclosed.has(key)) answer('sent');
			else if ('value' in states) answer(states.value.get(key) ?? 'open');
			else refuse(notNoted());
		}
	}
}

const sizeFor = (all: ReadonlyArray<{ historySize: number }>) =>
	Math.max(...all.map(({ historySize }) => historySize)) + SPARE_ENTRIES;

async function closeAll(ends: End[]): Promise<void> {
	const [first] = ends;
	if (!first) return;
	const { store } = first;
	const sent = ends.filter(({ isSent }) => isSent);
	// Another process may have undone it.
	if (sent.length > 0)
		await store.record(
			sent.map(({ key }) => tried(key)),
			sizeFor(sent),
		);
	await store.remove(
		ends.flatMap(({ key, isSent }) => (isSent ? [open(key)] : [open(key), tried(key)])),
	);
}

/** What is known of a key, by those of its entries that were there before this process has noted it. */
const stateIn = (before: ReadonlySet<string>, { key }: Claim): KeyState =>
	before.has(tried(key)) ? (before.has(open(key)) ? 'open' : 'sent') : 'new';

async function claimAll(store: ProcessedStore, claims: Claim[]): Promise<Map<string, KeyState>> {
	// By it this process knows its own note from another one's of the same keys.
	const mark = randomUUID();
	const entries = [mark, ...claims.flatMap((claim) => claim.entries)];
	const settlingMs = Math.max(...claims.map((claim) => claim.settlingMs));
	const states = new Map<string, KeyState>();
	let fresh = claims;
	for (let count = 0; ; count++) {
		const startedAt = Date.now();
		const before = await store.record(entries, sizeFor(claims));
		const stands = before.has(mark);
		// Where one has gone another process has undone the note with one of its own, or has ended the key meanwhile.
		const changed = fresh.filter(
			(claim) => !stands || !claim.entries.every((one) => before.has(one)),
		);
		for (const claim of changed) states.set(claim.key, stateIn(before, claim));
		fresh = fresh.filter(({ key }) => states.get(key) === 'new');
		if (fresh.length === 0 || !changed.some((claim) => fresh.includes(claim))) break;
		if (count === MAX_TRIES) throw notNoted();
		// Another process that has read before this was written will have written by then.
		await sleep(Math.max(settlingMs, SLOWER * (Date.now() - startedAt)));
	}
	const closed = claims.filter(({ key }) => states.get(key) === 'sent');
	await store.remove([mark, ...closed.map(({ key }) => open(key))]);
	return states;
}
