import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';

import { searchSenders } from './methods/listSearch';
import { poll } from './trigger/poll';
import { triggerProperties, triggerSubtitle } from './trigger/properties';

/** n8n-workflow's name for this changed in 1.83 and again in 1.120; its value never did. */
const MAIN = 'main' as const;

export class ScrubsWhatsAppTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Scrubs WhatsApp Trigger',
		name: 'scrubsWhatsAppTrigger',
		icon: { light: 'file:scrubs-whatsapp.svg', dark: 'file:scrubs-whatsapp.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: triggerSubtitle,
		// n8n's panel shows it as that of the node, too, which the trigger shares an entry with there.
		description: 'Send WhatsApp messages to patients, or start a workflow when one of them writes',
		defaults: { name: 'Scrubs WhatsApp Trigger' },
		polling: true,
		inputs: [],
		outputs: [MAIN],
		credentials: [{ name: 'scrubsWhatsAppApi', required: true, testedBy: 'scrubsWhatsAppApiTest' }],
		properties: triggerProperties(),
	};

	methods = { listSearch: { searchSenders } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
