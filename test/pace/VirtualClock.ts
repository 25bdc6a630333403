import type { Clock } from '../../nodes/ScrubsWhatsApp/transport/Pace';

interface Event {
	at: number;
	/** Of events at the same time the one that was made first comes first. */
	order: number;
	action: () => void;
}

const isBefore = (one: Event, other: Event): boolean =>
	one.at < other.at || (one.at === other.at && one.order < other.order);

/** Time that passes only as far as something happens in it: an hour of sending takes seconds. */
export class VirtualClock implements Clock {
	/** A binary heap, the next event first. */
	private readonly events: Event[] = [];
	private time = 0;
	private made = 0;

	readonly now = (): number => this.time;

	readonly sleep = async (ms: number): Promise<void> =>
		await new Promise((resolve) => this.after(ms, resolve));

	/** Lets something happen later. */
	after(ms: number, action: () => void): void {
		const event = { at: this.time + Math.max(0, ms), order: this.made++, action };
		let index = this.events.length;
		while (index > 0) {
			const parent = (index - 1) >> 1;
			if (!isBefore(event, this.events[parent]!)) break;
			this.events[index] = this.events[parent]!;
			index = parent;
		}
		this.events[index] = event;
	}

	/** Lets everything happen up to a time, in milliseconds since the start. */
	async runUntil(end: number): Promise<void> {
		for (let next = this.events[0]; next && next.at <= end; next = this.events[0]) {
			this.removeFirst();
			this.time = next.at;
			next.action();
			// Whoever waited for it goes on before the next event.
			await new Promise(setImmediate);
		}
		this.time = end;
	}

	private removeFirst(): void {
		const last = this.events.pop()!;
		const { length } = this.events;
		if (length === 0) return;
		let index = 0;
		for (;;) {
			let child = 2 * index + 1;
			if (child >= length) break;
			if (child + 1 < length && isBefore(this.events[child + 1]!, this.events[child]!)) child += 1;
			if (!isBefore(this.events[child]!, last)) break;
			this.events[index] = this.events[child]!;
			index = child;
		}
		this.events[index] = last;
	}
}
