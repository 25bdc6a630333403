import type { Page } from '../../../../nodes/ScrubsWhatsApp/api/readers';
import { readRows } from '../../../../nodes/ScrubsWhatsApp/api/rows';
import type { SenderDigits } from '../../../../nodes/ScrubsWhatsApp/phone/PhoneDigits';
import type { Transport } from '../../../../nodes/ScrubsWhatsApp/transport/request';
import { messageReceived } from '../../../../nodes/ScrubsWhatsApp/trigger/events/messageReceived';
import { Memory } from '../../../../nodes/ScrubsWhatsApp/trigger/Memory';
import {
	pollMessages,
	type MessageState,
} from '../../../../nodes/ScrubsWhatsApp/trigger/pollMessages';
import type { MessageWatch } from '../../../../nodes/ScrubsWhatsApp/trigger/watch';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const watch: MessageWatch = {
	event: messageReceived,
	sender: '6561234567' as SenderDigits,
	mediaOnly: false,
};

/** How long each answer takes, in milliseconds. */
const ANSWER_MS = 200;

/**
 * Conversations with messages, served at so many requests a second by a clock of their own: it goes on when all that is under
 * way waits for an answer.
 */
class Night {
	now = Date.UTC(2026, 5, 10, 22);

	/** When the next request may be sent. */
	private free = this.now;

	/** Requests under way, each with the time of its answer. */
	private readonly underWay: Array<{ at: number; answer: () => void }> = [];

	private readonly messages = new Map<string, Array<{ id: string; at: number }>>();

	/** The conversations, the latest first, as long as nothing is written. */
	private listed?: Array<[string, Array<{ id: string; at: number }>]>;

	constructor(private readonly requestsPerSecond: number) {
		jest.spyOn(Date, 'now').mockImplementation(() => this.now);
	}

	write(conversation: string, id: string): void {
		const all = this.messages.get(conversation) ?? [];
		all.unshift({ id, at: this.now });
		this.messages.set(conversation, all);
		this.listed = undefined;
	}

	readonly transport = {
		origin: 'https://usescrubs.com',
		serverTime: (ours = this.now) => ours,
		tell: () => {},
		request: async ({ path, query }: { path: string[]; query: Record<string, string> }) => {
			const sentAt = Math.max(this.now, this.free);
			this.free = sentAt + SECOND / this.requestsPerSecond;
			await this.until(sentAt + ANSWER_MS);
			return path.at(-1) === 'messages' ? this.messagesOf(path.at(-2)!, query) : this.list(query);
		},
	} as unknown as Transport;

	private async until(at: number): Promise<void> {
		await new Promise<void>((answer) => {
			this.underWay.push({ at, answer });
			if (this.underWay.length === 1) setImmediate(() => this.goOn());
		});
	}

	/** Requests are sent in order and answered after the same time: the first one is the next to be answered. */
	private goOn(): void {
		const { at, answer } = this.underWay.shift()!;
		this.now = at;
		answer();
		if (this.underWay.length > 0) setImmediate(() => this.goOn());
	}

	private list(query: Record<string, string>): Page<unknown> {
		this.listed ??= [...this.messages].sort(([, a], [, b]) => b[0]!.at - a[0]!.at);
		return page(this.listed, 'Conversation', query, ([id, all]) => ({
			conversation_id: id,
			last_active_at: new Date(all[0]!.at).toISOString(),
			last_inbound_at: new Date(all[0]!.at).toISOString(),
			messages_count: all.length,
		}));
	}

	private messagesOf(id: string, query: Record<string, string>): Page<unknown> {
		return page(this.messages.get(id)!, 'Message', query, (one) => ({
			message_id: one.id,
			timestamp: String(Math.floor(one.at / SECOND)),
			direction: 'inbound',
			type: 'text',
		}));
	}
}

function page<T>(
	rows: T[],
	name: 'Conversation' | 'Message',
	{ after = '0', limit }: Record<string, string>,
	toRow: (row: T) => object,
): Page<unknown> {
	const [from, to] = [Number(after), Number(after) + Number(limit)];
	return {
		rows: readRows(name, rows.slice(from, to).map(toRow)),
		leftOut: 0,
		next: to < rows.length ? String(to) : null,
	};
}

afterEach(() => jest.restoreAllMocks());

/** In one process also more than one poll has time to list: a page has a hundred, one after the other. */
describe.each([
	['in one process', true, Number(process.env.CATCH_UP_CONVERSATIONS ?? 12_000)],
	['in another process each time', false, 4_000],
])('after a night with more than a poll can read, with polls %s', (_, isOneProcess, count) => {
	test('every poll ends in time, and every message comes once and in order', async () => {
		const night = new Night(20);
		let memory = new Memory();
		let state: MessageState | undefined;
		const poll = async () => {
			// As n8n stores it.
			const stored = state && (JSON.parse(JSON.stringify(state)) as MessageState);
			if (!isOneProcess) memory = new Memory();
			const startedAt = night.now;
			const polled = await pollMessages(
				night.transport,
				watch,
				memory,
				stored,
				startedAt + 20 * SECOND,
			);
			expect(night.now - startedAt).toBeLessThan(30 * SECOND);
			state = polled.state;
			return polled.messages;
		};
		await poll();

		const written: string[] = [];
		const write = (conversation: number, id: string) => {
			night.write(`conversation ${conversation}`, id);
			written.push(id);
		};
		for (let index = 0; index < count; index++) {
			night.now += (8 * HOUR) / count;
			write(index, `${index}.1`);
			if (index % 10 === 0) write(Math.floor(index / 2), `${Math.floor(index / 2)}.2 ${index}`);
		}

		const handedOver: Array<{ id: string; conversation: string; at: number }> = [];
		let polls = 0;
		for (let more = 0; more < 3; polls++) {
			night.now += 60 * SECOND;
			if (handedOver.length >= written.length) more++;
			// Meanwhile others go on writing.
			else if (polls % 5 === 0) write(polls * 37, `${polls * 37}.3 ${polls}`);
			const messages = await poll();
			handedOver.push(
				...messages.map(({ message, conversation, at }) => ({
					id: message.message_id,
					conversation: conversation.conversation_id,
					at,
				})),
			);
			expect(polls).toBeLessThan(200);
		}

		expect(handedOver).toHaveLength(written.length);
		expect(new Set(handedOver.map(({ id }) => id)).size).toBe(written.length);
		const last = new Map<string, number>();
		for (const { conversation, at } of handedOver) {
			expect(at).toBeGreaterThanOrEqual(last.get(conversation) ?? 0);
			last.set(conversation, at);
		}
		expect(JSON.stringify(state).length).toBeLessThan(25_000);
	});
});
