import type { IExecuteFunctions, IHttpRequestOptions, IPollFunctions } from 'n8n-workflow';

import {
	pacedTransportOf,
	pollTransportOf,
	transportOf,
} from '../../../../nodes/ScrubsWhatsApp/host/transport';
import { credentialFor } from '../../../support/clinic';
import { ANY_REQUEST } from '../../../support/transport';
import { until } from '../../../support/until';

const HOUR = 3_600_000;
const NOTICE = 'A conversation cannot be read.';

/** Writes a notice to the log of a trigger. @returns what stands there then */
async function logOf(
	notices: Array<{ notice?: string; workflow?: string; node?: string; at?: number }>,
): Promise<string[]> {
	const lines: string[] = [];
	const clock = jest.spyOn(Date, 'now');
	for (const { notice = NOTICE, workflow = 'w1', node = 'Replies', at = 0 } of notices) {
		clock.mockReturnValue(Date.UTC(2026, 5, 10) + at);
		const context = {
			getCredentials: async () => credentialFor('https://usescrubs.com'),
			getNode: () => ({ name: node }),
			getWorkflow: () => ({ id: workflow }),
			logger: { warn: (line: string) => void lines.push(line) },
		} as unknown as IPollFunctions;
		(await transportOf(context)).tell(notice);
	}
	clock.mockRestore();
	return lines;
}

test('a notice stands in the log with the name of the node, once an hour', async () => {
	const at = [0, 1, HOUR - 1, HOUR, HOUR + 1].map((ms) => ({ at: ms }));
	expect(await logOf(at)).toEqual([`Replies: ${NOTICE}`, `Replies: ${NOTICE}`]);
});

test.each([
	['another notice', { notice: 'One row was left out.' }],
	['another node', { node: 'Reports' }],
	['another workflow', { workflow: 'w2' }],
])('%s is written all the same', async (_, other) => {
	const workflow = `w of ${JSON.stringify(other)}`;
	expect(await logOf([{ workflow }, { workflow, ...other }])).toHaveLength(2);
});

/** A context whose server answers each request with this. */
function contextWith(answer: object, signal?: AbortSignal) {
	const asked: IHttpRequestOptions[] = [];
	const context = {
		getCredentials: async () => credentialFor('https://usescrubs.com'),
		getExecutionCancelSignal: () => signal,
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => {
				asked.push(options);
				return { statusCode: 200, headers: {}, body: '{"data":[]}', ...answer };
			},
		},
	};
	return { asked, context: context as unknown as IExecuteFunctions & IPollFunctions };
}

describe('an execution that is stopped', () => {
	const STOPPED = 'The execution was stopped before this item had its turn.';

	test('ends the wait that the server has asked for', async () => {
		const stop = new AbortController();
		const later = { statusCode: 429, headers: { 'retry-after': '20' } };
		const { asked, context } = contextWith(later, stop.signal);
		const transport = await pacedTransportOf(context);
		const end = transport.request(ANY_REQUEST).catch((error: Error) => error.message);
		await until(async () => asked.length === 1);
		stop.abort();
		expect(await end).toBe(STOPPED);
		expect(asked).toHaveLength(1);
		transport.close();
	}, 5_000);

	test('asks nothing any more when n8n tries once more', async () => {
		const { asked, context } = contextWith({}, AbortSignal.abort());
		const transport = await pacedTransportOf(context);
		await expect(transport.request(ANY_REQUEST)).rejects.toThrow(STOPPED);
		expect(asked).toEqual([]);
		transport.close();
	});
});

test('a request of a poll takes no longer than the poll has left', async () => {
	const { asked, context } = contextWith({});
	const transport = await pollTransportOf(context, Date.now() + 10_000);
	await transport.request(ANY_REQUEST);
	expect(asked[0]?.timeout).toBeLessThanOrEqual(10_000);
	expect(asked[0]?.timeout).toBeGreaterThan(5_000);
	transport.close();
});
