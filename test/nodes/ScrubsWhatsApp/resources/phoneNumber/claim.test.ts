import { CLAIMS, SENDERS } from '../../../../../sandbox/api';
import { useOperation } from '../../../../support/oneOperation';

const { standIn, run, askApi } = useOperation('phoneNumber', 'claim');

test.each([
	['as digits', CLAIMS.free],
	['as people write it', '+1 (202) 555-0111'],
	['from the item, as a number', '={{ $json.phone }}'],
])('a number given %s becomes one of the clinic’s', async (_, phoneNumber) => {
	const { json, error } = await run({ phoneNumber, simplify: false }, [
		{ phone: Number(CLAIMS.free) },
	]);
	expect(error).toBeUndefined();
	const [request, ...others] = await standIn.control.requests();
	expect(others).toEqual([]);
	expect(request).toMatchObject({
		method: 'POST',
		path: '/api/v1/whatsapp/numbers/claim',
		body: { phone_number: CLAIMS.free },
	});
	const numbers = await askApi('/numbers');
	expect(numbers).toHaveLength(4);
	expect(json).toEqual(numbers.filter(({ phone_number: number }) => number === CLAIMS.free));
});

test('what comes back has the name first and the number with +, by default', async () => {
	const { json } = await run({ phoneNumber: CLAIMS.free });
	expect(Object.keys(json[0]!).slice(0, 3)).toEqual(['display_name', 'phone_number', 'status']);
	expect(json[0]).toMatchObject({ phone_number: `+${CLAIMS.free}` });
});

test('a number that is the clinic’s already is given back', async () => {
	const { json } = await run({ phoneNumber: SENDERS.main });
	expect(json).toEqual([expect.objectContaining({ display_name: 'Bright Smile Dental' })]);
});

test.each([
	[CLAIMS.unknown, 'Scrubs does not know this phone number yet.', 'create an onboarding link'],
	[CLAIMS.notConnected, 'This phone number cannot be claimed.', 'not connected to WhatsApp yet'],
	[CLAIMS.taken, 'This phone number cannot be claimed.', 'another organisation has claimed it'],
])('%s is refused in words that say how to get on', async (phoneNumber, message, description) => {
	const { error, json } = await run({ phoneNumber });
	expect(error?.message).toBe(message);
	expect(error?.description).toContain(description);
	expect(json).toEqual([]);
});

test.each([
	['empty', '={{ "" }}', 'is empty'],
	['absent', '={{ $json.missing }}', 'is empty'],
	['a word', 'reception', 'contains letters'],
	['too short', '+1 202', 'has too few digits'],
	['local', '555-0111', 'has no country code'],
])('a number that is %s is refused before anything is sent', async (_, phoneNumber, problem) => {
	const { error } = await run({ phoneNumber });
	expect(error?.message).toContain(`The phone number to claim ${problem}`);
	expect(error?.description).toMatch(/\w/);
	expect(error?.description).not.toContain('Default Country Code');
	expect(await standIn.control.requests()).toEqual([]);
});
