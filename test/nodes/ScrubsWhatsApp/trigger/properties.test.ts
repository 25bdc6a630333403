import type { INodePropertyOptions } from 'n8n-workflow';

import { triggerProperties } from '../../../../nodes/ScrubsWhatsApp/trigger/properties';

test('the types of messages have names that a receptionist knows, in the order of the alphabet', () => {
	const filters = triggerProperties().find(({ name }) => name === 'filters');
	const types = (filters?.options ?? []).find(({ name }) => name === 'messageTypes');
	const names = ((types as { options: INodePropertyOptions[] }).options ?? []).map(
		({ name }) => name,
	);
	expect(names).toEqual([...names].sort());
	expect(names).toEqual(
		expect.arrayContaining([
			'Audio or Voice Message',
			'Button of a Template',
			'Contact Card',
			'List or Button Reply',
			'Text',
		]),
	);
});
