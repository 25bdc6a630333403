import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { switchOf } from '../../../../../nodes/ScrubsWhatsApp/resources/switches';
import { PATIENT, template, useRawClinic } from '../../../../support/rawClinic';
import { json } from '../../../../support/rawServer';
import { withAutoMap, withJson } from '../../../../support/parameters';

const clinic = useRawClinic();
beforeEach(() =>
	clinic.answer('sendTemplateMessage', json(200, { messages: [{ id: 'wamid.1' }] })),
);

describe('a switch that keeps something from happening', () => {
	test.each([
		true,
		'true',
		1,
		'1',
		'TRUE',
		' yes ',
		'on',
		'={{ 1 === 1 }}',
		'={{ "true" }}',
		'={{ 1 }}',
	])('a dry run sends nothing when it is %j', async (dryRun) => {
		const { json: rows, error } = await clinic.send([PATIENT], { options: { dryRun } });
		expect(error).toBeUndefined();
		expect(rows).toMatchObject([{ dry_run: true }]);
		expect(clinic.sends()).toBe(0);
	});

	test.each([false, 'false', 0, '0', 'no', 'off'])('no dry run is meant by %j', async (dryRun) => {
		await clinic.send([PATIENT], { options: { dryRun } });
		expect(clinic.sends()).toBe(1);
	});

	test.each(['maybe', '', ' ', 2, '={{ null }}', '={{ {} }}', '={{ [] }}', '={{ NaN }}'])(
		'nothing is sent on a guess when it is %j',
		async (dryRun) => {
			const { error } = await clinic.send([PATIENT], { options: { dryRun } });
			expect(error?.message).toBe('"Dry Run" is neither on nor off.');
			expect(clinic.sends()).toBe(0);
		},
	);

	test('is absent when it is not added', () => {
		expect(switchOf(undefined, 'Simplify', true)).toBe(true);
		expect(switchOf(undefined, 'Dry Run')).toBe(false);
	});
});

describe('Max Concurrency', () => {
	const NONE = [-1, 0, 0.5, '', 'many', '={{ NaN }}', '={{ Infinity }}', true];
	const NO_NUMBER = ['={{ ({ toString: 1, valueOf: 2 }) }}', '={{ [2] }}', '={{ Symbol("x") }}'];

	test.each([...NONE, ...NO_NUMBER])(
		'stops before anything is sent when it is %j',
		async (maxConcurrency) => {
			const { error } = await clinic.send([PATIENT], { options: { maxConcurrency } });
			expect(error?.message).toContain('"Max Concurrency" is not a whole number of at least 1.');
			expect(clinic.server.requests).toEqual([]);
		},
	);

	test.each([1e9, '1000'])('of %j is as many as ever are under way', async (maxConcurrency) => {
		const items = Array.from({ length: 200 }, (_, index) => ({
			name: 'Ana',
			phone: `+65 8100 0${String(index).padStart(3, '0')}`,
		}));
		let underWay = 0;
		let most = 0;
		clinic.answer('sendTemplateMessage', async (socket) => {
			underWay += 1;
			most = Math.max(most, underWay);
			await new Promise((resolve) => setImmediate(resolve));
			underWay -= 1;
			socket.end(json(200, { messages: [{ id: 'wamid.1' }] }));
		});
		await clinic.send(items, { options: { maxConcurrency } });
		expect(clinic.sends()).toBe(200);
		expect(most).toBeLessThanOrEqual(64);
	});
});

/** What is no text for a patient, and what is told of it. */
const LEFTOVER =
	/got no real value for .*, but what is left of an expression that found nothing\.$/;
const NOTHING = /needs a value for /;
const NO_TEXT = /needs plain text for /;
const UNSENDABLE = /got a character for .* that no message can carry\.$/;
const REFUSED = /got a text for .* that WhatsApp refuses\.$/;
const TOO_LONG = /got a text for .* that is longer than WhatsApp takes\.$/;

const UNFIT: Array<[string, RegExp]> = [
	['NaN', LEFTOVER],
	['Infinity', LEFTOVER],
	['-Infinity', LEFTOVER],
	['undefined', LEFTOVER],
	['null', LEFTOVER],
	['Invalid DateTime', LEFTOVER],
	['on Invalid Date', LEFTOVER],
	['[object Object]', LEFTOVER],
	['Dear undefined,', LEFTOVER],
	['at {{ $json.time }}', LEFTOVER],
	['function Object() { [native code] }', LEFTOVER],
	['2026-06-10T09:30:00.000+08:00', NO_TEXT],
	['2026-06-10T09:30:00+08:00', NO_TEXT],
	['a\u0000b', UNSENDABLE],
	['a\u001bb', UNSENDABLE],
	['a\ud800', UNSENDABLE],
	['\udc00a', UNSENDABLE],
	['\u3164', NOTHING],
	['\u2800 \u2800', NOTHING],
	['\u200b\u00ad', NOTHING],
	['a\nb', REFUSED],
	['a\tb', REFUSED],
	['a     b', REFUSED],
	['x'.repeat(1_025), TOO_LONG],
];

