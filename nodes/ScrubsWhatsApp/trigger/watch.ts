import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import type { RecipientDigits, SenderDigits } from '../phone/PhoneDigits';
import { patientOf } from '../resources/numbers';
import { senderFrom } from '../resources/senders';
import { switchOf } from '../resources/switches';
import { filterTextOf, locatorText } from '../resources/values';
import { InputProblem } from '../words/InputProblem';
import { isPlain } from '../words/isPlain';
import type { MessageEvent } from './events/event';

/** Messages that start the workflow, and what they must be like. */
export interface MessageWatch {
	event: MessageEvent;
	sender: SenderDigits;
	/** Undefined for every patient. */
	recipient?: RecipientDigits;
	/** Undefined for messages of every type. */
	types?: string[];
	/** In lower case. */
	text?: string;
	mediaOnly: boolean;
}

function typesOf(filters: IDataObject): string[] | undefined {
	if (!('messageTypes' in filters)) return undefined;
	const types = filters.messageTypes;
	if (!Array.isArray(types) || types.length === 0 || !types.every(isPlain)) {
		throw new InputProblem(
			'The filter "Message Types" has no type in it, or something that is none.',
			'Choose at least one type, or remove the filter to let messages of every type through.',
		);
	}
	return types.map(String);
}

/** What the trigger's fields say it is to watch. @throws InputProblem when they do not say it clearly */
export function watchOf(context: IPollFunctions, event: MessageEvent): MessageWatch {
	const filters = context.getNodeParameter('filters', {}) as IDataObject;
	const sender = senderFrom(
		locatorText(context.getNodeParameter('senderPhoneNumber', '', { extractValue: true })),
		'Your Number',
	);
	const recipient = filterTextOf(filters, 'recipientPhoneNumber', 'Patient’s Phone Number');
	return {
		event,
		sender,
		recipient:
			recipient === undefined
				? undefined
				: patientOf(recipient, sender, 'The patient’s phone number'),
		types: typesOf(filters),
		text: filterTextOf(filters, 'textContains', 'Text Contains')?.toLowerCase(),
		mediaOnly: switchOf(filters.mediaOnly, 'With Media Only'),
	};
}

/** What is watched, as text: with another event, sender or filter the trigger starts afresh. */
export const watchKeyOf = (watch: MessageWatch): string =>
	JSON.stringify({ ...watch, event: watch.event.value });

/** Whether messages are handed over in a simplified form. */
export const isSimplified = (context: IPollFunctions): boolean =>
	switchOf(context.getNodeParameter('simplify', true), 'Simplify');
