import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { TemplateMessage } from '../api/endpoints';
import type { History } from '../api/History';
import type { PhoneNumber, Template } from '../api/rows';
import type { RecipientDigits, SenderDigits } from '../phone/PhoneDigits';
import type { Transport } from '../transport/request';

/** What the operations share during one run of the node. */
export interface Run {
	context: IExecuteFunctions;
	transport: Transport;
	/** All numbers of the account, asked for once a run. */
	phoneNumbers(): Promise<PhoneNumber[]>;
	/** Whether the workflow is only tried from the editor; undefined where n8n does not tell, in a sub-workflow. */
	isTestRun(): boolean | undefined;
	/** A sender's templates, asked for once a run. */
	templatesOf(sender: SenderDigits): Promise<Template[]>;
	/** What was written with a patient, of which each page is read once a run. */
	historyWith(sender: SenderDigits, recipient: RecipientDigits): History;
}

/** What a message is sent only once for, over all executions of the node. */
export interface OncePer {
	/** E.g. the ID of an appointment. */
	key: string;
	/** How many keys are remembered. */
	historySize: number;
	/** Whether to send it although it was sent before. */
	forget: boolean;
}

/** A message that has passed every check that can be made before it is sent. */
export interface PreparedMessage {
	sender: SenderDigits;
	request: TemplateMessage;
	/** The patient's number, where the request goes to a test recipient instead: of these, a run sends the first one. */
	insteadOf?: RecipientDigits;
	/** Whether to show the request instead of sending it. */
	isDryRun: boolean;
	/** Whether to send it again if an earlier try may have sent it and it does not show up. */
	sendAgainIfNotKnown: boolean;
	/** Undefined where the same message may be sent again in another execution. */
	oncePer?: OncePer;
	/** Whether its output is the simplified one, instead of the API's answer. */
	isSimplified: boolean;
	/** The item's own columns, where they are to come along in the output. */
	ownColumns?: IDataObject;
}

/** What can be told of a message that cannot be prepared. */
export interface MessageOutline {
	/** The recipient's number as it was entered, empty where nothing can be read. */
	recipient: string;
	/** The template's name, empty where none is chosen. */
	template: string;
	isDryRun: boolean;
}

/** One entry of the operation dropdown; its display conditions and its dispatch are derived from the registry. */
interface OperationBase {
	name: string;
	value: string;
	action: string;
	description: string;
	properties: INodeProperties[];
}

/** An operation that may be done again without harm. Its errors are InputProblem, ScrubsApiError and PagingProblem. */
export interface PlainOperation extends OperationBase {
	/** Whether it changes nothing: then items are done side by side, otherwise one after the other. */
	isRead: boolean;
	/** Its `status` for an item that could not be done, where it has one: an earlier step's would be taken for it. */
	statusUnlessRead?: string;
	/** Does the work for one item. @returns the `json` of the output items */
	execute(run: Run, itemIndex: number): Promise<IDataObject[]>;
}

/** An operation that messages a patient: it only prepares; sending is the run's, once and at the right pace. */
export interface SendOperation extends OperationBase {
	/** What is certain when the API cannot have acted for an item, e.g. `The message was not sent.` */
	notDone: string;
	/** How many requests may be under way at once, if the user has put a lid on it. */
	maxInFlightOf(context: IExecuteFunctions): number | undefined;
	/** Checks everything for one item. @throws InputProblem or ScrubsApiError */
	prepare(run: Run, itemIndex: number): Promise<PreparedMessage>;
	/** Reads for one item what can be told of it in any case; what cannot be read is left out. */
	outlineOf(context: IExecuteFunctions, itemIndex: number): MessageOutline;
}

export type Operation = PlainOperation | SendOperation;

/** One entry of the resource dropdown. */
export interface Resource {
	name: string;
	value: string;
	operations: Operation[];
}
