import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import type { Conversation, Message } from '../../api/rows';
import type { Transport } from '../../transport/request';
import type { InputProblem } from '../../words/InputProblem';
import type { Memory } from '../Memory';

/** What one poll came to: the state to go on from, as n8n stores it, and what starts the workflow, the oldest first. */
export interface Polled {
	state: object;
	items: IDataObject[];
}

/** What an event watches with the fields as they are filled in. */
export interface OpenEvent {
	/** The fields as JSON: while they are the same, the state applies. */
	watch: string;
	/**
	 * Looks for what is new since a state; without one nothing is, and all that is there counts as handed over.
	 * @param until when to come to an end, by our clock (Unix milliseconds)
	 * @throws ScrubsApiError, PagingProblem; the state is then unchanged
	 */
	poll(
		transport: Transport,
		memory: Memory,
		state: object | undefined,
		until: number,
	): Promise<Polled>;
	/** The latest of what is watched for, to try the workflow with. @throws InputProblem when there is none */
	latest(transport: Transport): Promise<IDataObject>;
}

/** One entry of the event dropdown. */
export interface TriggerEvent {
	name: string;
	value: string;
	description: string;
	/** What the editor says below the fields. */
	notice?: string;
	/** Whether it has a sender and filters. */
	isOfMessages: boolean;
	/** @throws InputProblem when the fields do not say clearly what to watch */
	open(context: IPollFunctions): OpenEvent;
}

/** How one kind of messages is found. */
export interface MessageEvent {
	name: string;
	value: string;
	description: string;
	notice: string;
	/** Whether a message goes the way that is watched. */
	isOfDirection(message: Message): boolean;
	/** Whether a message of that direction is an event now. */
	isEvent(message: Message): boolean;
	/** Whether a message of that direction may become an event without a sign in the list of conversations. */
	mayBecomeEvent(message: Message): boolean;
	/** When a conversation last had a message of that direction, by the list. */
	lastOf(conversation: Conversation): string | null | undefined;
	/** For how long a message may come late, in milliseconds. */
	lateMs: number;
	/** How far behind the latest activity conversations are looked at, in milliseconds. */
	listMarginMs: number;
	/** What the editor says when there is nothing to try the workflow with. */
	noneFound: InputProblem;
}
