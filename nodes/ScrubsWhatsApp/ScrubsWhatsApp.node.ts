import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { scrubsWhatsAppApiTest } from './methods/credentialTest';
import { searchConversations, searchSenders, searchTemplates } from './methods/listSearch';
import { getTemplateFields } from './methods/resourceMapping';
import { nodeProperties, nodeSubtitle } from './resources/registry';
import { runItems } from './run/run';

/** n8n-workflow's name for this changed in 1.83 and again in 1.120; its value never did. */
const MAIN = 'main' as const;

export class ScrubsWhatsApp implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Scrubs WhatsApp',
		name: 'scrubsWhatsApp',
		icon: { light: 'file:scrubs-whatsapp.svg', dark: 'file:scrubs-whatsapp.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: nodeSubtitle,
		description:
			'Send WhatsApp messages to patients from approved templates, and read what they answer',
		defaults: { name: 'Scrubs WhatsApp' },
		usableAsTool: true,
		inputs: [MAIN],
		outputs: [MAIN],
		credentials: [{ name: 'scrubsWhatsAppApi', required: true, testedBy: 'scrubsWhatsAppApiTest' }],
		properties: nodeProperties,
	};

	methods = {
		credentialTest: { scrubsWhatsAppApiTest },
		listSearch: { searchSenders, searchTemplates, searchConversations },
		resourceMapping: { getTemplateFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await runItems(this)];
	}
}
