/** A conversation that could not be read while others could: what is in it is still to be handed over. */
export interface OwedConversation {
	id: string;
	/** Nothing of it from this time on has been handed over but what is remembered, in Unix milliseconds. */
	from: number;
	/** When it was first found unreadable, and when to try again (our clock, Unix milliseconds). */
	since: number;
	again: number;
	tries: number;
}

/**
 * It is tried again at the next poll; then after this wait, in milliseconds, which doubles each time; the longest wait; and
 * when it is given up.
 */
const FIRST_WAIT_MS = 60_000;
const MAX_WAIT_MS = 3_600_000;
const GIVEN_UP_AFTER_MS = 24 * 3_600_000;

/** So many at once are no odd ones: then something is wrong with the API. */
export const MAX_OWED = 20;

/** The conversations that are still to be read. */
export class Owed {
	private readonly byId: Map<string, OwedConversation>;

	/** @param stored what `toJson` gave */
	constructor(stored: readonly OwedConversation[] = []) {
		this.byId = new Map(stored.map((one) => [one.id, one]));
	}

	/** Since when messages of conversations that are still to be read may be handed over; Infinity without any. */
	get from(): number {
		return Math.min(...[...this.byId.values()].map(({ from }) => from));
	}

	/** Since when messages of a conversation are to be handed over, if it is one of them. */
	fromOf(id: string): number | undefined {
		return this.byId.get(id)?.from;
	}

	/** Whether a conversation is one of them and not yet to be tried again. */
	isWaiting(id: string): boolean {
		return (this.byId.get(id)?.again ?? 0) > Date.now();
	}

	/** IDs of those that are to be tried again now. */
	due(): string[] {
		return [...this.byId.keys()].filter((id) => !this.isWaiting(id));
	}

	/**
	 * Notes that a conversation could not be read.
	 * @param from up to when its messages have been handed over
	 * @returns whether it is given up
	 */
	noteUnread(id: string, from: number): boolean {
		const now = Date.now();
		const { tries = 0, since = now, from: first = from } = this.byId.get(id) ?? {};
		const wait = tries === 0 ? 0 : Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
		if (now - since > GIVEN_UP_AFTER_MS) {
			this.byId.delete(id);
			return true;
		}
		this.byId.set(id, { id, from: first, since, again: now + wait, tries: tries + 1 });
		return false;
	}

	/** Notes that a conversation has been read. */
	noteRead(id: string): void {
		this.byId.delete(id);
	}

	get size(): number {
		return this.byId.size;
	}

	toJson(): OwedConversation[] | undefined {
		return this.byId.size > 0 ? [...this.byId.values()] : undefined;
	}
}
