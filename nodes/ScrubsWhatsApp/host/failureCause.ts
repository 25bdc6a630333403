import { isAboutCredential } from '../api/failures';
import { PagingProblem } from '../api/PagingProblem';
import { InputProblem } from '../words/InputProblem';
import { ScrubsApiError, type Failure } from '../transport/ScrubsApiError';

/** n8n's own names for why something went wrong, by which newer versions back off or tell the user to act (n8n-workflow 2.41). */
export type FailureCause =
	| { cause: 'rate-limited' | 'quota-exhausted' | 'temporarily-unavailable'; retryAfterMs?: number }
	| { cause: 'credential-invalid' | 'configuration-invalid' };

function causeOfApi(failure: Failure): FailureCause | undefined {
	const { kind, status, retryAfterMs } = failure;
	if (['cancelled', 'other', 'unreadable', 'tooLarge'].includes(kind)) return undefined;
	if (kind === 'redirect' || kind === 'tls') return { cause: 'configuration-invalid' };
	if (kind !== 'status' || status === undefined || status >= 500) {
		return { cause: 'temporarily-unavailable', retryAfterMs };
	}
	if (status === 429) {
		return retryAfterMs === undefined
			? { cause: 'quota-exhausted' }
			: { cause: 'rate-limited', retryAfterMs };
	}
	const isCredential = status === 401 || status === 403 || isAboutCredential(failure);
	return { cause: isCredential ? 'credential-invalid' : 'configuration-invalid' };
}

/** The cause to note on an n8n error, where one can be told. */
export function failureCauseOf(error: unknown): FailureCause | undefined {
	if (error instanceof ScrubsApiError) return causeOfApi(error.failure);
	if (error instanceof InputProblem) return { cause: 'configuration-invalid' };
	if (error instanceof PagingProblem) return { cause: 'temporarily-unavailable' };
	return undefined;
}
