import { sleep } from 'n8n-workflow';

import type { ProcessedStore } from '../host/processedStore';
import { settle } from '../transport/concurrency';

/**
 * What is known of a key.
 * - `new`: no message was sent under it
 * - `sent`: one was
 * - `open`: one was on its way when somebody last noted anything of it: it still is, or n8n was ended in between
 */
export type KeyState = 'new' | 'sent' | 'open';

/** A note that is to be made of a key. */
export interface Claim {
	key: string;
	historySize: number;
	/** A run's note stays, and nothing goes out under it. */
	isOfRun: boolean;
}

/** A key under which this process sends, or has just sent, a message. */
export interface Held {
	key: string;
	historySize: number;
	/** What the process has noted its claim by, with those of other keys; nothing where it sends without one. */
	mark?: string;
	/** Undefined as long as the message is on its way. */
	state?: KeyState;
}

/** Entries that the store holds beside those of the keys to remember: of what is on its way, and the marks of claims. */
export const SPARE_ENTRIES = 1_000;

/**
 * How long a note is left alone before it is looked at again: longer than another process takes between reading and
 * writing, unless it knows that it was held up. What is noted of a run matters only if a process dies in that moment as well.
 */
const KEY_SETTLING_MS = 150;
const RUN_SETTLING_MS = 20;

/** A process that took longer than this for one reading and writing was held up: it may have undone others' notes. */
const HELD_UP_MS = 100;

/**
 * For how long a process reckons with others: after it has begun to note something, since others may have begun with the
 * same at the same moment, and after it has met one.
 */
const AT_FIRST_MS = 5_000;
const ONCE_MET_MS = 60_000;

/** How long a process that was held up lets the others note anew what it may have undone, at least. */
const DOUBT_MS = 2_000;

/** How many times as long as it was held up it waits, since others may be as slow. */
const SLOWER = 2;

/** How often a note is made anew that another process has undone, or that the store did not take. */
const MAX_TRIES = 20;
const MAX_REFUSALS = 3;

/** Something is about to be sent, or was. It stays. */
const tried = (key: string) => `tried ${key}`;
/** Somebody wants to send it, or sends it. It is taken back once it is known what came of it. */
const open = (key: string) => `open ${key}`;
/** Somebody's claim has stood: the message goes out. */
const going = (key: string) => `going ${key}`;

/** What a claim consists of. */
const entriesOf = ({ key, isOfRun }: Claim) => (isOfRun ? [tried(key)] : [tried(key), open(key)]);

/** What is known of a key, by those of its entries that were there before this process has noted it. */
const stateIn = (before: ReadonlySet<string>, { key }: Claim): KeyState =>
	before.has(tried(key)) ? (before.has(open(key)) ? 'open' : 'sent') : 'new';

const sizeFor = (all: ReadonlyArray<{ historySize: number }>) =>
	Math.max(...all.map(({ historySize }) => historySize)) + SPARE_ENTRIES;

/**
 * Notes of keys in a store that several processes read and write whole, without a lock. Model: L. Lamport's "A fast mutual
 * exclusion algorithm", which gives M. Fischer's: a claim counts once it has stood for longer than others may take
 * between reading and writing. Here nobody can promise how long that is, but each process sees how long it took itself.
 * One that was held up waits until the others have noted anew what it may have undone, before its own claims count;
 * unless it seems to be the only one, as in an n8n of one process.
 */
export class KeyNotes {
	/** When this process was last held up, and how long it then waits. Unix milliseconds, milliseconds. */
	private doubt = { since: 0, ms: 0 };

	/** Until when it reckons with others, and when it last noted something. Unix milliseconds. */
	private alertUntil = 0;
	private usedAt = -Infinity;

	/**
	 * Notes that messages with these keys are about to be sent.
	 * @param mark by which this process knows its own note from another one's of the same keys
	 * @returns what was known of each before; what is `new` is this process's to send
	 * @throws Error when the store cannot be written, or other processes undo the note again and again
	 */
	async claim(
		store: ProcessedStore,
		claims: readonly Claim[],
		mark: string,
	): Promise<Map<string, KeyState>> {
		const size = sizeFor(claims);
		const states = new Map<string, KeyState>();
		const isFresh = ({ key }: Claim) => states.get(key) === 'new';
		const entries = [mark, ...claims.flatMap(entriesOf)];
		for (let count = 0, refusals = 0; ; count++) {
			const noted = await settle(this.record(store, entries, size));
			if ('value' in noted) {
				const before = noted.value;
				const stands = before.has(mark);
				// Where one has gone another process has undone the note with one of its own, or has ended the key meanwhile.
				const changed = claims.filter(
					(claim) =>
						(!states.has(claim.key) || isFresh(claim)) &&
						!(stands && entriesOf(claim).every((entry) => before.has(entry))),
				);
				for (const claim of changed) {
					if (isFresh(claim) || before.has(open(claim.key))) this.meetOther();
					states.set(claim.key, stateIn(before, claim));
				}
				if (!changed.some(isFresh)) break;
			} else if (++refusals === MAX_REFUSALS) throw noted.error;
			if (count === MAX_TRIES) throw new Error('The note was undone again and again.');
			await sleep(this.settlingMs(claims));
		}

		const ours = claims.filter((claim) => isFresh(claim) && !claim.isOfRun);
		if (ours.length > 0) {
			const before = await this.record(
				store,
				ours.map(({ key }) => going(key)),
				size,
			);
			// Another process was quicker, and this one has undone its note while it was held up.
			for (const { key } of ours) if (before.has(going(key))) states.set(key, 'open');
		}
		const closed = claims
			.filter(({ key }) => states.get(key) === 'sent')
			.map(({ key }) => open(key));
		await this.remove(store, ours.some(isFresh) ? closed : [mark, ...closed]);
		return states;
	}

