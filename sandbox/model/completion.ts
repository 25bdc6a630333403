import type { CompletionRequest, Step } from './types';

/** The answer to a request for a completion, in OpenAI's form: what the step says. */
export function completionOf({ model }: CompletionRequest, step: Step, turn: number): object {
	const isCall = 'call' in step;
	return {
		id: `chatcmpl-${turn}`,
		object: 'chat.completion',
		created: 0,
		model,
		choices: [
			{
				index: 0,
				finish_reason: isCall ? 'tool_calls' : 'stop',
				message: isCall ? callsOf(step, turn) : { role: 'assistant', content: step.say },
			},
		],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

const callsOf = ({ call }: Extract<Step, { call: unknown }>, turn: number): object => ({
	role: 'assistant',
	content: null,
	tool_calls: call.map(({ tool, args }, index) => ({
		id: `call_${turn}_${index}`,
		type: 'function',
		function: { name: tool, arguments: JSON.stringify(args) },
	})),
});
