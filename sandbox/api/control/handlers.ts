import type { Context, Handler } from 'openapi-backend';
import type { Answer } from '../answer';
import type { Faults } from './faults';
import type { Journal } from './journal';
import type { RateLimiter } from './rateLimiter';
import type { Fault, RateLimit, Settings } from './types';

/** What the control route controls. */
export interface Controlled {
	faults: Faults;
	rateLimiter: RateLimiter;
	journal: Journal;
	settings: Settings;
	/** Puts everything back to the start. */
	reset(): void;
}

const DONE: Answer = { status: 204 };

/** The handlers of control/openapi.yaml, by operation ID. */
export function controlHandlers(controlled: Controlled): Record<string, Handler> {
	const { faults, rateLimiter, journal } = controlled;
	return {
		reset() {
			controlled.reset();
			return DONE;
		},
		addFault({ request }: Context<Fault>) {
			faults.add(request.requestBody);
			return DONE;
		},
		setRateLimit({ request }: Context<RateLimit | null>) {
			rateLimiter.set(request.requestBody);
			return DONE;
		},
		changeSettings({ request }: Context<Partial<Settings>>) {
			controlled.settings = { ...controlled.settings, ...request.requestBody };
			return DONE;
		},
		getRequests({ request }: Context): Answer {
			const { operationId } = request.query as { operationId?: string };
			return { status: 200, body: journal.requests(operationId) };
		},
		clearRequests() {
			journal.clear();
			return DONE;
		},
		getStats: (): Answer => ({ status: 200, body: journal.stats() }),
	};
}
