import { createServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

import { outcomeOf } from '../../../../nodes/ScrubsWhatsApp/transport/outcome';
import { networkFailureOf } from '../../../../nodes/ScrubsWhatsApp/transport/networkFailure';
import type { FailureKind } from '../../../../nodes/ScrubsWhatsApp/transport/ScrubsApiError';
import { useStandIn } from '../../../support/clinic';
import { runNode } from '../../../support/engine';
import { OPERATIONS } from '../../../support/operations';
import { failureOf, n8nSend } from '../../../support/transport';

const standIn = useStandIn();

/** Runs something against a port of this machine on which the server listens. */
async function withServer<T>(server: Server, use: (port: number) => Promise<T>): Promise<T> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	try {
		return await use((server.address() as AddressInfo).port);
	} finally {
		await new Promise((resolve) => server.close(resolve));
	}
}

/** A port that was free a moment ago. */
const closedPort = async () => await withServer(createServer(), async (port) => port);

/** What the transport knows of a POST over n8n's own HTTP helper. */
const failureAt = async (baseUrl: string, timeout?: number) => {
	const credentials = standIn.apiKey({ baseUrl });
	return await failureOf(credentials, n8nSend(credentials, timeout ? { timeout } : {}), {
		method: 'POST',
		body: {},
	});
};

describe('on a real network', () => {
	test('a closed port: nothing was delivered', async () => {
		expect(await failureAt(`http://127.0.0.1:${await closedPort()}`)).toMatchObject({
			kind: 'refused',
			mayHaveTakenEffect: false,
		});
	});

	test('HTTPS to a port that speaks HTTP: nothing was delivered', async () => {
		expect(await failureAt(standIn.url.replace('http:', 'https:'))).toMatchObject({
			kind: 'tls',
			mayHaveTakenEffect: false,
		});
	});

	test('HTTPS to a server without a certificate: nothing was delivered', async () => {
		await withServer(createTlsServer(), async (port) => {
			expect(await failureAt(`https://127.0.0.1:${port}`)).toMatchObject({
				kind: 'tls',
				mayHaveTakenEffect: false,
			});
		});
	});

	test.each([
		['before it was handled', 'before' as const],
		['after it was handled', 'after' as const],
	])('a connection dropped %s: it may have taken effect', async (_, when) => {
		await standIn.control.fault({ kind: 'drop', when });

		expect(await failureAt(standIn.url)).toMatchObject({
			kind: 'connectionLost',
			mayHaveTakenEffect: true,
		});
	});

	test('an answer cut off: it may have taken effect', async () => {
		await standIn.control.fault({ kind: 'truncated', body: { data: [] } });

		expect(await failureAt(standIn.url)).toMatchObject({
			kind: 'connectionLost',
			mayHaveTakenEffect: true,
		});
	});

	test('a port that does not speak HTTP: it may have taken effect', async () => {
		const server = createServer((socket) => {
			socket.write('220 not the web\r\n', () => socket.destroy());
		});
		await withServer(server, async (port) => {
			expect(await failureAt(`http://127.0.0.1:${port}`)).toMatchObject({
				kind: 'connectionLost',
				mayHaveTakenEffect: true,
			});
		});
	});

	test('no answer in time: it may have taken effect', async () => {
		await standIn.control.fault({ kind: 'stall' });

		expect(await failureAt(standIn.url, 100)).toMatchObject({
			kind: 'timeout',
			mayHaveTakenEffect: true,
		});
	});

	test('reading has no effect, whatever becomes of the answer', async () => {
		await standIn.control.fault({ kind: 'drop' });
		const credentials = standIn.apiKey();

		expect(await failureOf(credentials, n8nSend(credentials))).toMatchObject({
			kind: 'connectionLost',
			mayHaveTakenEffect: false,
		});
	});

	test('the address is named to the user when nothing answers there', async () => {
		const baseUrl = `http://127.0.0.1:${await closedPort()}`;
		const { error } = await runNode({
			parameters: OPERATIONS.listPhoneNumbers,
			credentials: standIn.apiKey({ baseUrl }),
		});

		expect(error?.message).toBe(`Nothing answers at ${baseUrl}.`);
		expect(error?.description).toContain('"Base URL"');
	});
});

describe('by its code', () => {
	const codes: Array<[FailureKind, boolean, string[]]> = [
		['addressNotFound', false, ['ENOTFOUND', 'EAI_AGAIN', 'ERR_INVALID_URL']],
		['refused', false, ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']],
		[
			'tls',
			false,
			[
				'DEPTH_ZERO_SELF_SIGNED_CERT',
				'SELF_SIGNED_CERT_IN_CHAIN',
				'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
				'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
				'CERT_HAS_EXPIRED',
				'ERR_TLS_CERT_ALTNAME_INVALID',
				'ERR_SSL_WRONG_VERSION_NUMBER',
				'EPROTO',
			],
		],
		['timeout', true, ['ETIMEDOUT', 'ESOCKETTIMEDOUT', 'ECONNABORTED']],
		['connectionLost', true, ['ECONNRESET', 'EPIPE', 'HPE_INVALID_CONSTANT']],
		['cancelled', true, ['ERR_CANCELED']],
		['other', true, ['ESOMETHINGNEW', '']],
	];
	const cases = codes.flatMap(([kind, delivered, all]) =>
		all.map((code) => [code, kind, delivered] as const),
	);

	test.each(cases)('%s is %s, may have arrived: %s', (code, kind, delivered) => {
		const found = networkFailureOf(Object.assign(new Error('m'), { code }));
		expect(found).toBe(kind);
		expect(outcomeOf(found)).toBe(delivered ? 'notKnown' : 'notDone');
	});

	test.each([
		['in httpCode', { httpCode: 'ECONNREFUSED' }],
		['on the cause', { cause: { code: 'ECONNREFUSED' } }],
		['on the cause of the cause', { code: 500, cause: { cause: { code: 'ECONNREFUSED' } } }],
	])('finds the code %s', (_, error) => {
		expect(networkFailureOf(error)).toBe('refused');
	});

	test.each([['text'], [undefined], [null], [new Error('ECONNREFUSED')]])(
		'takes the worst for granted when there is no code: %p',
		(error) => {
			expect(networkFailureOf(error)).toBe('other');
		},
	);

	test('is not led round in circles by an error that is its own cause', () => {
		const error: { cause?: unknown } = {};
		error.cause = error;

		expect(networkFailureOf(error)).toBe('other');
	});
});
