import { Agent, request as httpRequest } from 'http';
import { setTimeout as sleep } from 'timers/promises';
import {
	CONVERSATIONS_PATH,
	HEADERS,
	messagesPath,
	PAGE_SIZE,
	recipientOf,
	SEND_PATH,
	TEMPLATE,
} from './api';

/** How fast it may be: so many requests in so many milliseconds. */
export interface Rate {
	requests: number;
	perMs: number;
}

interface Page<T> {
	data: T[];
	paging: { next: string | null };
}

interface Exchange {
	status: number;
	text: string;
}

const rowsOf = <T>(text: string): T[] => (JSON.parse(text) as Page<T>).data;

/** The least that a program can do: Node's own HTTP over kept-alive connections, and nothing around it. */
export class BareClient {
	private readonly agent: Agent;

	constructor(
		private readonly url: string,
		private readonly concurrency: number,
	) {
		this.agent = new Agent({ keepAlive: true, maxSockets: concurrency });
	}

	/** Sends a message to each of so many recipients, evenly spaced if there is a rate. */
	async sendAll(count: number, rate?: Rate, recipient = recipientOf): Promise<void> {
		await this.each(
			count,
			rate,
			async (index) => (await this.send(recipient(index), index)).status,
		);
	}

	/**
	 * Reads for each of so many recipients the latest conversation and its newest page, evenly spaced if there is a rate.
	 * @returns the IDs of the messages
	 */
	async readEach(count: number, rate?: Rate, recipient = recipientOf): Promise<string[]> {
		const conversations: string[] = [];
		const ids: string[] = [];
		await this.each(count, rate, async (index) => {
			const path = `${CONVERSATIONS_PATH}?recipient_phone_number=${recipient(index)}`;
			const { status, text } = await this.exchange('GET', path);
			if (status === 200)
				conversations.push(rowsOf<{ conversation_id: string }>(text)[0]!.conversation_id);
			return status;
		});
		await this.each(count, rate, async (index) => {
			const { status, text } = await this.exchange('GET', messagesPath(conversations[index]!));
			if (status === 200)
				ids.push(...rowsOf<{ message_id: string }>(text).map(({ message_id: id }) => id));
			return status;
		});
		return ids;
	}

	/** Does something for each index, evenly spaced if there is a rate, and again later where the answer is a 429. */
	private async each(
		count: number,
		rate: Rate | undefined,
		ask: (index: number) => Promise<number>,
	): Promise<void> {
		const waiting = Array.from({ length: count }, (_, index) => index);
		const interval = rate ? rate.perMs / rate.requests : 0;
		let nextStart = performance.now();
		const work = async (): Promise<void> => {
			for (;;) {
				const index = waiting.shift();
				if (index === undefined) return;
				if (rate) {
					const wait = nextStart - performance.now();
					nextStart += interval;
					if (wait > 0) await sleep(wait);
				}
				const status = await ask(index);
				// Spacing is never so even that none arrives too early.
				if (status === 429) waiting.push(index);
				else if (status !== 200) throw new Error(`The stand-in answered ${status}.`);
			}
		};
		await Promise.all(Array.from({ length: this.concurrency }, work));
	}

	/** Reads a conversation page by page. @returns the IDs of its messages */
	async readAll(conversationId: string): Promise<string[]> {
		const ids: string[] = [];
		let after = '';
		for (;;) {
			const query = `?limit=${PAGE_SIZE}${after && `&after=${encodeURIComponent(after)}`}`;
			const page = await this.get<{ message_id: string }>(messagesPath(conversationId) + query);
			ids.push(...page.data.map(({ message_id: id }) => id));
			if (page.paging.next === null) return ids;
			after = page.paging.next;
		}
	}

	/** The ID of the recipient's latest conversation. */
	async conversationWith(recipient: string): Promise<string> {
		const path = `${CONVERSATIONS_PATH}?recipient_phone_number=${recipient}`;
		const [latest] = (await this.get<{ conversation_id: string }>(path)).data;
		if (!latest) throw new Error('There is no conversation with this recipient.');
		return latest.conversation_id;
	}

	/** Closes the connections. */
	close(): void {
		this.agent.destroy();
	}

	private async send(recipient: string, index: number): Promise<Exchange> {
		const fields = { '1': `Patient ${index}`, '2': '10 June' };
		const body = JSON.stringify({ recipient_phone_number: recipient, ...TEMPLATE, fields });
		return await this.exchange('POST', SEND_PATH, body);
	}

	private async get<T>(path: string): Promise<Page<T>> {
		return JSON.parse((await this.exchange('GET', path)).text) as Page<T>;
	}

	private async exchange(method: string, path: string, body?: string): Promise<Exchange> {
		return await new Promise((resolve, reject) => {
			const headers = body
				? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
				: {};
			const options = { method, agent: this.agent, headers: { ...HEADERS, ...headers } };
			const outgoing = httpRequest(this.url + path, options, (incoming) => {
				const chunks: Buffer[] = [];
				incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
				incoming.once('error', reject);
				incoming.once('end', () =>
					resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
				);
			});
			outgoing.once('error', reject);
			outgoing.end(body);
		});
	}
}
