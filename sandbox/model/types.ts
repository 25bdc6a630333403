import type { IDataObject } from 'n8n-workflow';

/** A tool that the model wants to use. */
export interface ToolCall {
	/** Name of the tool, one of those that the request offers. */
	tool: string;
	args: IDataObject;
}

/** What the model answers to one request: tool calls, all in one turn, or a text. */
export type Step = { call: ToolCall[] } | { say: string };

/** A tool as the model is told of it. */
export interface OfferedTool {
	name: string;
	description: string;
	/** Its parameters as a JSON Schema. */
	parameters: {
		properties: Record<string, IDataObject>;
		required?: string[];
	};
}

/** One entry of the conversation that a request carries. */
export interface ChatMessage {
	role: 'system' | 'user' | 'assistant' | 'tool';
	content: string;
	/** The call that a tool's message answers. */
	tool_call_id?: string;
}

/** What arrived at the model. */
export interface ModelRequest {
	tools: OfferedTool[];
	messages: ChatMessage[];
}

/** The body of `POST /v1/chat/completions`, as far as it is looked at. */
export interface CompletionRequest {
	model: string;
	messages: ChatMessage[];
	stream?: boolean;
	tools?: Array<{ type: 'function'; function: OfferedTool }>;
}
