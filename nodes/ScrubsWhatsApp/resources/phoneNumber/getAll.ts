import { listPhoneNumbers } from '../../api/endpoints';
import { rawOf, type PhoneNumber } from '../../api/rows';
import { pagingFields, simplifyField } from '../fields';
import type { Operation } from '../operation';
import { simplifyPhoneNumber, toJsonOf } from '../simplify';
import { isSimplified, limitOf } from '../values';

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many phone numbers',
	description: 'Get the WhatsApp numbers that your clinic can send from',
	isRead: true,
	properties: [...pagingFields, simplifyField],
	async execute({ context, transport }, itemIndex) {
		const limit = limitOf(context, itemIndex);
		const toJson = toJsonOf<PhoneNumber>(
			context,
			isSimplified(context, itemIndex),
			simplifyPhoneNumber,
			rawOf,
		);
		const numbers = await listPhoneNumbers(transport);
		return numbers.slice(0, limit).map(toJson);
	},
};
