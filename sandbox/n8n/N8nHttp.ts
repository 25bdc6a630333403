import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { Agent } from 'http';

/** Requests to n8n's REST interface. Its errors carry n8n's words, and no password or cookie. */
export class N8nHttp {
	private readonly http: AxiosInstance;

	/** @param url the editor's address */
	constructor(url: string) {
		this.http = axios.create({
			baseURL: url,
			// This only ever talks to the own machine.
			proxy: false,
			// A busy n8n may close a kept connection just as the next request goes out.
			httpAgent: new Agent({ keepAlive: false }),
			validateStatus: () => true,
		});
	}

	/** Whether n8n answers its own editor, which it does once everything is loaded. */
	async isReady(): Promise<boolean> {
		try {
			const health = await this.http.get('/healthz/readiness', { timeout: 2_000 });
			if (health.status !== 200) return false;
			const settings = await this.http.get('/rest/settings', { timeout: 2_000 });
			return settings.status === 200 && typeof settings.data === 'object';
		} catch {
			return false;
		}
	}

	/** Signs in; every request after it is this user's. */
	async logIn(email: string, password: string): Promise<void> {
		const answer = await this.send('POST', '/rest/login', { emailOrLdapLoginId: email, password });
		this.unwrap(answer);
		const cookies = answer.headers['set-cookie'] ?? [];
		this.http.defaults.headers.common.Cookie = cookies.map((one) => one.split(';')[0]).join('; ');
	}

	/** @throws Error when n8n refuses or does not answer */
	async get<T>(path: string): Promise<T> {
		return this.unwrap(await this.send('GET', path));
	}

	/** @throws Error when n8n refuses or does not answer */
	async post<T>(path: string, body: unknown): Promise<T> {
		return this.unwrap(await this.send('POST', path, body));
	}

	/** @throws Error when n8n refuses or does not answer */
	async patch<T>(path: string, body: unknown): Promise<T> {
		return this.unwrap(await this.send('PATCH', path, body));
	}

	private async send(method: string, url: string, data?: unknown): Promise<AxiosResponse> {
		try {
			return await this.http.request({ method, url, data });
		} catch (error) {
			// axios' own error holds the whole request, with passwords and cookies.
			throw new Error(`n8n did not answer ${method} ${url}: ${(error as Error).message}`);
		}
	}

	/** Takes n8n's envelope off; an error becomes an Error with n8n's words. */
	private unwrap<T>({ status, data, config }: AxiosResponse): T {
		if (status >= 400) {
			const said = (data as { message?: string }).message ?? JSON.stringify(data);
			throw new Error(
				`n8n answered ${status} to ${config.method?.toUpperCase()} ${config.url}: ${said}`,
			);
		}
		const body = data as { data?: T };
		return Array.isArray(data) || body.data === undefined ? (data as T) : body.data;
	}
}
