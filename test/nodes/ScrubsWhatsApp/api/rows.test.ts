import { readList, readObject } from '../../../../nodes/ScrubsWhatsApp/api/readers';
import { isKnown, rawOf, readRows } from '../../../../nodes/ScrubsWhatsApp/api/rows';
import { timeOf, zonedTime } from '../../../../nodes/ScrubsWhatsApp/api/times';

const AT = Date.UTC(2026, 5, 10, 9, 30);

describe('a row', () => {
	test('is read field by field, in the types that the API promises', () => {
		const [row] = readRows('Conversation', [
			{ conversation_id: 7, messages_count: '12', status: 5, contact_name: null, other: 'x' },
		]);
		expect(row).toMatchObject({
			conversation_id: '7',
			messages_count: 12,
			status: '5',
			contact_name: null,
		});
		expect(row).not.toHaveProperty('other');
	});

	test.each([{}, [], { a: 1 }, [1]])('has no field where %j stands in place of a text', (value) => {
		const [row] = readRows('Message', [{ message_id: 'a', content: value }]);
		expect(row).not.toHaveProperty('content');
	});

	test.each([
		[true, true],
		['true', true],
		[1, true],
		[false, false],
		['false', false],
		[0, false],
		['yes', false],
	])('has media by %j: %j', (value, expected) => {
		expect(readRows('Message', [{ has_media: value }])[0]?.has_media).toBe(expected);
	});

	test('keeps what the API gave beside it', () => {
		const raw = { conversation_id: 7, other: { a: 1 } };
		expect(rawOf(readRows('Conversation', [raw])[0]!)).toBe(raw);
	});

	test.each([null, 'text', 7, true, undefined, []])('is none when it is %j', (value) => {
		expect(readRows('Template', [value, { template_name: 'x' }])).toHaveLength(1);
	});

	test('is known by a name or ID that is there', () => {
		const [whole, empty, absent] = readRows('Message', [
			{ message_id: 'a' },
			{ message_id: '' },
			{},
		]);
		expect([whole!, empty!, absent!].map((row) => isKnown(row, 'message_id'))).toEqual([
			true,
			false,
			false,
		]);
	});

	test('holds rows of its own', () => {
		const [template] = readRows('Template', [
			{ template_name: 'x', dynamic_fields: [{ field: 1, component: 'body' }, 'odd', null] },
		]);
		expect(template?.dynamic_fields).toMatchObject([{ field: '1', component: 'body' }]);
	});
});

/** Something in so many levels of lists. */
const nested = (levels: number) =>
	JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) as unknown;

describe('what n8n could not store', () => {
	test.each([100, 5_000, 100_000])('is left out of a list: a row with %d levels', (levels) => {
		const deep = { phone_number: '1', extra: nested(levels) };
		const list = readList('PhoneNumber')({ data: [deep, { phone_number: '2' }] });
		expect(list?.rows).toMatchObject([{ phone_number: '2' }]);
		expect(list?.leftOut).toBe(1);
		expect(readObject({ data: deep })).toBeUndefined();
	});

	test('is not seen in what the API may well give', () => {
		const data = { phone_number: '1', extra: nested(20) };
		expect(readList('PhoneNumber')({ data: [data] })?.rows).toHaveLength(1);
		expect(readObject({ data })).toBe(data);
	});
});

test('a list with more rows than a clinic has of anything is none of Scrubs', () => {
	const listOf = (length: number) => readList('Message')({ data: Array(length).fill({}) });
	expect(listOf(10_000)?.rows).toHaveLength(10_000);
	expect(listOf(10_001)).toBeUndefined();
});

describe('a time', () => {
	test.each([
		'2026-06-10T09:30:00.000Z',
		'2026-06-10T17:30:00+08:00',
		'2026-06-10T17:30:00+0800',
		'2026-06-10T09:30:00',
		'2026-06-10 09:30',
		String(AT / 1_000),
		AT / 1_000,
		String(AT),
		AT,
		`${AT / 1_000}.000`,
	])('is read from %j', (value) => {
		expect(timeOf(value)).toBe(AT);
	});

	test('is read from fractions of a second', () => {
		expect(timeOf(AT / 1_000 + 0.25)).toBe(AT + 250);
	});

	test.each([
		null,
		undefined,
		'',
		'yesterday',
		'5',
		5,
		-1,
		NaN,
		{},
		[],
		true,
		'99999999999999',
		'a'.repeat(1e6),
	])('is none: %j', (value) => {
		expect(timeOf(value)).toBeUndefined();
	});
});

describe('a time as the clocks of a zone show it', () => {
	test.each([
		['Asia/Singapore', '2026-06-10T17:30:00+08:00'],
		['America/New_York', '2026-06-10T05:30:00-04:00'],
		['Asia/Kathmandu', '2026-06-10T15:15:00+05:45'],
		['America/St_Johns', '2026-06-10T07:00:00-02:30'],
		['UTC', '2026-06-10T09:30:00+00:00'],
		['Not/A_Zone', '2026-06-10T09:30:00+00:00'],
	])('in %s', (timeZone, written) => {
		expect(zonedTime(AT, timeZone)).toBe(written);
	});

	test('has the distance of its own day', () => {
		expect(zonedTime(Date.UTC(2026, 0, 10, 9, 30), 'America/New_York')).toBe(
			'2026-01-10T04:30:00-05:00',
		);
	});

	test.each(['Asia/Singapore', 'America/New_York'])('is in order as text, in %s', (timeZone) => {
		const hours = Array.from({ length: 48 }, (_, hour) => AT + hour * 3_600_000);
		const written = hours.map((time) => zonedTime(time, timeZone));
		expect([...written].sort()).toEqual(written);
		expect(written.map((text) => Date.parse(text))).toEqual(hours);
	});
});
