import type { IDataObject } from 'n8n-workflow';

import { withPlus } from '../phone/PhoneDigits';
import type { PreparedMessage } from '../resources/operation';
import type { SENT_FIELDS } from '../resources/simplify';
import type { SentMessage } from './ledger';

const CONFIRMATION =
	'The answer of Scrubs was lost; the message was then found in the conversation.';

type Simplified = { [Field in (typeof SENT_FIELDS)[number]]?: string | Record<string, string> };

/** What went out, to whom, and whether; of a message that is not at hand any more, to whom and whether. */
function simplified(
	{ messageId, recipient, isConfirmed }: SentMessage,
	request?: PreparedMessage['request'],
): Simplified {
	return {
		status: 'sent',
		recipient_phone_number: withPlus(recipient),
		...(request && {
			template_name: request.template_name,
			language: request.language,
			fields: request.fields,
		}),
		message_id: messageId,
		...(isConfirmed && { confirmation: CONFIRMATION }),
	};
}

/** The API's answer; in its form for a message whose answer was lost, or is not kept. */
const unsimplified = ({ messageId, recipient, isConfirmed, answer }: SentMessage): IDataObject =>
	answer ?? {
		messaging_product: 'whatsapp',
		recipient_phone_number: recipient,
		contacts: [{ input: recipient, wa_id: recipient }],
		messages: [{ id: messageId }],
		...(isConfirmed && { confirmation: CONFIRMATION }),
	};

/** Columns in which a step tells of its problems: an earlier step's would be taken for what this one came to. */
const TOLD: ReadonlySet<string> = new Set(['error', 'what_to_do']);

/** A result with an item's own columns behind it. Of two columns of the same name the result's stays. */
export function withOwnColumns(result: IDataObject, own: IDataObject = {}): IDataObject {
	const behind = Object.entries(own).filter(([name]) => !TOLD.has(name) && !(name in result));
	return { ...result, ...Object.fromEntries(behind) };
}

/**
 * The output for a message that was sent.
 * @param message as far as it is at hand; without it, the API's answer is given where it is kept
 */
export const sentRow = (
	sent: SentMessage,
	{ request, insteadOf, isSimplified = !sent.answer, ownColumns }: Partial<PreparedMessage>,
): IDataObject =>
	withOwnColumns(
		{
			...(isSimplified ? simplified(sent, request) : unsimplified(sent)),
			...(insteadOf && { test_recipient: true, instead_of: withPlus(insteadOf) }),
		},
		ownColumns,
	);

/**
 * The output for a message that was ready and not sent.
 * @param status why: one with its key was sent before, or a test sends another one only
 */
export const notSentRow = (
	status: 'alreadySent' | 'notSentInTest',
	{ request, insteadOf, ownColumns }: PreparedMessage,
): IDataObject =>
	withOwnColumns(
		{
			status,
			...request,
			recipient_phone_number: withPlus(insteadOf ?? request.recipient_phone_number),
		},
		ownColumns,
	);

/** What a dry run shows instead of sending: the request, its numbers with + where the output is simplified. */
export const dryRunRow = ({
	sender,
	request,
	insteadOf,
	isSimplified,
	ownColumns,
}: PreparedMessage): IDataObject => {
	const written = isSimplified ? withPlus : String;
	return withOwnColumns(
		{
			dry_run: true,
			...request,
			recipient_phone_number: written(insteadOf ?? request.recipient_phone_number),
			sender_phone_number: written(sender),
		},
		ownColumns,
	);
};
