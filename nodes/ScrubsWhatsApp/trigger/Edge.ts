/** A message that the trigger is to hand over, or has handed over: its time in Unix milliseconds and its ID's digest. */
export interface Mark {
	at: number;
	digest: string;
}

/** How many handed-over messages are remembered, and how many while a conversation is still to be read. */
const MAX_MARKS = 200;
const MAX_MARKS_OWED = 2_000;

/** However many come at once, those of the latest seconds are all remembered: others of the same seconds may follow. */
export const ALWAYS_KEPT_MS = 5_000;

/**
 * Up to where messages have been handed over: none from before the floor is new, and above it all but those that are
 * remembered one by one. The floor stays behind the newest message, so that late ones are still noticed, and follows
 * closer when there are too many to remember.
 */
export class Edge {
	private readonly marks: Map<string, number>;

	/** @param floor Unix milliseconds @param seen what `toJson` gave */
	constructor(
		private floor: number,
		seen: readonly string[] = [],
	) {
		this.marks = new Map(
			seen.map((mark) => {
				const [seconds = '', digest = ''] = mark.split('.');
				return [digest, parseInt(seconds, 36) * 1_000];
			}),
		);
	}

	/** Messages from before this time (Unix milliseconds) are done with. */
	get from(): number {
		return this.floor;
	}

	/** How many messages are remembered. */
	get count(): number {
		return this.marks.size;
	}

	/** @param from the floor for the message's conversation, if it has one of its own */
	isNew({ at, digest }: Mark, from = this.floor): boolean {
		return at >= from && !this.marks.has(digest);
	}

	/**
	 * Remembers messages as handed over, and raises the floor.
	 * @param upTo every message up to this time (Unix milliseconds) has been handed over, but for late ones
	 * @param lateMs for how long late ones are waited for, as far as there is room
	 * @param owedFrom since when messages are remembered for conversations that are still to be read
	 */
	advance(handedOver: readonly Mark[], upTo: number, lateMs: number, owedFrom = Infinity): void {
		for (const { at, digest } of handedOver) this.marks.set(digest, at);
		this.floor = Math.max(this.floor, upTo - lateMs);
		const times = [...this.marks.values()].sort((a, b) => b - a);
		const oldestWithRoom = times[MAX_MARKS - 1];
		if (times.length > MAX_MARKS && oldestWithRoom !== undefined) {
			this.floor = Math.max(this.floor, Math.min(oldestWithRoom, upTo - ALWAYS_KEPT_MS));
		}
		this.forget(Math.min(this.floor, Math.max(owedFrom, times[MAX_MARKS_OWED - 1] ?? -Infinity)));
	}

	/** Counts everything up to a time as handed over. */
	raiseTo(floor: number, owedFrom = Infinity): void {
		this.floor = Math.max(this.floor, floor);
		this.forget(Math.min(this.floor, owedFrom));
	}

	/** Remembers messages as handed over. */
	add(handedOver: readonly Mark[]): void {
		for (const { at, digest } of handedOver) this.marks.set(digest, at);
	}

	private forget(before: number): void {
		for (const [digest, at] of this.marks) if (at < before) this.marks.delete(digest);
	}

	/** `{ floor, seen }` as n8n stores it; 18 bytes a message. */
	toJson(): { floor: number; seen: string[] } {
		const seen = [...this.marks].map(
			([digest, at]) => `${Math.floor(at / 1_000).toString(36)}.${digest}`,
		);
		return { floor: this.floor, seen };
	}
}
