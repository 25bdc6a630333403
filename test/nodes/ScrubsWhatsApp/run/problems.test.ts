import type { IDataObject } from 'n8n-workflow';

import { patients } from '../../../support/patients';
import { useSending } from '../../../support/sending';

const { run, failSend, attempts } = useSending();

const NO_NUMBER =
	'The recipient’s phone number contains letters or signs that are not part of a phone number.';
const NO_NAME = 'The template "appointment_confirmation" (en_US) needs a value for "1".';
const withoutNumber = (item: IDataObject) => ({ ...item, phone: 'ask at the desk' });
const withoutName = (item: IDataObject) => ({ ...item, name: '' });

/** Some patients, of whom these rows (counted from 1) are changed. */
const changed = (
	count: number,
	rows: Array<[from: number, to: number, change: (item: IDataObject) => IDataObject]>,
): IDataObject[] =>
	patients(count).map((item, index) => {
		const [, , change] = rows.find(([from, to]) => index + 1 >= from && index + 1 <= to) ?? [];
		return change ? change(item) : item;
	});

/** The fields as JSON, so that a field without a value is told by its name. */
const parameters = {
	specifyFields: 'json',
	templateFieldsJson: '={{ { "1": $json.name, "2": "10 June" } }}',
};

describe('a run that stops the workflow tells all problems at once', () => {
	test('each with its row, counted from 1, and what to do about the first', async () => {
		const items = changed(5, [
			[2, 2, withoutNumber],
			[4, 4, withoutName],
		]);
		const { error } = await run(items, { parameters });

		expect(error?.message).toBe('0 of 5 messages sent, 5 not sent. 2 rows need attention.');
		expect(error?.description).toMatch(
			`Row 2: ${NO_NUMBER} Row 4: ${NO_NAME} For row 2: Enter one phone number with its country code`,
		);
		expect(error?.context).not.toHaveProperty('itemIndex');
		expect(await attempts()).toEqual([]);
	});

	test('one that is alone in the message itself', async () => {
		const { error } = await run(changed(5, [[2, 2, withoutNumber]]));

		expect(error?.message).toBe(`0 of 5 messages sent, 5 not sent. Row 2: ${NO_NUMBER}`);
		expect(error?.description).toMatch(/^Enter one phone number with its country code/);
	});

	test('the same one once, with its rows', async () => {
		const items = changed(12, [
			[2, 2, withoutNumber],
			[4, 9, withoutNumber],
			[11, 12, withoutNumber],
		]);
		const { error } = await run(items);

		expect(error?.message).toBe(
			`0 of 12 messages sent, 12 not sent. Rows 2, 4–9, 11–12: ${NO_NUMBER}`,
		);
	});

	test('without rows, when it is that of all', async () => {
		const { error } = await run(changed(3, [[1, 3, withoutNumber]]));

		expect(error?.message).toBe(`0 of 3 messages sent, 3 not sent. ${NO_NUMBER}`);
	});

	test('names no more than ten places, and how many rows more there are', async () => {
		const odd = Array.from({ length: 13 }, (_, index) => 2 * index + 1);
		const items = changed(
			26,
			odd.map((row) => [row, row, withoutNumber]),
		);
		const { error } = await run(items);

		expect(error?.message).toContain('Rows 1, 3, 5, 7, 9, 11, 13, 15, 17, 19 and 3 more: ');
	});

	test('tells no more than ten different ones, and how many rows more there are', async () => {
		const items = patients(15).map((item, index) => ({ ...item, template: `unknown_${index}` }));
		const { error } = await run(items, {
			parameters: { template: { __rl: true, mode: 'name', value: '={{ $json.template }}' } },
		});

		expect(error?.message).toBe('0 of 15 messages sent, 15 not sent. 15 rows need attention.');
		expect(error?.description).toMatch(/^Row 1: .*Row 10: [^R]*And 5 more\. For row 1: /);
		expect(error?.description).not.toContain('Row 11');
	});

	test('names no patient', async () => {
		const items = changed(4, [
			[1, 1, withoutNumber],
			[3, 3, (item) => ({ ...item, name: { of: 'Annabel' } })],
		]);
		const { error } = await run(items, { parameters });

		expect(`${error?.message} ${error?.description}`).not.toMatch(/desk|Annabel|Patient|6581/);
	});

	test('of what Scrubs refused, too', async () => {
		await failSend({ kind: 'status', status: 404, skip: 2 });
		const { error } = await run(patients(4), { options: { maxConcurrency: 1 } });

		expect(error?.message).toMatch(/^3 of 4 messages sent, 1 not sent\. Row 3: Scrubs does not/);
	});
});

describe('with Continue, the row of an item that was not sent', () => {
	const [alex] = patients(1);

	test('begins with whether, to whom, what and why, as it was entered', async () => {
		const { json } = await run([withoutNumber(alex!)], { onError: 'continueRegularOutput' });

		expect(Object.keys(json[0]!)).toEqual([
			'status',
			'recipient_phone_number',
			'template_name',
			'error',
			'what_to_do',
			'phone',
			'name',
		]);
		expect(json[0]).toMatchObject({ recipient_phone_number: 'ask at the desk', name: alex!.name });
	});

	test('keeps what this step says where the item has columns of the same name', async () => {
		const own = { error: 'Of an earlier step', what_to_do: 'Nothing', status: 'booked' };
		const items = [{ ...withoutNumber(alex!), ...own }];
		const { json } = await run(items, { onError: 'continueRegularOutput' });

		expect(json[0]).toMatchObject({ status: 'notSent', error: NO_NUMBER });
		expect(json[0]?.what_to_do).not.toBe('Nothing');
	});

	test('says that it is not ready in a dry run', async () => {
		const options = { dryRun: true };
		const { json } = await run([withoutNumber(alex!)], {
			onError: 'continueRegularOutput',
			options,
		});

		expect(json[0]?.status).toBe('notReady');
	});

	test('leaves out a number and a template that cannot even be read', async () => {
		const recipientPhoneNumber = '={{ $json.phone.none.none }}';
		const { json } = await run([alex!], {
			onError: 'continueRegularOutput',
			parameters: {
				recipientPhoneNumber,
				template: { __rl: true, mode: 'name', value: '={{ "" }}' },
			},
		});

		expect(json[0]).not.toHaveProperty('recipient_phone_number');
		expect(json[0]).not.toHaveProperty('template_name');
		expect(json[0]).toMatchObject({ status: 'notSent', ...alex });
	});
});
