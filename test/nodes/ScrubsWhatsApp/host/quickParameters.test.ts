import type { IDataObject, IExecuteFunctions, INodeParameters } from 'n8n-workflow';

import { withQuickParameters } from '../../../../nodes/ScrubsWhatsApp/host/quickParameters';

const ITEMS: IDataObject[] = [{ phone: '1' }, { phone: '2' }, { phone: '3' }];

/** A context that gives for each parameter its name and item, and tells how often it was asked. */
function contextWith(parameters: INodeParameters, type = 'scrubsWhatsApp') {
	const asked: string[] = [];
	const context = {
		getNode: () => ({ type, parameters }),
		getInputData: () => ITEMS.map((json) => ({ json })),
		getNodeParameter: (name: string, itemIndex: number) => {
			asked.push(name);
			return { name, itemIndex };
		},
		getMode: () => 'manual',
	} as unknown as IExecuteFunctions;
	return { context: withQuickParameters(context), asked };
}

const forThree = (context: IExecuteFunctions, name: string) =>
	[0, 1, 2].map((itemIndex) => context.getNodeParameter(name, itemIndex, ''));

test.each<[string, INodeParameters]>([
	['a text', { one: 'fixed' }],
	['a number', { one: 5 }],
	['a locator', { one: { __rl: true, mode: 'list', value: 'x = y' } }],
	['an empty collection', { one: {} }],
])('%s without an expression is read once', (_, parameters) => {
	const { context, asked } = contextWith(parameters);
	expect(forThree(context, 'one')).toEqual(Array(3).fill({ name: 'one', itemIndex: 0 }));
	expect(asked).toEqual(['one']);
});

test.each<[string, INodeParameters]>([
	['a text', { one: '={{ $json.phone.trim() }}' }],
	['a locator', { one: { __rl: true, mode: 'id', value: '={{ $json.id }}' } }],
	['a list in a collection', { one: { values: [{ deep: ['x', '={{ $json.id }}'] }] } }],
	['a parameter that is not stored', {}],
])(
	'%s with an expression that n8n has to evaluate, or of which nothing is known, is read for each item',
	(_, parameters) => {
		const { context, asked } = contextWith(parameters);
		expect(forThree(context, 'one')).toEqual(
			[0, 1, 2].map((itemIndex) => ({ name: 'one', itemIndex })),
		);
		expect(asked).toHaveLength(3);
	},
);

test('n8n is not asked for a column of the item', () => {
	const { context, asked } = contextWith({ one: { to: '={{ $json.phone }}', from: 'fixed' } });
	expect(forThree(context, 'one')).toEqual(['1', '2', '3'].map((to) => ({ to, from: 'fixed' })));
	expect(asked).toEqual([]);
});

test('n8n is asked for a column where there is no such item, and in a tool of an AI agent', () => {
	const behind = contextWith({ one: '={{ $json.phone }}' });
	expect(behind.context.getNodeParameter('one', 3)).toEqual({ name: 'one', itemIndex: 3 });
	const tool = contextWith({ one: '={{ $json.phone }}' }, 'scrubsWhatsAppTool');
	expect(forThree(tool.context, 'one')).toHaveLength(3);
	expect(tool.asked).toHaveLength(3);
});

test('what is asked for in another way is read anew', () => {
	const { context, asked } = contextWith({ one: { value: 'x' } });
	context.getNodeParameter('one', 0);
	context.getNodeParameter('one', 1, '', { extractValue: true });
	context.getNodeParameter('one', 2, '', { extractValue: true });
	expect(asked).toHaveLength(2);
});

test('everything else is the context’s own', () => {
	expect(contextWith({}).context.getMode()).toBe('manual');
});
