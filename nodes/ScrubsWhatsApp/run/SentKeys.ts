import { sleep } from 'n8n-workflow';
import { createHash, randomUUID } from 'node:crypto';

import type { ProcessedStore } from '../host/processedStore';
import { Lanes, settle } from '../transport/concurrency';
import { InputProblem } from '../words/InputProblem';
import { KeyNotes, SPARE_ENTRIES, type Claim, type Held, type KeyState } from './keyNotes';

/** How many keys are noted with one reading and writing of the store. */
const MAX_AT_ONCE = 64;

/** How many notes of runs are remembered, two or three a run: as many as may begin until one is run again that has died. */
const MAX_NOTES = 4_000;

/** How often a process looks after what it has noted: in between, another one that was held up may have undone it. */
const LOOK_AFTER_MS = 500;

/** How often what was sent is looked after, ever more rarely: for half a minute. */
const MAX_ROUNDS = 64;

interface AskedClaim extends Claim {
	store: ProcessedStore;
	answer: (state: KeyState) => void;
	refuse: (error: Error) => void;
}

interface End extends Held {
	store: ProcessedStore;
	state: KeyState;
	done: () => void;
}

/** A key of a message that this process sends or has just sent, and how often it was looked after since it was sent. */
interface LookedAfter {
	one: Held & { store: ProcessedStore };
	rounds: number;
}

const notNoted = () =>
	new InputProblem(
		'n8n could not note that this message is about to be sent, so it was not sent.',
		'Run the workflow again. If it stays so, ask whoever runs your n8n to look at its database.',
	);

/** No patient's data is stored: n8n gets a digest. */
const digestOf = (key: string) => createHash('sha256').update(key).digest('base64url');

const isPowerOfTwo = (count: number) => (count & (count - 1)) === 0;

/**
 * The keys under which a node has sent messages, over all its executions. A key is noted twice before its message goes out:
 * as tried, which stays, and as open, which is taken back once it is known what came of it. So a process that dies leaves
 * no more keys open than messages were on their way. In one process, keys are noted in turn, many at once; what it has
 * noted it looks after for a while, since other processes write the same store.
 */
export class SentKeys {
	private static readonly known = new Map<string, SentKeys>();

	/** In which messages with the same key wait for one another. */
	private readonly lanes = new Lanes();

	private readonly notes = new KeyNotes();

	private claims: AskedClaim[] = [];

	private ends: End[] = [];

	/** What was sent and the store could not note as that, by key: this process knows it nevertheless. */
	private readonly unclosed = new Map<string, End>();

	/** What this process sends or has just sent, by key. */
	private readonly held = new Map<string, LookedAfter>();

	private isWorking = false;

	private isLookingAfter = false;

	private isRoundDue = false;

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
	 * Notes that a message with this key is about to be sent, and tells what was known of the key before. What is `new` is to
	 * be ended with {@link end}, whatever comes of it.
	 * @throws InputProblem when n8n cannot note it
	 */
	async claim(store: ProcessedStore, key: string, historySize: number): Promise<KeyState> {
		return await this.ask({ store, key, historySize, isOfRun: false });
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
			return await this.ask({ store, key, historySize, isOfRun: true });
		});
		return (await Promise.all(states)).map((state) => state !== 'new');
	}

	/**
	 * Notes what became of a message: it was sent, certainly not (`new`), or nobody knows (`open`). Where n8n cannot, the key
	 * stays open; what was sent, only for other processes and until it can.
	 */
	async end(
		store: ProcessedStore,
		key: string,
		historySize: number,
		state: KeyState,
	): Promise<void> {
		const mark = this.held.get(key)?.one.mark;
		await new Promise<void>((done) => {
			this.ends.push({ store, key, historySize, mark, state, done });
			void this.work();
		});
	}

	private async ask(claim: Omit<AskedClaim, 'answer' | 'refuse'>): Promise<KeyState> {
		return await new Promise((answer, refuse) => {
			this.claims.push({ ...claim, answer, refuse });
			void this.work();
		});
	}

	private async work(): Promise<void> {
		if (this.isWorking) return;
		this.isWorking = true;
		while (this.claims.length + this.ends.length > 0 || this.isRoundDue) {
			await this.noteEnds(this.ends.splice(0, MAX_AT_ONCE));
			await this.noteClaims(this.claims.splice(0, MAX_AT_ONCE));
			if (this.isRoundDue) await this.makeRound();
		}
		this.isWorking = false;
	}

	private async noteEnds(ended: End[]): Promise<void> {
		const ends = [...ended, ...this.unclosed.values()];
		const [first] = ends;
		if (!first) return;
		for (const end of ended) {
			if (end.state === 'sent') this.hold(end);
			else this.held.delete(end.key);
		}
		const closed = await settle(this.notes.end(first.store, ends, this.unneeded(ended)));
		if ('value' in closed) this.unclosed.clear();
		// They stay open: another process looks for them in the conversation before it sends anything.
		else for (const end of ends) if (end.state === 'sent') this.unclosed.set(end.key, end);
		for (const { done } of ended) done();
	}

	/** Of the marks of some keys those that no key needs any more. */
	private unneeded(keys: readonly Held[]): string[] {
		const marks = new Set(keys.flatMap(({ mark }) => mark ?? []));
		for (const { one } of this.held.values()) if (one.mark) marks.delete(one.mark);
		return [...marks];
	}

	private async noteClaims(asked: AskedClaim[]): Promise<void> {
		const claims = asked.filter(({ key, answer }) => {
			const isSent = this.unclosed.has(key);
			if (isSent) answer('sent');
			return !isSent;
		});
		const [first] = claims;
		if (!first) return;
		const mark = randomUUID();
		const states = await settle(this.notes.claim(first.store, claims, mark));
		for (const { key, answer, refuse, store, historySize, isOfRun } of claims) {
			if ('error' in states) {
				refuse(notNoted());
				continue;
			}
			const state = states.value.get(key) ?? 'open';
			if (state === 'new' && !isOfRun) this.hold({ store, key, historySize, mark });
			answer(state);
		}
	}

	private hold(one: Held & { store: ProcessedStore }): void {
		this.held.set(one.key, { one, rounds: 0 });
		void this.lookAfter();
	}

	private async lookAfter(): Promise<void> {
		if (this.isLookingAfter) return;
		this.isLookingAfter = true;
		while (this.held.size > 0) {
			await sleep(LOOK_AFTER_MS);
			this.isRoundDue = true;
			await this.work();
		}
		this.isLookingAfter = false;
	}

	private async makeRound(): Promise<void> {
		this.isRoundDue = false;
		const due: Array<LookedAfter['one']> = [];
		const old: typeof due = [];
		for (const [key, entry] of this.held) {
			entry.rounds++;
			const { one, rounds } = entry;
			const isOld = one.state !== undefined && rounds >= MAX_ROUNDS;
			if (isOld) this.held.delete(key);
			if (isOld) old.push(one);
			else if (!one.state || isPowerOfTwo(rounds)) due.push(one);
		}
		// Where it cannot be written now it can next time.
		const [first, last] = [due[0], old[0]];
		if (first) await settle(this.notes.uphold(first.store, due));
		if (last) await settle(this.notes.leave(last.store, old, this.unneeded(old)));
	}
}
