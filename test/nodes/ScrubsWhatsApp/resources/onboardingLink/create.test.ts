import { OUTAGE_CUSTOMER } from '../../../../../sandbox/api';
import { useOperation } from '../../../../support/oneOperation';

const { standIn, run } = useOperation('onboardingLink', 'create');

const bodySent = async () => {
	const [request, ...others] = await standIn.control.requests();
	expect(others).toEqual([]);
	expect(request).toMatchObject({
		operationId: 'createOnboardingLink',
		headers: { 'content-type': 'application/json' },
	});
	return request?.body;
};

test('what comes back begins with the link, and ends with its ID', async () => {
	const { json } = await run();
	expect(Object.entries(json[0]!)).toEqual([
		['url', expect.stringMatching(/^https:/)],
		['status', 'active'],
		['expires_at', expect.stringMatching(/^20.*\+08:00$/)],
		['whatsapp_setup_status', 'pending'],
		['whatsapp_setup_error', null],
		['onboarding_link_id', 'setup_link_1'],
	]);
});

test('everything that was entered is sent', async () => {
	const { json, error } = await run({
		simplify: false,
		customerName: ' Bright Smile Dental ',
		additionalFields: {
			successRedirectUrl: ' https://example.com/ok?clinic=1&x=%20 ',
			failureRedirectUrl: 'http://example.com/failed#top',
			allowedConnectionTypes: ['coexistence', 'dedicated'],
			language: 'pt',
		},
	});
	expect(error).toBeUndefined();
	expect(await bodySent()).toEqual({
		customer_name: 'Bright Smile Dental',
		success_redirect_url: 'https://example.com/ok?clinic=1&x=%20',
		failure_redirect_url: 'http://example.com/failed#top',
		allowed_connection_types: ['coexistence', 'dedicated'],
		language: 'pt',
	});
	expect(json).toEqual([
		{
			onboarding_link_id: 'setup_link_1',
			url: expect.stringMatching(/^https:/),
			status: 'active',
			expires_at: expect.any(String),
			whatsapp_setup_status: 'pending',
			whatsapp_setup_error: null,
		},
	]);
});

test.each([
	['nothing is entered', {}],
	['the name is white space', { customerName: '  ' }],
	[
		'fields are added and left empty',
		{
			customerName: '',
			additionalFields: {
				successRedirectUrl: '',
				failureRedirectUrl: '',
				allowedConnectionTypes: [],
				language: '',
			},
		},
	],
	[
		'expressions give nothing',
		{
			customerName: '={{ $json.missing }}',
			additionalFields: {
				successRedirectUrl: '={{ $json.missing }}',
				failureRedirectUrl: '={{ null }}',
				allowedConnectionTypes: '={{ $json.missing }}',
				language: '={{ null }}',
			},
		},
	],
])('a link is created with an empty JSON body when %s', async (_, parameters) => {
	const { json, error } = await run(parameters);
	expect(error).toBeUndefined();
	expect(json).toHaveLength(1);
	expect(await bodySent()).toEqual({});
});

test.each([
	['one in a list', ['dedicated']],
	['one by expression', '={{ "dedicated" }}'],
	['a list by expression', '={{ ["dedicated"] }}'],
])('connection types may be %s', async (_, allowedConnectionTypes) => {
	await run({ additionalFields: { allowedConnectionTypes } });
	expect(await bodySent()).toEqual({ allowed_connection_types: ['dedicated'] });
});

test.each([
	['successRedirectUrl', 'Success Redirect URL', 'example.com/ok'],
	['successRedirectUrl', 'Success Redirect URL', '/whatsapp/ok'],
	['failureRedirectUrl', 'Failure Redirect URL', 'javascript:alert(1)'],
	['failureRedirectUrl', 'Failure Redirect URL', 'ftp://example.com'],
	['failureRedirectUrl', 'Failure Redirect URL', 'https://'],
	['failureRedirectUrl', 'Failure Redirect URL', '={{ 12 }}'],
	['failureRedirectUrl', 'Failure Redirect URL', '={{ ["https://example.com"] }}'],
])('the %s must be a full web address: "%s" refuses %s', async (field, label, url) => {
	const { error } = await run({ additionalFields: { [field]: url } });
	expect(error?.message).toBe(`"${label}" is not a full web address.`);
	expect(error?.description).toContain('https://');
	expect(await standIn.control.requests()).toEqual([]);
});

test.each([
	['language', 'Language', 'fr', 'ar, en, hi, id, pt, es'],
	['language', 'Language', 'EN', 'ar, en, hi, id, pt, es'],
	['language', 'Language', ['en'], 'ar, en, hi, id, pt, es'],
	['allowedConnectionTypes', 'Connection Types', ['dedicated', 'shared'], 'coexistence, dedicated'],
	['allowedConnectionTypes', 'Connection Types', [null], 'coexistence, dedicated'],
	['allowedConnectionTypes', 'Connection Types', 'dedicated,coexistence', 'coexistence, dedicated'],
])(
	'%s refuses a value that an expression gives and Scrubs does not know: "%s" %j',
	async (field, label, value, known) => {
		const expression = `={{ ${JSON.stringify(value)} }}`;
		const { error } = await run({ additionalFields: { [field]: expression } });
		expect(error?.message).toBe(`"${label}" has a value that Scrubs does not know.`);
		expect(error?.description).toContain(`An expression may give: ${known}.`);
		expect(await standIn.control.requests()).toEqual([]);
	},
);

test('a place in the list of connection types with nothing in it is refused, too', async () => {
	const { error } = await run({ additionalFields: { allowedConnectionTypes: '={{ [,] }}' } });
	expect(error?.message).toBe('"Connection Types" has a value that Scrubs does not know.');
	expect(await standIn.control.requests()).toEqual([]);
});

test('a customer whose name is a number is called so', async () => {
	await run({ customerName: '={{ 24 }}' });
	expect(await bodySent()).toEqual({ customer_name: '24' });
});

test('an outage behind Scrubs is told in words', async () => {
	const { error } = await run({ customerName: OUTAGE_CUSTOMER });
	expect(error?.message).toBe(
		'The onboarding link could not be created at the WhatsApp provider behind Scrubs.',
	);
	expect(error?.description).toContain('Wait a few minutes');
	expect(error?.httpCode).toBe('502');
});
