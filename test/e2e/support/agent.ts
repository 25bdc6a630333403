import type { IDataObject, INode } from 'n8n-workflow';
import { MODEL, type ScriptedModel } from '../../../sandbox/model/ScriptedModel';
import { credentialType, nodeType } from '../../../sandbox/n8n/N8n';
import type { N8nApi } from '../../../sandbox/n8n/N8nApi';
import type { WorkflowJson } from '../../../sandbox/n8n/workflow';
import { node, START, to } from './sandbox';

export const AGENT = 'AI Agent';

const chatModel = 'Chat Model';
const chatModelType = '@n8n/n8n-nodes-langchain.lmChatOpenAi';

/**
 * n8n's agents by version: 3.1 lets n8n's engine run the tools, one after the other; 2.2 runs them itself, those of one
 * turn at the same time.
 */
export type AgentVersion = 2.2 | 3.1;

/** What "Let the model define this parameter" writes into a field of this name. */
export const byModel = (name: string, description = '', type = 'string'): string =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${name}', \`${description}\`, '${type}') }}`;

/** The node as a tool of this name. */
export const tool = (
	name: string,
	parameters: IDataObject,
	settings: Partial<INode> = {},
): INode => ({
	...node(name, `${nodeType}Tool`, 1, { descriptionType: 'auto', ...parameters }),
	credentials: { [credentialType]: { id: null, name: '' } },
	...settings,
});

/** A workflow in which an agent is asked something and has these tools. */
export function agentWorkflow(version: AgentVersion, tools: INode[]): WorkflowJson {
	return {
		name: 'Agent',
		nodes: [
			node(START, 'n8n-nodes-base.manualTrigger', 1, {}),
			node(AGENT, '@n8n/n8n-nodes-langchain.agent', version, {
				promptType: 'define',
				text: 'What does the patient want?',
			}),
			node(chatModel, chatModelType, 1.3, {
				model: { __rl: true, mode: 'id', value: MODEL },
				responsesApiEnabled: false,
			}),
			...tools,
		],
		connections: {
			[START]: { main: [to(AGENT)] },
			[chatModel]: { ai_languageModel: [[{ node: AGENT, type: 'ai_languageModel', index: 0 }]] },
			...Object.fromEntries(
				tools.map(({ name }) => [
					name,
					{ ai_tool: [[{ node: AGENT, type: 'ai_tool', index: 0 }]] },
				]),
			),
		},
		settings: { executionOrder: 'v1' },
	};
}

/** Lets the workflow's chat model ask the scripted model. */
export async function withModel(
	n8n: N8nApi,
	workflow: WorkflowJson,
	model: ScriptedModel,
): Promise<WorkflowJson> {
	const type = 'openAiApi';
	const data = { apiKey: 'scripted', url: model.url };
	const { id, name } = await n8n.createCredential('Scripted model', type, data);
	const nodes = workflow.nodes.map((one) =>
		one.type === chatModelType ? { ...one, credentials: { [type]: { id, name } } } : one,
	);
	return { ...workflow, nodes };
}
