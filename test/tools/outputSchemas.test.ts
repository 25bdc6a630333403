import { outputSchema } from '../../tools/outputSchemas';

const SCHEMAS = {
	Part: {
		type: 'object',
		properties: { name: { type: ['string', 'null'], description: 'A name.' } },
	},
	Whole: {
		type: 'object',
		required: ['parts'],
		properties: {
			parts: { type: 'array', items: { $ref: '#/components/schemas/Part' } },
			count: { type: 'integer' },
		},
	},
};

test('inlines references and keeps types alone', () => {
	expect(outputSchema(SCHEMAS, { component: 'Whole' })).toEqual({
		type: 'object',
		properties: {
			parts: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
			count: { type: 'integer' },
		},
		version: 1,
	});
});

test('keeps chosen fields', () => {
	const schema = outputSchema(SCHEMAS, { component: 'Whole', fields: ['count'] });
	expect(schema).toEqual({
		type: 'object',
		properties: { count: { type: 'integer' } },
		version: 1,
	});
});

test('refuses a field that the API does not have', () => {
	expect(() => outputSchema(SCHEMAS, { component: 'Whole', fields: ['size'] })).toThrow(
		'has no size',
	);
});
