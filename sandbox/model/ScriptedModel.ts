import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { completionOf } from './completion';
import type { CompletionRequest, ModelRequest, Step } from './types';

/** Name of the only model. */
export const MODEL = 'scripted';

/**
 * A stand-in for a chat model behind OpenAI's interface, which answers by a script and records what it was asked. It
 * listens on this machine alone.
 */
export class ScriptedModel {
	/** What arrived since the script began, in order. */
	readonly requests: ModelRequest[] = [];
	private steps: Step[] = [];

	private constructor(private readonly server: Server) {
		server.on('request', (request, response) => {
			void this.answer(request).then(({ status, body }) => deliver(response, status, body));
		});
	}

	/** Starts one on a port that the system picks. */
	static async start(): Promise<ScriptedModel> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new ScriptedModel(server);
	}

	/** The base URL that a client is given. */
	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
	}

	/** Begins a script: one step for each request that follows. */
	play(...steps: Step[]): void {
		this.steps = steps;
		this.requests.length = 0;
	}

	/** How many steps of the script have not been asked for. */
	get stepsLeft(): number {
		return this.steps.length;
	}

	/** What the tools answered since the script began, in the order of the calls. */
	get toolAnswers(): string[] {
		const messages = this.requests.at(-1)?.messages ?? [];
		return messages.filter(({ role }) => role === 'tool').map(({ content }) => content);
	}

	/** Ends it, with every connection that is still open. */
	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async answer(request: IncomingMessage): Promise<Answer> {
		const route = `${request.method} ${request.url?.split('?')[0]}`;
		if (route === 'GET /v1/models') {
			return { status: 200, body: { object: 'list', data: [{ id: MODEL, object: 'model' }] } };
		}
		if (route === 'POST /v1/chat/completions') {
			return this.complete((await json(request)) as CompletionRequest);
		}
		return refusal(404, `The scripted model has no ${route}.`);
	}

	private complete(request: CompletionRequest): Answer {
		const tools = (request.tools ?? []).map((tool) => tool.function);
		this.requests.push({ tools, messages: request.messages });
		if (request.stream) return refusal(400, 'The scripted model does not stream.');
		const step = this.steps.shift();
		if (!step) return refusal(400, 'The script is over.');
		const offered = tools.map(({ name }) => name);
		const unknown = 'call' in step && step.call.find(({ tool }) => !offered.includes(tool));
		if (unknown) {
			return refusal(400, `"${unknown.tool}" is not offered, only: ${offered.join(', ')}.`);
		}
		return { status: 200, body: completionOf(request, step, this.requests.length) };
	}
}

interface Answer {
	status: number;
	body: object;
}

/** 4xx, since a client tries a 5xx again. */
const refusal = (status: 400 | 404, message: string): Answer => ({
	status,
	body: { error: { message, type: 'invalid_request_error', param: null, code: null } },
});

function deliver(response: ServerResponse, status: number, body: object): void {
	response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
