import { list, withAutoMap, withForm, withJson } from '../../../../support/parameters';
import { useSending } from '../../../../support/sending';

const { send, sent, offer } = useSending();

const CONFIRMATION = 'appointment_confirmation:en_US';
const TITLE = 'The template "appointment_confirmation" (en_US)';
const VALUES = { '1': 'Kim Placeholder', '2': '10 June' };
const schemaOf = (...ids: string[]) => ids.map((id) => ({ id, removed: false }));
const fieldsSent = async () => (await sent()).map(({ fields }) => fields);

describe('the values that were entered arrive', () => {
	test.each([
		['in the form', withForm(CONFIRMATION, VALUES, schemaOf('1', '2'))],
		['in a form stored without its layout', withForm(CONFIRMATION, VALUES)],
		['as JSON text', withJson(CONFIRMATION, VALUES)],
		['as JSON with spaces around', withJson(CONFIRMATION, `\n ${JSON.stringify(VALUES)} `)],
	])('%s', async (_, parameters) => {
		expect((await send(parameters)).error).toBeUndefined();
		expect(await fieldsSent()).toEqual([VALUES]);
	});

	test.each([
		['the form', withForm(CONFIRMATION, { '1': '={{ $json.name }}', '2': '={{ $json.date }}' })],
		['JSON text', withJson(CONFIRMATION, '={ "1": "{{ $json.name }}", "2": "{{ $json.date }}" }')],
		['JSON as an object', withJson(CONFIRMATION, '={{ { "1": $json.name, "2": $json.date } }}')],
		['JSON from the item', withJson(CONFIRMATION, '={{ $json.fields }}')],
	])('from expressions in %s, for each item', async (_, parameters) => {
		const items = ['Kim', 'Robin'].map((name) => ({
			name,
			date: `10 June with ${name}`,
			fields: { '1': name, '2': `10 June with ${name}` },
		}));
		await send(parameters, items);
		expect(await fieldsSent()).toEqual(items.map(({ fields }) => fields));
	});

	test('from the items’ own fields, whatever else they hold', async () => {
		const items = [
			{ ...VALUES, other: 'not for Scrubs', nested: { a: 1 } },
			{ '2': '11 June', '1': 'Robin', error: null },
		];
		expect((await send(withAutoMap(CONFIRMATION), items)).error).toBeUndefined();
		expect(await fieldsSent()).toEqual([VALUES, { '1': 'Robin', '2': '11 June' }]);
	});

	test.each([
		['a number', 12, '12'],
		['zero', 0, '0'],
		['a fraction', 12.5, '12.5'],
		['a switch', false, 'false'],
		['spaces around', '  Kim \n', 'Kim'],
		['quotes, marks and emoji', 'A "b" <c>  d & é 陈 🙂', 'A "b" <c>  d & é 陈 🙂'],
	])('as text: %s', async (_, value, expected) => {
		await send(withJson(CONFIRMATION, { ...VALUES, '1': value }));
		await send(withForm(CONFIRMATION, { ...VALUES, '1': value }, schemaOf('1', '2')));
		await send(withAutoMap(CONFIRMATION), [{ ...VALUES, '1': value }]);
		expect(await fieldsSent()).toEqual(Array(3).fill({ ...VALUES, '1': expected }));
	});

	test('each for its component', async () => {
		const fields = { header_1: 'Blood test', '1': 'Kim', '2': 'Dr. Example', button_1: 'r/1' };
		await send(withJson('lab_results_ready:en_US', fields));
		expect(await fieldsSent()).toEqual([fields]);
	});

	test('once for a name that stands in two components', async () => {
		await send(withForm('clash_example:en_US', { '1': 'Kim' }, schemaOf('1')));
		expect(await fieldsSent()).toEqual([{ '1': 'Kim' }]);
	});

	test('without those that the chosen template’s form no longer shows', async () => {
		const stale = { ...VALUES, '3': 'of another template', clinic_name: 'Bright' };
		const schema = [...schemaOf('1', '2'), { id: '3', removed: true }];
		await send(withForm(CONFIRMATION, stale, schema));
		expect(await fieldsSent()).toEqual([VALUES]);
	});

	test.each([
		['the form', withForm('', {})],
		[
			'a form that was never opened',
			{ templateFields: { mappingMode: 'defineBelow', value: null } },
		],
		['the items', withAutoMap('')],
		['JSON', withJson('', {})],
		['empty JSON', withJson('', '')],
	])('none at all, for a template without fields, from %s', async (_, parameters) => {
		await send({ ...parameters, template: list('clinic_closed_today:en_US') });
		expect(await fieldsSent()).toEqual([{}]);
	});
});

