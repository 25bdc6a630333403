import { conversationPages } from '../../api/lists';
import { collect } from '../../api/paging';
import { rawOf } from '../../api/rows';
import { pagingFields, senderField, simplifyField } from '../fields';
import { patientOf } from '../numbers';
import type { Operation } from '../operation';
import { senderOf } from '../senders';
import { simplifyConversation, toJsonOf } from '../simplify';
import { collectionOf, filterTextOf, isSimplified, limitOf } from '../values';

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many conversations with patients',
	description: 'Get the conversations of a sender, the latest first',
	isRead: true,
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
					description:
						'Only conversations with this patient. Begin with + unless it is a mobile number of the sender’s country.',
				},
			],
		},
	],
	async execute(run, itemIndex) {
		const { context, transport } = run;
		const limit = limitOf(context, itemIndex);
		const toJson = toJsonOf(context, isSimplified(context, itemIndex), simplifyConversation, rawOf);
		const wanted = collectionOf(context, 'filters', itemIndex);
		const sender = await senderOf(run, itemIndex);
		// A filter that is there but empty is refused: without it the answer would hold every patient's conversation.
		const number = filterTextOf(wanted, 'recipientPhoneNumber', 'Recipient’s Phone Number');
		const recipient = number === undefined ? undefined : patientOf(number, sender);
		const rows = await collect(conversationPages(transport, sender, recipient, limit));
		return rows.map(toJson);
	},
};
