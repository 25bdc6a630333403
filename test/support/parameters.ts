import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { SENDERS } from '../../sandbox/api';

/** A resource locator as workflows store it. */
export const locator = (mode: string, value: string): INodeParameters => ({
	__rl: true,
	mode,
	value,
});

/** A choice from a locator's list. */
export const list = (value: string): INodeParameters => locator('list', value);

/** Complete parameters for a reminder from the clinic's main number, some of them replaced. */
export const sendParameters = (overrides: INodeParameters = {}): INodeParameters => ({
	resource: 'message',
	operation: 'sendTemplate',
	senderPhoneNumber: list(SENDERS.main),
	recipientPhoneNumber: '+1 301 555 0100',
	template: list('appointment_reminder_en:en_US'),
	specifyFields: 'mapper',
	templateFields: {
		mappingMode: 'defineBelow',
		value: {
			1: 'Alex Example',
			2: 'Wednesday, 10 June',
			3: '09:30 AM',
			4: 'Bright Smile Dental',
			5: '+1 202 555 0101',
			6: 'General consultation',
			7: 'Please arrive 10 minutes early.',
		},
		schema: [],
	},
	...overrides,
});

/** Parameters for a template chosen from the list, with its fields as JSON. */
export const withJson = (template: string, fields: unknown): INodeParameters => ({
	template: list(template),
	specifyFields: 'json',
	templateFieldsJson: typeof fields === 'string' ? fields : JSON.stringify(fields),
});

/** Parameters for a template chosen from the list, with its form filled in as the editor stores it. */
export const withForm = (
	template: string,
	value: IDataObject,
	schema: Array<{ id: string; removed?: boolean }> = [],
): INodeParameters => ({
	template: list(template),
	specifyFields: 'mapper',
	templateFields: { mappingMode: 'defineBelow', value, schema } as unknown as INodeParameters,
});

/** Parameters for a template chosen from the list, whose fields come from the input items by name. */
export const withAutoMap = (template: string): INodeParameters => ({
	template: list(template),
	specifyFields: 'mapper',
	templateFields: { mappingMode: 'autoMapInputData', value: null },
});

/** Parameters with which each item becomes a message to its `phone` (in digits, with its country code), with its `name` in it. */
export const sendToEachItem = (options: INodeParameters = {}): INodeParameters =>
	sendParameters({
		...withForm('appointment_confirmation:en_US', { '1': '={{ $json.name }}', '2': '10 June' }),
		recipientPhoneNumber: '={{ $json.phone }}',
		options: { numbersWithoutPlus: 'international', ...options },
	});