describe('refuses, without sending,', () => {
	const refusal = async (...run: Parameters<typeof send>) => {
		const { error, stored } = await send(...run);
		expect(await sent()).toEqual([]);
		return { message: error?.message, description: error?.description, stored };
	};

	test.each([
		['broken', '{ "1": "Kim", '],
		['a list', '[{ "1": "Kim" }]'],
		['a text', '"Kim"'],
		['a number', '12'],
		['nothing', 'null'],
		['a list by expression', '={{ ["Kim"] }}'],
		['nothing by expression', '={{ null }}'],
	])('JSON that is no object: %s', async (_, json) => {
		expect(await refusal(withJson(CONFIRMATION, json))).toMatchObject({
			message: '"Template Fields (JSON)" is not a JSON object.',
			description: expect.stringContaining('{ "1": "Ana Lee"'),
		});
	});

	test.each<[string, unknown]>([
		['absent', undefined],
		['null', null],
		['empty', ''],
		['white space', ' \u00a0\n'],
	])('a value that is %s, by what the user sees: its label, or else its name', async (_, value) => {
		const needed = (field: string, help: string) => ({
			message: `${TITLE} needs a value for "${field}".`,
			description: expect.stringContaining(help),
		});
		const values = { '1': 'Kim', '2': value as string };
		expect(await refusal(withForm(CONFIRMATION, values))).toMatchObject(
			needed('e.g. 10 June', 'Fill it in under "Values to Send".'),
		);
		expect(await refusal(withJson(CONFIRMATION, values))).toMatchObject(
			needed('2', 'Add it to "Template Fields (JSON)" under exactly this name.'),
		);
		expect(await refusal(withAutoMap(CONFIRMATION), [values])).toMatchObject(
			needed('2', 'Give the incoming item a field of exactly this name'),
		);
	});

	test.each([
		[
			'labels in the form',
			withForm,
			'"Header: Blood test", "e.g. Example Patient", "Button: results/123"',
		],
		['names in JSON', withJson, '"header_1", "1", "button_1"'],
		['names in the items', withAutoMap, '"header_1", "1", "button_1"'],
	])('several missing values, by all their %s', async (_, way, listed) => {
		const values = { '2': 'Dr. X' };
		const { message } = await refusal(way('lab_results_ready:en_US', values), [values]);
		expect(message).toBe(`The template "lab_results_ready" (en_US) needs a value for ${listed}.`);
	});

	test.each([
		['patient_name', 'body', 'text', 'Patient name'],
		['CLINIC_Name ', 'BODY', 'text', 'Clinic name'],
		['1', 'HEADER', 'text', 'Header: x'],
		['header_2', 'header', 'text', 'Header: x'],
		['doctor_name', 'header', 'text', 'Header doctor name'],
		['url', 'button', 'text', 'Button url'],
		['header_1', 'header', 'image', 'Image link'],
		['1', 'header', 'video', 'Video link'],
	])('a missing "%s" of the %s (%s) as "%s"', async (field, component, type, label) => {
		const format = 'named';
		await offer([
			{
				template_name: 'hi',
				language: 'es',
				status: 'APPROVED',
				category: 'UTILITY',
				dynamic_fields: [{ component, field, format, parameter_type: type, example: 'x' }],
			},
		]);
		expect((await refusal(withForm('hi:es', {}))).message).toBe(
			`The template "hi" (es) needs a value for "${label}".`,
		);
	});

	test('one missing value for two components, by both', async () => {
		expect((await refusal(withForm('clash_example:en_US', {}))).message).toBe(
			'The template "clash_example" (en_US) needs a value for "Header and body".',
		);
		expect((await refusal(withJson('clash_example:en_US', {}))).message).toBe(
			'The template "clash_example" (en_US) needs a value for "1".',
		);
	});

	test.each([
		['JSON', withJson(CONFIRMATION, { ...VALUES, nme: 'Kim', '3': 'x', blank: '' })],
		[
			'a form stored without its layout',
			withForm(CONFIRMATION, { ...VALUES, nme: 'Kim', '3': 'x' }),
		],
	])('names that the template does not have, in %s', async (_, parameters) => {
		const { message, description } = await refusal(parameters);
		expect(message).toMatch(/has no field called ("3", "nme"|"nme", "3")\.$/);
		expect(description).toContain('Its fields are called: "1", "2".');
	});

	test('more names than a function takes arguments', async () => {
		const values = Object.fromEntries(
			Array.from({ length: 200_000 }, (_, name) => [`n${name}`, 1]),
		);
		expect((await refusal(withJson(CONFIRMATION, values))).message).toMatch(
			/has no field called ("n\d", ){7}"n\d" and 199992 more\.$/,
		);
	});

	test('a template with more fields than any has', async () => {
		const template = { template_name: 'a', language: 'en', status: 'APPROVED' };
		await offer([{ ...template, dynamic_fields: Array(100_000).fill({ field: '1' }) }]);
		expect((await refusal(withJson('a:en', { '1': 'Kim' }))).message).toBe(
			'The template "a" (en) has fields that Scrubs describes in a way this node cannot read.',
		);
	});

	test('values for a template that has no fields', async () => {
		expect(await refusal(withJson('clinic_closed_today:en_US', { '1': 'Kim' }))).toMatchObject({
			message: 'The template "clinic_closed_today" (en_US) has no field called "1".',
			description: 'This template has no fields to fill in: remove them.',
		});
	});

	const SECRET = 'Patient Confidential';
	test.each([
		['an object in JSON', withJson(CONFIRMATION, { ...VALUES, '2': { name: SECRET } }), '2'],
		['a list in JSON', withJson(CONFIRMATION, { ...VALUES, '2': [SECRET] }), '2'],
		[
			'a date in the form',
			withForm(CONFIRMATION, { '1': 'Kim', '2': '={{ new Date() }}' }),
			'e.g. 10 June',
		],
		[
			'n8n’s own date object',
			withForm(CONFIRMATION, { '1': 'Kim', '2': '={{ $now }}' }),
			'e.g. 10 June',
		],
		[
			'an object of the item',
			withForm(CONFIRMATION, { '1': 'Kim', '2': '={{ $json.patient }}' }),
			'e.g. 10 June',
		],
		[
			'a list of the item',
			withForm(CONFIRMATION, { '1': 'Kim', '2': '={{ [$json.name] }}' }),
			'e.g. 10 June',
		],
		['an object of the item, by name', withAutoMap(CONFIRMATION), '2'],
	])('structured data: %s', async (_, parameters, field) => {
		const { message, description } = await refusal(parameters, [
			{ patient: { name: SECRET }, '1': 'Kim', '2': { name: SECRET } },
		]);
		expect(message).toContain(`${TITLE} needs plain text for "${field}"`);
		expect(description).toContain('.toFormat(');
		expect(message + String(description)).not.toContain(SECRET);
	});

	test.each(['x-ray.png', 'example.com/x-ray.png', 'ftp://example.com/x', 'javascript:alert(1)'])(
		'%s where the template wants the link of a file',
		async (link) => {
			const values = { header_1: link, '1': 'Kim' };
			const wanted = 'The template "xray_ready" (en_US) needs the web address of a file for';
			expect((await refusal(withForm('xray_ready:en_US', values))).message).toBe(
				`${wanted} "Image link".`,
			);
			expect((await refusal(withJson('xray_ready:en_US', values))).message).toBe(
				`${wanted} "header_1".`,
			);
		},
	);
});

test('the link of a file goes out as it was entered', async () => {
	const fields = { header_1: 'https://example.com/x ray.png?a=1&b=%20', '1': 'Kim' };
	await send(withJson('xray_ready:en_US', fields));
	expect(await fieldsSent()).toEqual([fields]);
});
