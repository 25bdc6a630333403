import { setMaxListeners } from 'node:events';
import { Deliveries } from './control/deliveries';
import { Faults } from './control/faults';
import { Journal } from './control/journal';
import { RateLimiter } from './control/rateLimiter';
import type { Settings } from './control/types';
import { Changes } from './phone/changes';
import { seedWorld } from './seed';

const DEFAULTS: Readonly<Settings> = {
	latencyMs: 0,
	dateOffsetMs: 0,
	deliveredAfterMs: null,
	readAfterMs: null,
};

/** All that a stand-in holds. */
export class State {
	readonly faults = new Faults();

	readonly rateLimiter = new RateLimiter();

	readonly journal = new Journal();

	readonly changes = new Changes();

	readonly deliveries = new Deliveries(() => this.changes.tell());

	settings = DEFAULTS;

	/** Its data, and whether that has changed since it was seeded. */
	world = seedWorld();

	hasChanged = false;

	private ending = endingOfAny();

	/** Ends what waits, at the next reset. */
	get signal(): AbortSignal {
		return this.ending.signal;
	}

	/** Puts everything back to the start, and breaks off the requests under way. */
	reset(): void {
		this.breakOff();
		if (this.hasChanged) this.world = seedWorld();
		this.hasChanged = false;
		this.settings = DEFAULTS;
		this.faults.clear();
		this.rateLimiter.set(null);
		this.journal.clear();
		this.changes.tell();
	}

	/** Breaks off what is under way: requests, of which those that wait have no effect any more, and deliveries. */
	breakOff(): void {
		this.deliveries.clear();
		this.ending.abort();
		this.ending = endingOfAny();
		this.journal.breakOff();
	}
}

/** Any number of requests may wait for it. */
function endingOfAny(): AbortController {
	const ending = new AbortController();
	setMaxListeners(0, ending.signal);
	return ending;
}
