import { readConversations } from '../../api/lists';
import { collect } from '../../api/paging';
import {
	collectionOf,
	limitOf,
	pagingFields,
	phoneNumberOf,
	senderField,
	senderOf,
	simplifyField,
} from '../fields';
import type { Operation } from '../operation';
import { simplifyConversation } from '../simplify';

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many conversations with patients',
	description: 'Get the conversations of a sender, the latest first',
	properties: [
		senderField,
		...pagingFields,
		simplifyField,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Recipient’s Phone Number',
					name: 'recipientPhoneNumber',
					type: 'string',
					default: '',
					placeholder: 'e.g. +65 9123 4567',
					description: 'Only conversations with this patient. Include the country code.',
				},
			],
		},
	],
	async execute({ context, transport }, itemIndex) {
		const limit = limitOf(context, itemIndex);
		const wanted = collectionOf(context, 'filters', itemIndex);
		// A filter that is there but empty is refused: without it the answer would hold every patient's conversation.
		const recipient =
			'recipientPhoneNumber' in wanted
				? phoneNumberOf(wanted.recipientPhoneNumber, 'The recipient’s phone number')
				: undefined;
		const sender = senderOf(context, itemIndex);
		const conversations = await collect(readConversations(transport, sender, recipient, limit));
		const simplify = context.getNodeParameter('simplify', itemIndex, true) === true;
		return simplify ? conversations.map(simplifyConversation) : conversations;
	},
};
