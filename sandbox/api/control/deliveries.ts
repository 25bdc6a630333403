import type { Message } from '../../../nodes/ScrubsWhatsApp/api/schema';
import type { Settings } from './types';

/** The statuses of a message that reaches its patient, in order. */
const WAY = ['sent', 'delivered', 'read'];

/** Lets sent messages be delivered and read by themselves, as on patients' phones. */
export class Deliveries {
	private readonly timers = new Set<NodeJS.Timeout>();

	/** @param moved called whenever the status of a message has changed */
	constructor(private readonly moved: () => void) {}

	/** Follows a message that has just been sent. One that has failed meanwhile, or has got further, stays as it is. */
	follow(message: Message, { deliveredAfterMs, readAfterMs }: Settings): void {
		this.later(message, 'delivered', deliveredAfterMs);
		this.later(message, 'read', readAfterMs);
	}

	/** Leaves all messages as they are. */
	clear(): void {
		this.timers.forEach(clearTimeout);
		this.timers.clear();
	}

	private later(message: Message, status: string, afterMs: number | null): void {
		if (afterMs === null) return;
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			if (!WAY.slice(0, WAY.indexOf(status)).includes(message.status)) return;
			message.status = status;
			this.moved();
		}, afterMs);
		this.timers.add(timer);
	}
}
