import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { InputProblem } from '../words/InputProblem';
import type { Remedy } from '../words/remedies';
import { webAddressOf } from './webAddress';

export type Authentication = 'apiKey' | 'hciCode';

/** Header names from Scrubs' API page; one of key and code always goes with the provider. */
const PROVIDER_HEADER = 'X-Scrubs-Clinic-Provider';
const SECRET_HEADERS = {
	apiKey: 'X-Scrubs-Clinic-Api-Key',
	hciCode: 'X-Scrubs-Clinic-Code',
} as const;

/** Headers that the node or the HTTP client sets itself: a custom header may not replace them. */
const RESERVED_HEADERS = new Set([
	...[PROVIDER_HEADER, ...Object.values(SECRET_HEADERS)].map((name) => name.toLowerCase()),
	...['accept', 'connection', 'content-length', 'content-type', 'host', 'transfer-encoding'],
	// With these Node.js waits for more than an answer.
	...['expect', 'trailer'],
]);

/** Names that n8n's HTTP client (axios) takes for something of its own, so that the header would vanish. */
const VANISHING_HEADERS = new Set([
	...['__proto__', 'constructor', 'prototype'],
	...['common', 'delete', 'get', 'head', 'patch', 'post', 'put', 'query'],
]);

/** What RFC 9110 allows in a header's name and Node.js in its value. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]+$/;

/** Longest value of a field, in characters: servers take no more than 8 to 16 KB of headers in all. */
const LONGEST_VALUE = 4_096;
const LONGEST_NAME = 200;

const mend = (by: string): Remedy => ({ do: 'mendCredential', by });

const isBlank = (character: string | undefined) => character === ' ' || character === '\t';

/** A field without the spaces and tabs around it; other white space is none that was copied along by chance. */
function text(value: unknown): string {
	if (typeof value !== 'string') return '';
	let [start, end] = [0, value.length];
	while (isBlank(value[start])) start++;
	while (end > start && isBlank(value[end - 1])) end--;
	return value.slice(start, end);
}

/** Which of the two ways to authenticate a credential uses; an API key unless it says otherwise. */
export function authenticationOf(credentials: ICredentialDataDecryptedObject): Authentication {
	return credentials.authentication === 'hciCode' ? 'hciCode' : 'apiKey';
}

function headerValue(value: unknown, label: string): string {
	const trimmed = text(value);
	if (trimmed === '') {
		throw new InputProblem(`${label} is missing.`, mend(`fill in "${label}"`));
	}
	if (trimmed.length > LONGEST_VALUE) {
		throw new InputProblem(
			`${label} is far too long to be one.`,
			mend(`delete "${label}" and copy it again`),
		);
	}
	if (!HEADER_VALUE.test(trimmed)) {
		throw new InputProblem(
			`${label} contains a line break or another character that cannot be sent.`,
			mend(`delete "${label}" and copy it again without line breaks or quotation marks`),
		);
	}
	return trimmed;
}

function customHeader(credentials: ICredentialDataDecryptedObject): Record<string, string> {
	if (credentials.customHeader !== true) return {};
	const name = text(credentials.customHeaderName);
	const lower = name.toLowerCase();
	const isTaken = RESERVED_HEADERS.has(lower) || VANISHING_HEADERS.has(lower);
	if (isTaken || name.length > LONGEST_NAME || !HEADER_NAME.test(name)) {
		throw new InputProblem(
			'The name of the custom header cannot be used.',
			mend(
				'enter a "Custom Header Name" of letters, digits and dashes that nothing else uses, or switch "Add Custom Header" off',
			),
		);
	}
	return { [name]: headerValue(credentials.customHeaderValue, 'Custom Header Value') };
}

/**
 * The headers that tell Scrubs who is asking (API page, "Common": the provider on every call, with it exactly one of API
 * key and HCI code), and the custom header if there is one.
 * @throws InputProblem when a value is missing or cannot be carried by a header
 */
export function authenticationHeaders(
	credentials: ICredentialDataDecryptedObject,
): Record<string, string> {
	const authentication = authenticationOf(credentials);
	const secret =
		authentication === 'apiKey'
			? headerValue(credentials.apiKey, 'API Key')
			: headerValue(credentials.hciCode, 'HCI Code');
	return {
		[PROVIDER_HEADER]: headerValue(credentials.providerId, 'Provider ID'),
		[SECRET_HEADERS[authentication]]: secret,
		...customHeader(credentials),
	};
}

/** The values of a credential that may never stand in a message; what is too long to be one is never sent either. */
export function secretsOf(credentials: ICredentialDataDecryptedObject): string[] {
	return [
		credentials.apiKey,
		credentials.hciCode,
		credentials.providerId,
		credentials.customHeaderValue,
	]
		.map(text)
		.filter((value) => value !== '' && value.length <= LONGEST_VALUE);
}

/**
 * Scheme, host and port of the base URL: a path or a trailing slash that was pasted along is put right, a missing scheme
 * becomes `https`.
 * @throws InputProblem when it is no web address
 */
export function baseUrlOf(credentials: ICredentialDataDecryptedObject): string {
	const entered = text(credentials.baseUrl) || 'https://usescrubs.com';
	const withScheme = entered.replace(/^(https?):\/*/i, '$1://');
	const isShort = entered.length <= LONGEST_VALUE;
	const url = isShort
		? webAddressOf(withScheme.includes('://') ? withScheme : `https://${withScheme}`)
		: undefined;
	if (!url || url.username || url.password) {
		throw new InputProblem('The base URL of the credential is not a web address.', {
			do: 'setBaseUrl',
			to: 'https://usescrubs.com',
		});
	}
	assertDomainAllowed(credentials, url.hostname);
	return url.origin;
}

/**
 * n8n adds "Allowed HTTP Request Domains" to credentials that authenticate. Its own nodes honour the list by handing it to
 * the HTTP helper, which versions before 2.x do not heed; so it is checked here, by n8n's rules: `*.example.com` stands for
 * subdomains alone. Mode `none` forbids the HTTP Request node only, not the node that the credential belongs to.
 */
function assertDomainAllowed(credentials: ICredentialDataDecryptedObject, hostname: string): void {
	if (credentials.allowedHttpRequestDomains !== 'domains') return;
	const host = hostname.toLowerCase().replace(/\.$/, '');
	const allowed = text(credentials.allowedDomains)
		.split(',')
		.map((domain) => domain.trim().toLowerCase().replace(/\.$/, ''))
		.filter((domain) => domain !== '');
	const matches = (domain: string) =>
		domain.startsWith('*.') ? domain.length > 2 && host.endsWith(domain.slice(1)) : host === domain;
	if (!allowed.some(matches)) {
		throw new InputProblem(
			`This credential does not allow requests to ${host}.`,
			mend(`add ${host} to "Allowed Domains", or correct "Base URL"`),
		);
	}
}
