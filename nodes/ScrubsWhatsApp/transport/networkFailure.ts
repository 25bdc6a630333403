import type { FailureKind } from './ScrubsApiError';

/** Node.js' and axios' codes by what they say about the request. */
const KINDS: ReadonlyArray<[FailureKind, RegExp]> = [
	['cancelled', /^ERR_CANCELED$/],
	['addressNotFound', /^(ENOTFOUND|EAI_\w+|ERR_INVALID_URL)$/],
	['refused', /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/],
	[
		'tls',
		/^(CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+|ERR_TLS_\w+|ERR_SSL_\w+|EPROTO|HOSTNAME_MISMATCH)$/,
	],
	['timeout', /^(ETIMEDOUT|ESOCKETTIMEDOUT|ECONNABORTED)$/],
	['connectionLost', /^(ECONNRESET|EPIPE|HPE_\w+|ERR_BAD_RESPONSE|ERR_STREAM_PREMATURE_CLOSE)$/],
];

/**
 * The codes that an error and its causes carry. n8n wraps the HTTP client's error once or twice and, depending on its
 * version, keeps the code on the cause or as `httpCode`.
 */
function codesOf(error: unknown): string[] {
	const codes: string[] = [];
	let current = error;
	for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth++) {
		const { code, httpCode, cause } = current as Record<string, unknown>;
		codes.push(...[code, httpCode].filter((part): part is string => typeof part === 'string'));
		current = cause;
	}
	return codes;
}

/** What kind of failure the HTTP client reports. */
export function networkFailureOf(error: unknown): FailureKind {
	const codes = codesOf(error);
	const match = KINDS.find(([, pattern]) => codes.some((code) => pattern.test(code)));
	return match?.[0] ?? 'other';
}