describe('a value that no patient should read', () => {
	const fieldsBy: Array<[string, (value: string) => INodeParameters]> = [
		['in the form', () => ({})],
		['as JSON', (value) => withJson('appointment_confirmation:en_US', { '1': value, '2': 'x' })],
	];

	describe.each(fieldsBy)('%s', (_, parametersFor) => {
		test.each(UNFIT)('stops its message before anything is sent: %j', async (value, message) => {
			const { error } = await clinic.send([{ ...PATIENT, name: value }], {
				parameters: parametersFor(value),
			});
			expect(error?.message).toMatch(message);
			expect(`${error?.message} ${error?.description}`).not.toContain(value);
			expect(clinic.sends()).toBe(0);
		});
	});

	test.each<[string, RegExp]>([
		['={{ 0 / 0 }}', LEFTOVER],
		['={{ new Date("nonsense") }}', NO_TEXT],
		['={{ DateTime.fromISO("nonsense") }}', /needs plain text|got no real value/],
		['={{ $json }}', NO_TEXT],
		['={{ [1] }}', NO_TEXT],
		['={{ $json.nothing }}', NOTHING],
	])('that an expression gives stops it, too: %s', async (expression, message) => {
		const { error } = await clinic.send([PATIENT], { fields: { '1': expression, '2': 'x' } });
		expect(error?.message).toMatch(message);
		expect(clinic.sends()).toBe(0);
	});

	test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
		'is not found under the name "%s", which every item inherits',
		async (name) => {
			clinic.answer('listTemplates', json(200, { data: [template('1', name)] }));
			const { error } = await clinic.send([{ ...PATIENT, '1': 'Ana' }], {
				parameters: withAutoMap('appointment_confirmation:en_US'),
			});
			expect(error?.message).toMatch(NOTHING);
			expect(clinic.sends()).toBe(0);
		},
	);

	test.each([
		'Infinity Clinic',
		'the null hypothesis',
		'Nan',
		'Ana-Maria O’Neil',
		'李小娜',
		'a    b',
		'{ }',
	])('is not seen in a text that only looks like one: %j', async (name) => {
		const { error } = await clinic.send([{ ...PATIENT, name }]);
		expect(error).toBeUndefined();
		expect(clinic.sends()).toBe(1);
	});
});

test.each(['={{ {{ }} }}', '={{ ) }}', '={{ () => 1 }}'])(
	'an expression that n8n cannot read is told to be one: %s',
	async (expression) => {
		const { error } = await clinic.send([PATIENT], { fields: { '1': expression, '2': 'x' } });
		expect(error?.message).toBe('One of the expressions is written in a way that n8n cannot read.');
		expect(error?.description).toMatch(/^Check the fields of this step for this item\./);
		expect(clinic.sends()).toBe(0);
	},
);

describe('what a template is called', () => {
	const NAME = '<a href="https://evil.example">click</a>';

	test.each([
		['its name', { template_name: NAME }],
		['its status', { status: NAME }],
		['its language', { language: NAME, status: 'PENDING' }],
	])('stays text in a message: %s', async (_, changes) => {
		const odd: IDataObject = { ...template('1'), ...changes };
		clinic.answer('listTemplates', json(200, { data: [odd] }));
		const { error } = await clinic.send([PATIENT], {
			parameters: { template: { __rl: true, mode: 'name', value: odd.template_name as string } },
		});
		const told = `${error?.message} ${error?.description}`;
		expect(told).not.toMatch(/[<>]|https:\/\/evil/);
		expect(clinic.sends()).toBe(0);
	});

	test('and how its fields are called is cut to what can be read', async () => {
		const fields = Array.from(
			{ length: 400 },
			(_, index) => `<b>field_${index}_${'x'.repeat(90)}</b>`,
		);
		clinic.answer('listTemplates', json(200, { data: [template(...fields)] }));
		const { error } = await clinic.send([PATIENT], {
			parameters: withJson('appointment_confirmation:en_US', { other: 'x' }),
		});
		expect(error?.description).toContain(' and 392 more');
		expect(`${error?.message}${error?.description}`.length).toBeLessThan(1_500);
		expect(error?.description).not.toMatch(/[<>]/);
	});
});
