import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { listPhoneNumbers } from '../api/endpoints';
import type { SenderDigits } from '../phone/PhoneDigits';
import { onlySenderOf, requireConnected, SENDER, senderFrom } from '../resources/senders';
import { locatorText } from '../resources/values';
import { toNodeError } from '../host/nodeError';
import { transportOf } from '../host/transport';
import type { Transport } from '../transport/request';

/**
 * Answers a question of the editor; what goes wrong is told in the words that a run would use. A list shows nothing but
 * the message, so the help stands in it as well.
 */
export async function forEditor<T>(
	context: ILoadOptionsFunctions,
	answer: (transport: Transport) => Promise<T>,
): Promise<T> {
	try {
		return await answer(await transportOf(context));
	} catch (error) {
		const nodeError = toNodeError(context.getNode(), error, 'editor');
		const { message, description } = nodeError;
		if (description) nodeError.message = `${message} ${description}`;
		throw nodeError;
	}
}

/** A locator's value as it stands in the open node. */
export const locatorInEditor = (context: ILoadOptionsFunctions, name: string): string =>
	locatorText(context.getNodeParameter(name, '', { extractValue: true }));

/**
 * The sender of the open node: the one that is chosen, or the account's only number.
 * @throws InputProblem when it is not certain which one that is
 */
export async function senderInEditor(
	context: ILoadOptionsFunctions,
	transport: Transport,
): Promise<SenderDigits> {
	const chosen = locatorInEditor(context, SENDER);
	return chosen === '' ? onlySenderOf(await listPhoneNumbers(transport)) : senderFrom(chosen);
}

/**
 * The sender of the open node, where messages are to go out from it.
 * @throws InputProblem when it is not certain which one that is, or it is not connected
 */
export async function connectedSenderInEditor(
	context: ILoadOptionsFunctions,
	transport: Transport,
): Promise<SenderDigits> {
	const chosen = locatorInEditor(context, SENDER);
	const numbers = await listPhoneNumbers(transport);
	const sender = chosen === '' ? onlySenderOf(numbers) : senderFrom(chosen);
	requireConnected(sender, numbers);
	return sender;
}
