import { listPhoneNumbers } from '../../api/endpoints';
import { rawOf } from '../../api/rows';
import { pagingFields } from '../fields';
import type { Operation } from '../operation';
import { limitOf } from '../values';

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many phone numbers',
	description: 'Get the WhatsApp numbers that your clinic can send from',
	isRead: true,
	properties: pagingFields,
	async execute({ context, transport }, itemIndex) {
		const limit = limitOf(context, itemIndex);
		const numbers = await listPhoneNumbers(transport);
		return numbers.slice(0, limit).map(rawOf);
	},
};
