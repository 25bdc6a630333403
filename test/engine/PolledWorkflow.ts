import { PollContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeParameters,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { additionalDataFor } from './additionalData';
import { TRIGGER, typeOf, type LoadedPackage } from './LoadedPackage';
import { scrubsNode, workflowOf } from './workflow';

const NAME = 'Scrubs WhatsApp Trigger';
let workflows = 0;

/** The part of a workflow's static data that is the trigger's. */
const cursorIn = (staticData: string): string =>
	JSON.stringify((JSON.parse(staticData) as IDataObject)[`node:${NAME}`] ?? {});

/** What a poll of a copy came to. */
export interface CopyPoll {
	/** What the workflow is to be started with. */
	items: IDataObject[];
	/** Whether the poll has noted anything. */
	isChanged: boolean;
	/** n8n stores what it has noted. */
	store: () => void;
}

/**
 * An active workflow with the trigger, polled in n8n-core's own context. What n8n does around it is kept to: static data is
 * saved when the workflow is activated and whenever a poll gives items, and not after a poll that gives none.
 */
export class PolledWorkflow {
	private id = `w${++workflows}`;
	private workflow: Workflow;
	private saved = '{}';

	constructor(
		private readonly loaded: LoadedPackage,
		private parameters: INodeParameters,
		private readonly credentials: ICredentialDataDecryptedObject,
	) {
		this.workflow = this.load();
	}

	/** Switches the workflow on, as n8n does when it starts: from what was saved, with a first poll. */
	async activate(): Promise<IDataObject[]> {
		this.endProcess();
		return await this.reactivate();
	}

	/** Switches the workflow off and on in the same n8n. */
	async reactivate(): Promise<IDataObject[]> {
		this.workflow = this.load();
		const items = await this.ask('trigger');
		this.save();
		return items ?? [];
	}

	/** Changes what the node's fields say, as a user does who saves the workflow. */
	change(parameters: INodeParameters): void {
		this.parameters = parameters;
	}

	/** One poll. @returns what the workflow is started with, none for no start */
	async poll(): Promise<IDataObject[]> {
		const items = await this.ask('trigger');
		if (items) this.save();
		return items ?? [];
	}

	/** One poll in the midst of which n8n ends: what the trigger noted is never stored. */
	async pollAndCrash(): Promise<IDataObject[]> {
		const items = await this.ask('trigger');
		this.workflow = this.load();
		return items ?? [];
	}

	/**
	 * One poll with n8n's durable cursors, which hand it a copy of what is stored. Until `store` is called, n8n has not got round
	 * to storing what the poll noted, and the polls that follow begin with the same copy.
	 * @param copy what n8n has read of it, before other polls came to their end
	 */
	async pollCopy(copy = this.saved): Promise<CopyPoll> {
		const workflow = this.load(copy);
		this.workflow = workflow;
		const items = (await this.ask('trigger')) ?? [];
		const noted = JSON.stringify(workflow.staticData);
		const isChanged = cursorIn(noted) !== cursorIn(copy);
		return { items, isChanged, store: () => (this.saved = noted) };
	}

	/** What n8n has stored. */
	get stored(): string {
		return this.saved;
	}

	/** Ends the process: what it remembers is gone, and so is what it has not stored. */
	endProcess(): void {
		// What a process remembers of a workflow is bound to its ID: under another one it is as in a new process.
		this.id = `w${++workflows}`;
		this.workflow = this.load();
	}

	/** *Fetch test event* in the editor: another context, with no static data. */
	async fetchTestEvent(): Promise<IDataObject[]> {
		this.workflow = this.load('{}');
		return (await this.ask('manual')) ?? [];
	}

	/** What n8n has stored, in bytes. */
	get storedBytes(): number {
		return Buffer.byteLength(this.saved);
	}

	/** All that n8n keeps of the trigger in memory. */
	get state(): string {
		return JSON.stringify(this.workflow.staticData);
	}

	/** @returns null for no start; n8n would start the workflow with an empty list, too */
	private async ask(mode: WorkflowExecuteMode): Promise<IDataObject[] | null> {
		const trigger = this.loaded.nodes[TRIGGER]!;
		const output = await trigger.poll!.call(this.context(mode));
		const items = output?.[0]?.map(({ json }) => json);
		if (items?.length === 0) throw new Error('The trigger starts the workflow with nothing.');
		return items ?? null;
	}

	private save(): void {
		this.saved = this.state;
	}

	private load(staticData = this.saved): Workflow {
		const node = scrubsNode(this.parameters, { id: NAME, name: NAME, type: typeOf(TRIGGER) });
		return workflowOf(
			this.loaded,
			{ nodes: [node], connections: {} },
			{ id: this.id, active: true, staticData: JSON.parse(staticData) as IDataObject },
		);
	}

	private context(mode: WorkflowExecuteMode): PollContext {
		return new PollContext(
			this.workflow,
			this.workflow.getNode(NAME)!,
			additionalDataFor(this.loaded.credential, { credentials: this.credentials }),
			mode,
			mode === 'manual' ? 'manual' : 'activate',
		);
	}
}
