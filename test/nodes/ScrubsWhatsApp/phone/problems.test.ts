import { PHONE_NUMBER_HELP } from '../../../../nodes/ScrubsWhatsApp/phone/problems';

test.each(Object.entries(PHONE_NUMBER_HELP))('%s is said in words', (_, help) => {
	expect(help.message('The recipient’s phone number')).toMatch(
		/^The recipient’s phone number \S.*\.$/,
	);
	expect(help.description).toMatch(/^[A-Z].*\.$/);
	// Most operations have no option that could be meant.
	expect(help.description).not.toMatch(/option|default/i);
});

test.each(['missingCountryCode', 'notLocal', 'ambiguous'] as const)(
	'%s says to write a plus',
	(problem) => {
		expect(PHONE_NUMBER_HELP[problem].description).toContain(
			'Start the number with + and the country code, for example +65 9123 4567',
		);
	},
);
