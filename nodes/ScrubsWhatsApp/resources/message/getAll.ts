import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { findLatestConversation, messagePages } from '../../api/lists';
import { collect } from '../../api/paging';
import { rawOf } from '../../api/rows';
import type { SenderDigits } from '../../phone/PhoneDigits';
import type { Transport } from '../../transport/request';
import { InputProblem } from '../../words/InputProblem';
import { pagingFields, senderField, simplifyField } from '../fields';
import { patientOf } from '../numbers';
import type { Operation } from '../operation';
import { senderOf } from '../senders';
import { simplifyMessage, toJsonOf } from '../simplify';
import { collectionOf, filterSwitchOf, isSimplified, limitOf, locatorValueOf } from '../values';

const conversationField: INodeProperties = {
	displayName: 'Conversation',
	name: 'conversation',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description:
		'The conversation to read. By number, it is the patient’s conversation with the latest activity.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a patient…',
			typeOptions: { searchListMethod: 'searchConversations', searchable: true },
		},
		{
			displayName: 'ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 817ad873-0d2b-401c-8a75-e106583b79a5',
			hint: 'The conversation_id that Conversation → Get Many returns',
		},
		{
			displayName: 'Number',
			name: 'recipient',
			type: 'string',
			placeholder: 'e.g. +65 9123 4567',
			hint: 'Begin with + unless it is a mobile number of the sender’s country',
		},
	],
};

/** The ID of the conversation that an item means, by whichever mode of the locator. */
async function conversationIdOf(
	context: IExecuteFunctions,
	transport: Transport,
	sender: SenderDigits,
	itemIndex: number,
): Promise<string> {
	const value = locatorValueOf(context, 'conversation', itemIndex);
	if (value === '') {
		throw new InputProblem(
			'No conversation is chosen.',
			'Choose one under "Conversation", or switch it to "Number" and enter the patient’s phone number.',
		);
	}
	const { mode } = context.getNodeParameter('conversation', itemIndex) as { mode?: string };
	if (mode !== 'recipient') return value;

	const conversation = await findLatestConversation(transport, sender, patientOf(value, sender));
	if (!conversation) {
		throw new InputProblem(
			'There is no conversation with this patient yet.',
			'Check the number and the sender. A conversation begins with the first message to or from the patient.',
		);
	}
	return conversation.conversation_id;
}

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many messages of conversation',
	description: 'Get the messages of a conversation, the newest first',
	isRead: true,
	properties: [
		senderField,
		conversationField,
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
					displayName: 'Has Media',
					name: 'hasMedia',
					type: 'boolean',
					default: true,
					description:
						'Whether to return only messages with a picture, a document or the like, or only those without',
				},
			],
		},
	],
	async execute(run, itemIndex) {
		const { context, transport } = run;
		const limit = limitOf(context, itemIndex);
		const toJson = toJsonOf(context, isSimplified(context, itemIndex), simplifyMessage, rawOf);
		const sender = await senderOf(run, itemIndex);
		const hasMedia = filterSwitchOf(
			collectionOf(context, 'filters', itemIndex),
			'hasMedia',
			'Has Media',
		);
		const conversationId = await conversationIdOf(context, transport, sender, itemIndex);
		const rows = await collect(
			messagePages(transport, sender, conversationId, { has_media: hasMedia }, limit),
		);
		return rows.map(toJson);
	},
};
