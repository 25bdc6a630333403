import type { INodeProperties } from 'n8n-workflow';

/** One of the clinic's numbers: from the list, or as it is written. @param placeholder of the list, while none is chosen */
export const numberField = (placeholder: string): INodeProperties => ({
	displayName: 'Sender',
	name: 'senderPhoneNumber',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'Your clinic’s WhatsApp number that the patient sees',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder,
			typeOptions: { searchListMethod: 'searchSenders', searchable: true },
		},
		{
			// The editor cuts longer names where its window is small.
			displayName: 'Number',
			name: 'phoneNumber',
			type: 'string',
			placeholder: 'e.g. +65 6123 4567',
			hint: 'A number that was claimed for your clinic, with its country code',
		},
	],
});

/** The sender, wherever an endpoint has one; where it stays empty, the account's only one. */
export const senderField: INodeProperties = {
	...numberField('Your only number, or choose…'),
	description:
		'Your clinic’s WhatsApp number that the patient sees. If your clinic has only one, this may stay empty.',
};

/** Return All and Limit, as every Get Many has them. */
export const pagingFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};
