import { PollContext } from 'n8n-core';
import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeTypes,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { ScrubsWhatsAppTrigger } from '../../nodes/ScrubsWhatsApp/ScrubsWhatsAppTrigger.node';
import { additionalDataFor } from './engine';

const TYPE = 'n8n-nodes-scrubs-whatsapp.scrubsWhatsAppTrigger';
const trigger = new ScrubsWhatsAppTrigger();
let workflows = 0;

/**
 * An active workflow with the trigger, polled in n8n-core's own context. What n8n does around it is kept to: static data is
 * saved when the workflow is activated and whenever a poll gives items, and not after a poll that gives none.
 */
export class PolledWorkflow {
	private id = `w${++workflows}`;
	private workflow: Workflow;
	private saved = '{}';

	constructor(
		private parameters: INodeParameters,
		private readonly credentials: ICredentialDataDecryptedObject,
	) {
		this.workflow = this.load();
	}

	/** Switches the workflow on, as n8n does when it starts: from what was saved, with a first poll. */
	async activate(): Promise<IDataObject[]> {
		// What a process remembers of a workflow is bound to its ID: under another one it is as in a new process.
		this.id = `w${++workflows}`;
		return await this.reactivate();
	}

	/** Switches the workflow off and on in the same n8n. */
	async reactivate(): Promise<IDataObject[]> {
		this.workflow = this.load();
		const items = await this.poll();
		this.save();
		return items;
	}

	/** Changes what the node's fields say, as a user does who saves the workflow. */
	change(parameters: INodeParameters): void {
		this.parameters = parameters;
	}

	/** One poll. @returns what the workflow is started with, none for no start */
	async poll(): Promise<IDataObject[]> {
		const output = await trigger.poll.call(this.context('trigger'));
		if (output !== null) this.save();
		return (output?.[0] ?? []).map(({ json }) => json);
	}

	/** One poll in the midst of which n8n ends: what the trigger noted is never stored. */
	async pollAndCrash(): Promise<IDataObject[]> {
		const output = await trigger.poll.call(this.context('trigger'));
		this.workflow = this.load();
		return (output?.[0] ?? []).map(({ json }) => json);
	}

	/** *Fetch test event* in the editor: another context, with no static data. */
	async fetchTestEvent(): Promise<IDataObject[]> {
		this.workflow = this.load('{}');
		const output = await trigger.poll.call(this.context('manual'));
		return (output?.[0] ?? []).map(({ json }) => json);
	}

	/** What n8n has stored, in bytes. */
	get storedBytes(): number {
		return Buffer.byteLength(this.saved);
	}

	/** All that n8n keeps of the trigger in memory. */
	get state(): string {
		return JSON.stringify(this.workflow.staticData);
	}

	private save(): void {
		this.saved = this.state;
	}

	private load(staticData = this.saved): Workflow {
		const node: INode = {
			id: 'trigger',
			name: 'Scrubs WhatsApp Trigger',
			type: TYPE,
			typeVersion: 1,
			position: [0, 0],
			parameters: this.parameters,
			credentials: { scrubsWhatsAppApi: { id: 'c1', name: 'Scrubs' } },
		};
		const nodeTypes = {
			getByName: () => trigger,
			getByNameAndVersion: () => trigger,
			getKnownTypes: () => ({}),
		} as unknown as INodeTypes;
		return new Workflow({
			id: this.id,
			name: 'Test',
			nodes: [node],
			connections: {},
			active: true,
			nodeTypes,
			staticData: JSON.parse(staticData) as IDataObject,
			settings: { executionOrder: 'v1' },
		});
	}

	private context(mode: WorkflowExecuteMode): PollContext {
		const node = this.workflow.getNode('Scrubs WhatsApp Trigger')!;
		return new PollContext(
			this.workflow,
			node,
			additionalDataFor(this.credentials),
			mode,
			mode === 'manual' ? 'manual' : 'activate',
		);
	}
}
