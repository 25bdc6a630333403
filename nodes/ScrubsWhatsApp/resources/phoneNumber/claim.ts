import { claimPhoneNumber } from '../../api/endpoints';
import { phoneNumberOf } from '../numbers';
import type { Operation } from '../operation';

export const claim: Operation = {
	name: 'Claim',
	value: 'claim',
	action: 'Claim phone number',
	description: 'Make a WhatsApp number that has finished onboarding one of your senders',
	isRead: false,
	properties: [
		{
			displayName: 'Phone Number',
			name: 'phoneNumber',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. +65 6123 4567',
			description:
				'The number to claim, with its country code. It must have been connected through an onboarding link.',
		},
	],
	async execute({ context, transport }, itemIndex) {
		const number = phoneNumberOf(
			context.getNodeParameter('phoneNumber', itemIndex, ''),
			'The phone number to claim',
		);
		return [await claimPhoneNumber(transport, number)];
	},
};
