import type { IDataObject, INode } from 'n8n-workflow';
import { MODEL, ScriptedModel } from '../../../sandbox/model/ScriptedModel';
import type { Step } from '../../../sandbox/model/types';
import { credentialType, nodeType } from '../../../sandbox/n8n/N8n';
import type { N8nApi } from '../../../sandbox/n8n/N8nApi';
import type { WorkflowJson } from '../../../sandbox/n8n/workflow';
import { locator } from '../../support/parameters';
import { bodyOf, delivered } from '../../support/patients';
import { node, START, to, useSandbox } from './sandbox';

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
				model: locator('id', MODEL),
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

/** The sandbox with a scripted model, for the tests of a file. */
export function useAgents() {
	const sandbox = useSandbox();
	let model: ScriptedModel;
	beforeAll(async () => {
		model = await ScriptedModel.start();
	});
	afterAll(async () => await model.stop());
	return {
		sandbox,
		get model() {
			return model;
		},
		/** Saves a workflow whose chat model plays these steps, and says "Done." in the end. @returns the workflow's ID */
		prepare: async (workflow: WorkflowJson, steps: Step[]): Promise<string> => {
			model.play(...steps, { say: 'Done.' });
			return await sandbox.save(await withModel(sandbox.n8n, workflow, model));
		},
		/** The messages that went out, as Scrubs got them. */
		sent: async () => (await delivered(sandbox.standIn)).map(bodyOf),
	};
}

/** Lets the workflow's chat model ask the scripted model. */
async function withModel(
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
