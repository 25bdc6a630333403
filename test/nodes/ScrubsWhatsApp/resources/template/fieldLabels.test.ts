import { readRows } from '../../../../../nodes/ScrubsWhatsApp/api/rows';
import {
	labelsOf,
	type NamedField,
} from '../../../../../nodes/ScrubsWhatsApp/resources/template/fieldLabels';

/** The places of a template, each of a field of its own. */
const places = (
	...fields: Array<[component: string, field: string, example?: string, type?: string]>
) =>
	fields.map(([component, field, example, parameter_type = 'text']) =>
		readRows('DynamicField', [{ component, field, example, parameter_type }]),
	) as NamedField[][];
const labelOf = (...place: Parameters<typeof places>[0]) => labelsOf(places(place))[0];

describe('a field is called', () => {
	test.each<[string, string, Parameters<typeof places>[0]]>([
		['by its name', 'Patient name', ['body', 'patient_name', 'Ana']],
		['by its name, with a number that is no place', 'Doctor 2', ['body', 'doctor_2', 'Ana']],
		['by its example', 'e.g. 10 June', ['body', '1', '10 June']],
		['by its number, if nothing else is known', 'Text 2', ['body', '2']],
		['by its part and its example', 'Header: Blood test', ['header', 'header_1', 'Blood test']],
		['by its part and its number', 'Button 1', ['button', 'button_1']],
		['by its part and its name', 'Button url', ['button', 'url', 'x']],
		['by the kind of its file', 'Image link', ['header', 'header_1', 'https://x', 'image']],
		['by its body, if no part is given', 'e.g. Ana', ['', '1', 'Ana']],
	])('%s: %s', (_, expected, place) => {
		expect(labelOf(...place)).toBe(expected);
	});

	test('by all its parts', () => {
		const both = places(['header', '1', 'Hi'], ['body', '1', 'Ana']).flat();
		expect(labelsOf([both])).toEqual(['Header and body']);
	});
});

describe('a label that n8n would cut is cut before', () => {
	test.each([
		['behind a word', 'Wednesday, 10 June 2026', 'e.g. Wednesday, 10…'],
		['without half a word', 'General consultation', 'e.g. General…'],
		['within a word that is alone', 'a'.repeat(40), `e.g. ${'a'.repeat(16)}…`],
		['earlier where letters are wide', 'M'.repeat(40), `e.g. ${'M'.repeat(10)}…`],
		['earlier in Chinese', '请在预约时间前十分钟到达诊所', 'e.g. 请在预约时间前…'],
		['between two emoji, not within one', '👍'.repeat(40), `e.g. ${'👍'.repeat(7)}…`],
		['on one line', 'Ana\n\tLee', 'e.g. Ana Lee'],
	])('%s', (_, example, expected) => {
		expect(labelOf('body', '1', example)).toBe(expected);
	});

	test('and one that fits is whole', () => {
		expect(labelOf('body', '1', 'Paciente Ejemplo')).toBe('e.g. Paciente Ejemplo');
	});
});

test('no two fields read the same', () => {
	const dates = ['Wednesday, 10-Jun-2026', 'Wednesday, 11-Jun-2026'];
	expect(
		labelsOf(places(['body', '1', dates[0]], ['body', '2', dates[1]], ['body', '3', 'Ana'])),
	).toEqual(['e.g. Wednesday… (1)', 'e.g. Wednesday… (2)', 'e.g. Ana']);
});
