import type { World } from './world';

/** What a handler gets beside the request, and leaves behind. */
export interface Exchange {
	world: World;
	/** Set by a handler that has changed the world. */
	effect: boolean;
}
