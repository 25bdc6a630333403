import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Template } from '../api/schema';
import type { Transport } from '../transport/request';

/** What the operations share during one run of the node. */
export interface Run {
	context: IExecuteFunctions;
	transport: Transport;
	/** A sender's templates, asked for once a run. @param sender digits only */
	templatesOf(sender: string): Promise<Template[]>;
}

/** One entry of the operation dropdown; its display conditions and its dispatch are derived from the registry. */
export interface Operation {
	name: string;
	value: string;
	action: string;
	description: string;
	properties: INodeProperties[];
	/** What is certain when the API cannot have acted for an item, e.g. `The message was not sent.` */
	notDone?: string;
	/**
	 * Does the work for one item.
	 * @returns the `json` of the output items
	 * @throws InputProblem, ScrubsApiError or PagingProblem
	 */
	execute(run: Run, itemIndex: number): Promise<IDataObject[]>;
}

/** One entry of the resource dropdown. */
export interface Resource {
	name: string;
	value: string;
	operations: Operation[];
}
