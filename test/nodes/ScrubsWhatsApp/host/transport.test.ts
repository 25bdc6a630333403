import type { IPollFunctions } from 'n8n-workflow';

import { transportOf } from '../../../../nodes/ScrubsWhatsApp/host/transport';
import { credentialFor } from '../../../support/clinic';

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
