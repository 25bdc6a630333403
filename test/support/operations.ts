import type { INodeParameters } from 'n8n-workflow';

import type { OperationId } from '../../nodes/ScrubsWhatsApp/api/operations';
import { CONVERSATIONS, SENDERS } from '../../sandbox/api';
import { list, locator, sendParameters } from './parameters';

const senderPhoneNumber = list(SENDERS.main);

/** Parameters with which each endpoint of the API is reached, by its operation id. */
export const OPERATIONS = {
	createOnboardingLink: { resource: 'onboardingLink', operation: 'create' },
	claimPhoneNumber: {
		resource: 'phoneNumber',
		operation: 'claim',
		phoneNumber: '+1 202 555 0111',
	},
	listPhoneNumbers: { resource: 'phoneNumber', operation: 'getAll' },
	listTemplates: { resource: 'template', operation: 'getAll', senderPhoneNumber },
	sendTemplateMessage: sendParameters(),
	listConversations: { resource: 'conversation', operation: 'getAll', senderPhoneNumber },
	listMessages: {
		resource: 'message',
		operation: 'getAll',
		senderPhoneNumber,
		conversation: locator('id', CONVERSATIONS.one.id),
	},
} satisfies Record<OperationId, INodeParameters>;

/** The operations that are made of endpoints which others are for, with parameters for them. */
export const COMPOSED_OPERATIONS: readonly INodeParameters[] = [
	{
		resource: 'message',
		operation: 'getDeliveryStatus',
		senderPhoneNumber,
		recipientPhoneNumber: `+${CONVERSATIONS.one.recipient}`,
		messageId: 'wamid.sent',
	},
];

export type { OperationId };

export const OPERATION_IDS = Object.keys(OPERATIONS) as OperationId[];
