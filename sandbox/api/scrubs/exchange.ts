import type { Message } from '../../../nodes/ScrubsWhatsApp/api/schema';
import type { World } from './world';

/** What a handler gets beside the request, and leaves behind. */
export interface Exchange {
	world: World;
	/** Set by a handler that has changed the world. */
	effect: boolean;
	/** The message, if one has been sent to a patient. */
	sent?: Message;
}
