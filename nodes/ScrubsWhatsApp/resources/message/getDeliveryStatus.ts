import { InputProblem } from '../../words/InputProblem';
import { senderField } from '../fields';
import { patientOf } from '../numbers';
import type { PlainOperation } from '../operation';
import { senderOf } from '../senders';
import { locatorText } from '../values';
import { deliveryRow } from './delivery';

/** Longest message ID, in characters; those of WhatsApp have about 60. */
const LONGEST_ID = 1_000;

function messageIdFrom(value: unknown): string {
	const id = locatorText(value);
	if (id === '') {
		throw new InputProblem(
			'This item has no message ID.',
			'Only a message that was sent has one: see what Send Template says of this item. If the ID is called otherwise there, enter it under "Message ID".',
		);
	}
	if (id.length > LONGEST_ID) {
		throw new InputProblem(
			'The message ID is longer than any that there is.',
			'Enter the message_id that Send Template gave under "Message ID".',
		);
	}
	return id;
}

export const getDeliveryStatus: PlainOperation = {
	name: 'Get Delivery Status',
	value: 'getDeliveryStatus',
	action: 'Get delivery status of message and reply to it',
	description: 'Get whether a sent message has arrived, and what the patient answered',
	isRead: true,
	statusUnlessRead: 'notKnown',
	properties: [
		senderField,
		{
			displayName: 'Recipient’s Phone Number',
			name: 'recipientPhoneNumber',
			type: 'string',
			default: '={{ $json.recipient_phone_number }}',
			required: true,
			placeholder: 'e.g. +65 9123 4567',
			description:
				'The patient to whom the message was sent. It starts with what Send Template gives.',
		},
		{
			displayName: 'Message ID',
			name: 'messageId',
			type: 'string',
			default: '={{ $json.message_id }}',
			required: true,
			placeholder: 'e.g. wamid.HBgLMTMwMTU1NTAxMDMVAgARGBI',
			description: 'The message_id that Send Template gave. It starts with that of the item.',
		},
	],
	async execute(run, itemIndex) {
		const { context } = run;
		const sender = await senderOf(run, itemIndex);
		const messageId = messageIdFrom(context.getNodeParameter('messageId', itemIndex, ''));
		const recipient = patientOf(
			context.getNodeParameter('recipientPhoneNumber', itemIndex, ''),
			sender,
		);
		const found = await run.historyWith(sender, recipient).find(messageId);
		return [deliveryRow(messageId, recipient, found, context.getTimezone())];
	},
};
