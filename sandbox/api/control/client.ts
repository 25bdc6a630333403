import axios, { type AxiosInstance } from 'axios';
import type {
	Fault,
	Filling,
	NewNumber,
	RateLimit,
	Received,
	ReceivedAt,
	ReceivedNews,
	RecordedRequest,
	Settings,
	Stats,
} from './types';

/** Controls a stand-in, in this process or another, over its control route. */
export class StandInControl {
	private readonly http: AxiosInstance;

	/** @param url where the stand-in listens, such as `http://127.0.0.1:8080` */
	constructor(url: string) {
		this.http = axios.create({
			baseURL: `${url}/control`,
			headers: { 'Content-Type': 'application/json' },
			proxy: false,
		});
	}

	/** Puts data, faults, rate limit and record back to the start, and breaks off requests under way. */
	async reset(): Promise<void> {
		await this.http.post('/reset');
	}

	/** Lets something go wrong with the next matching requests. */
	async fault(fault: Fault): Promise<void> {
		await this.http.post('/faults', fault);
	}

	/** Limits the rate of requests; null lifts the limit. */
	async rateLimit(limit: RateLimit | null): Promise<void> {
		await this.http.put('/rate-limit', JSON.stringify(limit));
	}

	/** Changes how the API behaves; what is not named stays as it is. */
	async set(settings: Partial<Settings>): Promise<void> {
		await this.http.patch('/settings', settings);
	}

	/** Lets phones be like phones: what is sent is delivered and read after a while, so that its ticks move on. */
	async letPatientsRead(): Promise<void> {
		await this.set({ deliveredAfterMs: 1_500, readAfterMs: 6_000 });
	}

	/** The requests that arrived since the last reset or clearing, in order. */
	async requests(operationId?: string): Promise<RecordedRequest[]> {
		const params = { operationId };
		return (await this.http.get<RecordedRequest[]>('/requests', { params })).data;
	}

	/** Clears the record and the counts; data, faults and rate limit stay. */
	async clearRequests(): Promise<void> {
		await this.http.delete('/requests');
	}

	/** Counts since the last reset or clearing. */
	async stats(): Promise<Stats> {
		return (await this.http.get<Stats>('/stats')).data;
	}

	/** A message of a patient comes in; see {@link Received} for what goes without saying. */
	async receive(message: Received): Promise<ReceivedAt> {
		return (await this.http.post<ReceivedAt>('/messages', message)).data;
	}

	/** Lets patients of many conversations that there are write at once; see {@link ReceivedNews}. */
	async receiveNews(news: ReceivedNews = {}): Promise<void> {
		await this.http.post('/news', news);
	}

	/** Messages of patients come in, one after the other. */
	async receiveMany(messages: Received[]): Promise<ReceivedAt[]> {
		return (await this.http.post<ReceivedAt[]>('/messages/many', messages)).data;
	}

	/**
	 * Sets the status of a message; nothing in the list of conversations shows it.
	 *
	 * @param status such as `delivered`, `read` or `failed`
	 */
	async setStatus(messageId: string, status: string): Promise<void> {
		await this.http.put(`/messages/${encodeURIComponent(messageId)}`, { status });
	}

	/** Lets a number appear, without templates and conversations. */
	async addNumber(number: NewNumber): Promise<void> {
		await this.http.post('/numbers', number);
	}

	/** @param status such as `CONNECTED`, `DISCONNECTED` or `PENDING` */
	async setNumberStatus(phoneNumber: string, status: string): Promise<void> {
		await this.http.put(`/numbers/${phoneNumber}`, { status });
	}

	/**
	 * Removes all conversations of a sender.
	 *
	 * @param sender digits; the main number by default
	 */
	async clearConversations(sender?: string): Promise<void> {
		await this.http.delete('/conversations', { params: { sender } });
	}

	/** Makes many conversations at once, each with one message of a patient; for measuring. */
	async fill(count: number, options: Omit<Filling, 'count'> = {}): Promise<void> {
		await this.http.post('/conversations', { count, ...options });
	}
}
