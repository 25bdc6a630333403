import axios from 'axios';
import { Agent } from 'http';
import { performance } from 'perf_hooks';

/** How often n8n is asked, in milliseconds. */
const INTERVAL_MS = 50;

/** For how long n8n answers nobody: it is asked for its health again and again, whether or not it has answered. */
export class Silence {
	private longestMs = 0;
	// A busy n8n may close a kept connection just as the next request goes out.
	private readonly httpAgent = new Agent({ keepAlive: false });
	private readonly asked = new Set<Promise<void>>();
	private readonly timer: NodeJS.Timeout;

	/** Starts asking. @param url of n8n */
	constructor(private readonly url: string) {
		this.timer = setInterval(() => {
			const asking = this.ask().finally(() => this.asked.delete(asking));
			this.asked.add(asking);
		}, INTERVAL_MS);
	}

	/** Stops asking. @returns how long the slowest answer took, in seconds */
	async end(): Promise<number> {
		clearInterval(this.timer);
		await Promise.all(this.asked);
		return this.longestMs / 1_000;
	}

	private async ask(): Promise<void> {
		const from = performance.now();
		const { httpAgent } = this;
		await axios.get(`${this.url}/healthz`, { httpAgent, proxy: false, validateStatus: () => true });
		this.longestMs = Math.max(this.longestMs, performance.now() - from);
	}
}
