import { claimPhoneNumber } from '../../api/endpoints';
import type { PhoneNumber } from '../../api/schema';
import { simplifyField } from '../fields';
import { phoneNumberOf } from '../numbers';
import type { Operation } from '../operation';
import { simplifyPhoneNumber, toJsonOf } from '../simplify';
import { isSimplified } from '../values';

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
		simplifyField,
	],
	async execute({ context, transport }, itemIndex) {
		const toJson = toJsonOf<PhoneNumber>(
			context,
			isSimplified(context, itemIndex),
			simplifyPhoneNumber,
			(one) => one,
		);
		const number = phoneNumberOf(
			context.getNodeParameter('phoneNumber', itemIndex, ''),
			'The phone number to claim',
		);
		return [toJson(await claimPhoneNumber(transport, number))];
	},
};
