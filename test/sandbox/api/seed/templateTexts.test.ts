import { mainTemplates, secondTemplates } from '../../../../sandbox/api';
import { textOf } from '../../../../sandbox/api/seed/templateTexts';

const templates = [...mainTemplates(), ...secondTemplates()];

test.each(templates)(
	'$template_name in $language has a text in which each of its values is seen',
	({ template_name: name, language, dynamic_fields }) => {
		const fields = dynamic_fields.map(({ field }, index) => ({ field, value: `<value ${index}>` }));
		const text = textOf({ name, language, fields });
		const shown = Object.values(text!).join('\n');
		expect(shown).not.toMatch(/[{}]/);
		// A template with one name for fields of two components gives the last value to both.
		const values = new Map(fields.map(({ field, value }) => [field, value])).values();
		expect(shown.match(/<value \d>/g) ?? []).toEqual(expect.arrayContaining([...values]));
	},
);

test('a value is shown as it is, even if it looks like a place for another', () => {
	const fields = [
		{ field: '1', value: '{{2}} $& $1' },
		{ field: '2', value: '10 June' },
	];
	expect(textOf({ name: 'appointment_confirmation', language: 'en_US', fields })?.body).toMatch(
		/^Thank you, \{\{2\}\} \$& \$1\. Your appointment on 10 June is confirmed\./,
	);
});

test('a template of which nobody knows the text has none', () => {
	expect(textOf({ name: 'clinic_closed_today', language: 'fr', fields: [] })).toBeUndefined();
});