	/**
	 * Notes what became of messages.
	 * @param marks that no key needs any more
	 * @throws Error when the store cannot be written
	 */
	async end(
		store: ProcessedStore,
		ended: ReadonlyArray<Held & { state: KeyState }>,
		marks: readonly string[],
	): Promise<void> {
		const entries = {
			sent: (key: string) => [open(key), going(key)],
			open: (key: string) => [going(key)],
			new: (key: string) => [going(key), open(key), tried(key)],
		};
		await this.remove(store, [...ended.flatMap(({ key, state }) => entries[state](key)), ...marks]);
		await this.makeStand(
			store,
			ended.filter(({ state }) => state === 'sent'),
		);
	}

	/**
	 * Notes anew what is on its way and what was sent. Another process that was held up may undo it, so it is done again and
	 * again for a while.
	 * @throws Error when the store cannot be written
	 */
	async uphold(store: ProcessedStore, held: readonly Held[]): Promise<void> {
		await this.makeStand(store, held);
		await this.remove(
			store,
			held.filter(({ state }) => state).map(({ key }) => open(key)),
		);
	}

	/**
	 * Upholds what was sent for the last time, and takes back all that was noted of it but that.
	 * @param marks that no key needs any more
	 * @throws Error when the store cannot be written
	 */
	async leave(
		store: ProcessedStore,
		held: readonly Held[],
		marks: readonly string[],
	): Promise<void> {
		await this.makeStand(store, held);
		await this.remove(store, [...held.flatMap(({ key }) => [open(key), going(key)]), ...marks]);
	}

	/**
	 * Sees to it that what is on its way is noted as that, and that what was sent is noted as tried. Whether the latter has been
	 * undone shows by the mark, one entry for many keys: in half a minute more may be sent than the store has room for.
	 */
	private async makeStand(store: ProcessedStore, held: readonly Held[]): Promise<void> {
		const entries = held.flatMap(({ key, mark, state }) =>
			state ? [mark ?? tried(key)] : [tried(key), going(key), open(key)],
		);
		if (entries.length === 0) return;
		const before = await this.record(store, [...new Set(entries)], sizeFor(held));
		if (!entries.every((entry) => before.has(entry))) this.meetOther();
		const undone = held.filter(({ mark, state }) => state && mark && !before.has(mark));
		if (undone.length === 0) return;
		// It is taken for going on, so that the process sees it that has undone it.
		const again = undone.flatMap(({ key }) => [tried(key), going(key)]);
		await this.record(store, again, sizeFor(held));
	}

	/** Another process has noted something, or undone what this one has noted. */
	private meetOther(): void {
		this.alertUntil = Date.now() + ONCE_MET_MS;
	}

	private settlingMs(claims: readonly Claim[]): number {
		if (claims.every(({ isOfRun }) => isOfRun)) return RUN_SETTLING_MS;
		const { since, ms } = this.doubt;
		// A clock may have been set back.
		return Math.max(KEY_SETTLING_MS, Math.min(ms, since + ms - Date.now()));
	}

	private async record(store: ProcessedStore, entries: string[], maxEntries: number) {
		return await this.timed(store.record(entries, maxEntries));
	}

	private async remove(store: ProcessedStore, entries: string[]) {
		if (entries.length > 0) await this.timed(store.remove(entries));
	}

	private async timed<T>(access: Promise<T>): Promise<T> {
		const startedAt = Date.now();
		if (startedAt - this.usedAt > ONCE_MET_MS) this.alertUntil = startedAt + AT_FIRST_MS;
		this.usedAt = startedAt;
		const result = await settle(access);
		const now = Date.now();
		const tookMs = now - startedAt;
		if (tookMs > HELD_UP_MS && startedAt < this.alertUntil) {
			this.doubt = { since: now, ms: Math.max(DOUBT_MS, SLOWER * tookMs) };
		}
		if ('error' in result) throw result.error;
		return result.value;
	}
}
