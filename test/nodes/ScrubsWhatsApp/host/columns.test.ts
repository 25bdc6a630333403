import fc from 'fast-check';
import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';

import { filledFrom } from '../../../../nodes/ScrubsWhatsApp/host/columns';
import { descriptionOf } from '../../../engine/workflow';
import { executeWorkflow, plainNode, to } from '../../../support/engine';

const COLUMNS = {
	phone: '+1 301 555 0123',
	'Patient name': 'Ana',
	visit: { day: 'Friday', room: { floor: 0 } },
	isNew: false,
	tags: ['a'],
	none: null,
};

test.each<[string, unknown]>([
	['={{ $json.phone }}', '+1 301 555 0123'],
	['={{$json.phone}}', '+1 301 555 0123'],
	["={{ $json['Patient name'] }}", 'Ana'],
	['={{ $json["Patient name"] }}', 'Ana'],
	['={{ $json.visit.day }}', 'Friday'],
	["={{ $json.visit['room'].floor }}", 0],
	['={{ $json.isNew }}', false],
	['$json.phone', '$json.phone'],
])('%s gives the column', (expression, value) => {
	expect(filledFrom(COLUMNS, expression)).toBe(value);
});

test.each([
	'={{ $json.other }}',
	'={{ $json.visit.other }}',
	'={{ $json.phone.length }}',
	'={{ $json.visit }}',
	'={{ $json.tags }}',
	'={{ $json.tags[0] }}',
	'={{ $json.tags.length }}',
	'={{ $json.none }}',
	'={{ $json.none.more }}',
	'={{ $json.constructor }}',
	'={{ $json.__proto__.toString }}',
	'={{ $json.phone }} ',
	'=+{{ $json.phone }}',
	'={{ $json.phone }}{{ $json.isNew }}',
	'={{ $json.phone + 1 }}',
	"={{ $json.phone['trim']() }}",
	'={{ $item.json.phone }}',
	"={{ $json['Patient' + 'name'] }}",
	"={{ $('Patients').item.json.phone }}",
])('%s is left to n8n', (expression) => {
	expect(filledFrom(COLUMNS, expression)).toBeUndefined();
});

test('a structure is filled at any depth, or left to n8n as a whole', () => {
	const stored = { a: ['={{ $json.phone }}', 1, null], b: { c: 'fixed', d: '={{ $json.isNew }}' } };
	expect(filledFrom(COLUMNS, stored)).toEqual({
		a: ['+1 301 555 0123', 1, null],
		b: { c: 'fixed', d: false },
	});
	expect(filledFrom(COLUMNS, { ...stored, e: ['={{ $json.none }}'] })).toBeUndefined();
});

const NAMES = ['phone', 'Patient name', '2nd', 'toString', 'constructor', 'length', 'é', 'a.b', ''];
const anyName = fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 4 }));
const anyColumns = fc.dictionary(
	anyName,
	fc.oneof(
		fc.string(),
		fc.integer(),
		fc.boolean(),
		fc.constant(null),
		fc.dictionary(anyName, fc.string()),
	),
	{ noNullPrototype: true },
);
const anyStep = fc
	.tuple(fc.constantFrom(["['", "']"], ['["', '"]'], ['.', ''], ['?.', ''], ['[', ']']), anyName)
	.map(([[open, close], name]) => `${open}${name}${close}`);
const anyExpression = fc
	.tuple(
		fc.constantFrom('={{ ', '={{', '= {{ ', '=x{{ ', '={{\n'),
		fc.array(anyStep, { minLength: 1, maxLength: 2 }),
		fc.constantFrom(' }}', '}}', ' }} ', '.trim() }}', ' ?? 1 }}'),
	)
	.map(([before, steps, after]) => `${before}$json${steps.join('')}${after}`);

/** Gives what n8n makes of its parameter. */
const asker: INodeType = {
	description: descriptionOf('asker', {
		group: ['transform'],
		inputs: ['main'],
		properties: [{ displayName: 'All', name: 'all', type: 'json', default: {} }],
	}),
	async execute() {
		return [[{ json: this.getNodeParameter('all', 0) as IDataObject }]];
	},
};

async function askN8n(columns: IDataObject, all: INodeParameters): Promise<IDataObject> {
	const { resultData } = await executeWorkflow(
		{
			items: [columns],
			nodes: [{ ...plainNode('Asker', 'test.asker'), parameters: { all } }],
			connections: { Source: { main: [to('Asker')] } },
			types: { 'test.asker': asker },
		},
		{ credentials: {} },
	);
	return resultData.runData.Asker![0]!.data!.main![0]![0]!.json;
}

test('whatever is filled, n8n gives the same', async () => {
	let filledOnes = 0;
	await fc.assert(
		fc.asyncProperty(
			anyColumns,
			fc.array(anyExpression, { minLength: 20, maxLength: 20 }),
			async (columns, expressions) => {
				const own = Object.keys(columns).map((name) => `={{ $json[${JSON.stringify(name)}] }}`);
				const filled = [...expressions, ...own].flatMap((expression, at) => {
					const value = filledFrom(columns, expression);
					return value === undefined ? [] : [[`p${at}`, expression, value] as const];
				});
				filledOnes += filled.length;
				const parameters = Object.fromEntries(filled.map(([name, text]) => [name, text]));
				expect(await askN8n(columns, parameters)).toEqual(
					Object.fromEntries(filled.map(([name, , value]) => [name, value])),
				);
			},
		),
		{ numRuns: 100 },
	);
	expect(filledOnes).toBeGreaterThan(50);
});
