import axios, { type AxiosInstance } from 'axios';
import type { Fault, RateLimit, RecordedRequest, Stats } from './types';

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

	/** Puts data, faults, rate limit and record back to the start, and ends stalled requests. */
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
}
