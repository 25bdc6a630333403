import { useOperation } from '../../../support/oneOperation';
import { conversationRow } from '../../../support/rows';
import { SENDERS } from '../../../../sandbox/api';
import { list } from '../../../support/parameters';

const { run, answer } = useOperation('conversation', 'getAll');
const paging = { next: null, previous: null };

test.each([
	[[], []],
	[[null], ['One row of Scrubs’ answer could not be read and was left out.']],
	[['odd', 7], ['2 rows of Scrubs’ answer could not be read and were left out.']],
])('of rows that cannot be read, %j, the step says how many were left out', async (odd, said) => {
	await answer('listConversations', { data: [conversationRow(), ...odd], paging });
	const { json, hints, error } = await run({ senderPhoneNumber: list(SENDERS.main) });

	expect(error).toBeUndefined();
	expect(json).toHaveLength(1);
	expect(hints).toEqual(said);
});
