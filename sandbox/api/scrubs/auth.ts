import type { Context, Handler } from 'openapi-backend';
import type { Answer } from '../answer';
import type { Exchange } from './exchange';
import { REFUSALS, Refusal } from './refusals';
import type { Organisation } from './world';

const PROVIDER = 'x-scrubs-clinic-provider';
const API_KEY = 'x-scrubs-clinic-api-key';
const HCI_CODE = 'x-scrubs-clinic-code';

/**
 * The organisation that the provider header names.
 *
 * @throws REFUSALS.invalidProvider
 */
function provider(context: Context, { world }: Exchange): Organisation {
	const id = header(context, PROVIDER);
	const organisation = world.organisations.find(({ providerId }) => providerId === id);
	if (!organisation) throw REFUSALS.invalidProvider;
	return organisation;
}

/** Whether the API key, and nothing beside it, belongs to the provider. */
function apiKey(context: Context, exchange: Exchange): boolean {
	const key = header(context, API_KEY);
	return !header(context, HCI_CODE) && key === provider(context, exchange).apiKey;
}

/**
 * Whether the HCI code, and nothing beside it, belongs to the provider.
 *
 * @throws REFUSALS.invalidProvider for a code that nobody has
 */
function hciCode(context: Context, exchange: Exchange): boolean {
	const code = header(context, HCI_CODE);
	// That both credentials at once fail, as none does, is inferred.
	if (!code || header(context, API_KEY)) return false;
	if (!exchange.world.organisations.some((one) => one.hciCode === code)) {
		throw REFUSALS.invalidProvider;
	}
	return code === provider(context, exchange).hciCode;
}

/** The security schemes of the description. */
export const securityHandlers: Record<string, Handler> = { provider, apiKey, hciCode };

/** Answers a request that satisfies neither combination of schemes. */
export function unauthorizedHandler({ security }: Context): Answer {
	const refusal = Object.values(security)
		.map((result: unknown) => (result as { error?: unknown } | undefined)?.error)
		.find((error) => error instanceof Refusal);
	return (refusal ?? REFUSALS.authenticationFailed).answer();
}

function header({ request }: Context, name: string): string | undefined {
	return (request.headers as Record<string, string | undefined>)[name];
}
