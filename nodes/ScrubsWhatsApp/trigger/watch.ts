import type { ICredentialDataDecryptedObject, IDataObject, IPollFunctions } from 'n8n-workflow';

import { filterTextOf, locatorText, phoneNumberOf, senderFrom } from '../resources/fields';
import { InputProblem } from '../words/InputProblem';
import { shortDigest } from './digest';
import type { TriggerEvent } from './properties';

/** Messages that start the workflow, and what they must be like. */
export interface MessageWatch {
	event: Exclude<TriggerEvent, 'numberConnected'>;
	/** Digits only. */
	sender: string;
	/** Digits only; undefined for every patient. */
	recipient?: string;
	/** Undefined for messages of every type. */
	types?: string[];
	/** In lower case. */
	text?: string;
	mediaOnly: boolean;
}

export type Watch = MessageWatch | { event: 'numberConnected' };

function typesOf(filters: IDataObject): string[] | undefined {
	if (!('messageTypes' in filters)) return undefined;
	const types = filters.messageTypes;
	if (!Array.isArray(types) || types.length === 0) {
		throw new InputProblem(
			'The filter "Message Types" has no type in it.',
			'Choose at least one type, or remove the filter to let messages of every type through.',
		);
	}
	return types.map(String);
}

/** What the trigger's fields say it is to watch. @throws InputProblem when they do not say it clearly */
export function watchOf(context: IPollFunctions): Watch {
	const event = context.getNodeParameter('event') as TriggerEvent;
	if (event === 'numberConnected') return { event };
	const filters = context.getNodeParameter('filters', {}) as IDataObject;
	const sender = context.getNodeParameter('senderPhoneNumber', '', { extractValue: true });
	const recipient = filterTextOf(filters, 'recipientPhoneNumber', 'Patient’s Phone Number');
	return {
		event,
		sender: senderFrom(locatorText(sender)),
		recipient: recipient && phoneNumberOf(recipient, 'The patient’s phone number'),
		types: typesOf(filters),
		text: filterTextOf(filters, 'textContains', 'Text Contains')?.toLowerCase(),
		mediaOnly: filters.mediaOnly === true,
	};
}

/**
 * Tells what is watched from anything else that could be: with another sender, filter or account the trigger starts
 * afresh. A new key for the same account changes nothing.
 */
export const watchKeyOf = (
	watch: Watch,
	{ providerId, baseUrl }: ICredentialDataDecryptedObject,
): string => shortDigest(JSON.stringify([watch, providerId, baseUrl]));
