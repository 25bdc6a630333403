import type { IExecuteFunctions, INodeParameters } from 'n8n-workflow';

import { readOnce } from '../../../../nodes/ScrubsWhatsApp/host/readOnce';

/** A context that gives for each parameter its name and item, and tells how often it was asked. */
function contextWith(parameters: INodeParameters) {
	const asked: string[] = [];
	const context = {
		getNode: () => ({ parameters }),
		getNodeParameter: (name: string, itemIndex: number) => {
			asked.push(name);
			return { name, itemIndex };
		},
		getMode: () => 'manual',
	} as unknown as IExecuteFunctions;
	return { context: readOnce(context), asked };
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
	['a text', { one: '={{ $json.phone }}' }],
	['a locator', { one: { __rl: true, mode: 'id', value: '={{ $json.id }}' } }],
	['a list in a collection', { one: { values: [{ deep: ['x', '={{ $json.id }}'] }] } }],
	['a parameter that is not stored', {}],
])(
	'%s with an expression, or of which nothing is known, is read for each item',
	(_, parameters) => {
		const { context, asked } = contextWith(parameters);
		expect(forThree(context, 'one')).toEqual(
			[0, 1, 2].map((itemIndex) => ({ name: 'one', itemIndex })),
		);
		expect(asked).toHaveLength(3);
	},
);

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
