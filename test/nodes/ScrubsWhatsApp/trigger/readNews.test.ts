import { messageReceived } from '../../../../nodes/ScrubsWhatsApp/trigger/events/messageReceived';
import { Memory } from '../../../../nodes/ScrubsWhatsApp/trigger/Memory';
import { Owed } from '../../../../nodes/ScrubsWhatsApp/trigger/Owed';
import {
	conversationOf,
	placeOf,
	readNews,
} from '../../../../nodes/ScrubsWhatsApp/trigger/readNews';
import type { MessageWatch } from '../../../../nodes/ScrubsWhatsApp/trigger/watch';
import type { SenderDigits } from '../../../../nodes/ScrubsWhatsApp/phone/PhoneDigits';
import type { Transport } from '../../../../nodes/ScrubsWhatsApp/transport/request';
import {
	ScrubsApiError,
	type Failure,
} from '../../../../nodes/ScrubsWhatsApp/transport/ScrubsApiError';

const NOW = Date.UTC(2026, 5, 10);
const DAY = 86_400_000;
const FROM = NOW - DAY;
const watch: MessageWatch = {
	event: messageReceived,
	sender: '12025550101' as SenderDigits,
	mediaOnly: false,
};

const failure = (part: Partial<Failure> & Pick<Failure, 'kind'>) =>
	new ScrubsApiError({
		operationId: 'listMessages',
		mayHaveTakenEffect: false,
		authentication: 'apiKey',
		origin: 'https://usescrubs.com',
		sentAt: 0,
		...part,
	});
const NOT_FOUND = failure({ kind: 'status', status: 404 });

/** Reads conversations: each with one message, or one that cannot be read. */
async function read(
	troubles: Record<string, Error | undefined>,
	{ owed = new Owed(), isEnough = (found: number) => found < 0 } = {},
) {
	const notices: string[] = [];
	const transport = {
		origin: 'https://usescrubs.com',
		tell: (notice: string) => void notices.push(notice),
		request: async ({ path, read: readAnswer }) => {
			const id = path.at(-2)!;
			const trouble = troubles[id];
			if (trouble) throw trouble;
			const data = [
				{ message_id: `m ${id}`, direction: 'inbound', timestamp: String(NOW / 1_000 - id.length) },
			];
			return readAnswer({ data, paging: { next: null, previous: null } })!;
		},
	} as Transport;
	const queue = Object.keys(troubles)
		.map(conversationOf)
		.map((conversation) => ({
			place: placeOf(conversation),
			conversation,
			from: FROM,
			isOwed: owed.fromOf(conversation.conversation_id) !== undefined,
		}));
	const memory = new Memory();
	const news = await readNews(transport, watch, memory, owed, queue, isEnough);
	return {
		...news,
		owed,
		notices,
		found: memory.pending().map(({ message }) => message.message_id),
	};
}

beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(NOW));
afterEach(() => jest.restoreAllMocks());

test('what is new is found, and how new it is', async () => {
	const { found, newest, unreadFrom, error, notices } = await read({ a: undefined, bb: undefined });
	expect(found).toEqual(['m bb', 'm a']);
	expect(newest).toBe(NOW - 1_000);
	expect([unreadFrom, error, ...notices]).toEqual([undefined, undefined]);
});

describe('a conversation alone is to blame, and is tried again later', () => {
	test.each<[string, Error]>([
		...[400, 404, 410, 422].map((status): [string, Error] => [
			`that is answered with ${status}`,
			failure({ kind: 'status', status }),
		]),
		['that cannot be read', failure({ kind: 'unreadable' })],
		['that is too large', failure({ kind: 'tooLarge' })],
	])('%s, whether or not there are others', async (_, trouble) => {
		const { error, unreadFrom, owed, notices } = await read({ odd: trouble });
		expect([error, unreadFrom]).toEqual([undefined, undefined]);
		expect(owed.fromOf('odd')).toBe(FROM);
		expect(notices).toEqual([
			'A conversation cannot be read at the moment. The trigger goes on with the others and tries it again later.',
		]);
	});

	test('that is answered with 500, where others can be read', async () => {
		const { error, owed, found } = await read({
			odd: failure({ kind: 'status', status: 500 }),
			a: undefined,
		});
		expect(error).toBeUndefined();
		expect(owed.fromOf('odd')).toBe(FROM);
		expect(found).toEqual(['m a']);
	});
});

describe('nothing can be read', () => {
	test.each<[string, Error]>([
		['after a 401', failure({ kind: 'status', status: 401 })],
		['after a 429', failure({ kind: 'status', status: 429 })],
		['once n8n ends', failure({ kind: 'cancelled' })],
		['for a reason that nobody foresaw', new Error('Oh.')],
	])('%s', async (_, trouble) => {
		const { error, unreadFrom, owed, notices } = await read({ odd: trouble, a: undefined });
		expect(error).toBe(trouble);
		expect(unreadFrom).toBe(placeOf(conversationOf('odd')));
		expect(owed.size).toBe(0);
		expect(notices).toEqual([]);
	});

	test('when all are answered with 500', async () => {
		const trouble = failure({ kind: 'status', status: 500 });
		const { error, owed } = await read({ a: trouble, b: trouble });
		expect(error).toBe(trouble);
		expect(owed.size).toBe(0);
	});

	test('when more than 20 conversations have trouble of their own', async () => {
		const troubles = (count: number) =>
			Object.fromEntries(Array.from({ length: count }, (_, index) => [`c${index}`, NOT_FOUND]));
		expect((await read(troubles(20))).error).toBeUndefined();
		const { error, unreadFrom } = await read(troubles(21));
		expect(error).toBe(NOT_FOUND);
		expect(unreadFrom).toBe(placeOf(conversationOf('c0')));
	});
});

test('a conversation that cannot be read for a day is given up, in so many words', async () => {
	const owed = new Owed([{ id: 'odd', from: FROM, since: NOW - DAY - 1, again: 0, tries: 30 }]);
	const { notices, error } = await read({ odd: NOT_FOUND }, { owed });
	expect(error).toBeUndefined();
	expect(owed.size).toBe(0);
	expect(notices).toEqual([
		'A conversation could not be read for a whole day. The trigger goes on without what is new in it.',
	]);
});

test('one that can be read again is no longer owed', async () => {
	const owed = new Owed([{ id: 'odd', from: FROM, since: NOW, again: 0, tries: 1 }]);
	const { found } = await read({ odd: undefined }, { owed });
	expect(owed.size).toBe(0);
	expect(found).toEqual(['m odd']);
});

test('reading ends when it is enough, and says where it stopped', async () => {
	const ids = Array.from({ length: 30 }, (_, index) => `c${index}`);
	const { found, unreadFrom } = await read(Object.fromEntries(ids.map((id) => [id, undefined])), {
		isEnough: (count) => count >= 10,
	});
	expect(found.length).toBeGreaterThanOrEqual(10);
	expect(found.length).toBeLessThan(10 + 8);
	expect(unreadFrom).toBe(placeOf(conversationOf(`c${found.length}`)));
});
