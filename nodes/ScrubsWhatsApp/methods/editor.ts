import type { ILoadOptionsFunctions } from 'n8n-workflow';

import type { SenderDigits } from '../phone/PhoneDigits';
import { senderFrom } from '../resources/numbers';
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

/** The sender chosen in the open node. @throws InputProblem when none is */
export const senderInEditor = (context: ILoadOptionsFunctions): SenderDigits =>
	senderFrom(locatorInEditor(context, 'senderPhoneNumber'), 'Sender');
