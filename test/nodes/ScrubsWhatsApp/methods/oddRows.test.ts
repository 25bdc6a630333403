import type { IDataObject } from 'n8n-workflow';

import { ScrubsWhatsApp } from '../../../../nodes/ScrubsWhatsApp/ScrubsWhatsApp.node';
import { SENDERS } from '../../../../sandbox/api';
import { editorContext } from '../../../support/engine';
import { conversationRow, numberRow } from '../../../support/goodAnswers';
import { list, withAutoMap } from '../../../support/parameters';
import { lastPage, template, useRawClinic } from '../../../support/rawClinic';
import { json } from '../../../support/rawServer';

const clinic = useRawClinic();
const { listSearch, resourceMapping } = new ScrubsWhatsApp().methods;

const open = () =>
	editorContext(
		{ senderPhoneNumber: list(SENDERS.main), ...withAutoMap('appointment_confirmation:en_US') },
		clinic.credentials(),
	);

/** What is no row, and rows by which nothing can be chosen. */
const ODD = [null, 'text', 7, [], {}, { other: 1 }];

test('the list of senders has those that can be chosen, and leaves the others out', async () => {
	const odd = [...ODD, { ...numberRow(), phone_number: { a: 1 } }, { phone_number: '' }];
	const data = [...odd, numberRow('6561234567'), { phone_number: 6561234568, status: 5 }];
	clinic.answer('listPhoneNumbers', json(200, { data }));
	expect(await listSearch.searchSenders.call(open())).toEqual({
		results: [
			{ name: 'Bright Smile Dental · +6561234567', value: '6561234567' },
			{ name: 'Not connected · +6561234568', value: '6561234568' },
		],
	});
});

test('so has the list of templates', async () => {
	const odd = [...ODD, { ...template('1'), language: null }, { ...template(), template_name: [] }];
	const data = [...odd, template('1'), { template_name: 7, language: 'es', status: {} }];
	clinic.answer('listTemplates', json(200, { data }));
	expect(await listSearch.searchTemplates.call(open())).toEqual({
		results: [
			{
				name: 'Appointment confirmation · English · 1 field',
				value: 'appointment_confirmation:en_US',
			},
			{ name: 'Cannot be sent (status unknown) · 7 · Spanish · no fields', value: '7:es' },
		],
	});
});

test('so has the list of conversations', async () => {
	const odd = [...ODD, { ...conversationRow('x', 0), conversation_id: null }];
	const changes = { last_active_at: 'yesterday', recipient_phone_number: {}, contact_name: 5 };
	const changed: IDataObject = { ...conversationRow('c2', 0), ...changes };
	const data = [...odd, conversationRow('c1', Date.UTC(2026, 5, 10, 12)), changed];
	clinic.answer('listConversations', json(200, { data, paging: lastPage }));
	expect(await listSearch.searchConversations.call(open())).toEqual({
		results: [
			{ name: 'Ana · +6581000000 · 10 Jun 2026, 20:00', value: 'c1' },
			{ name: '5 · no phone number', value: 'c2' },
		],
		paginationToken: undefined,
	});
});

test('the form of a template is there whatever stands beside it in the list', async () => {
	const data = [...ODD, { ...template('x'), language: 'es', dynamic_fields: 'odd' }, template('1')];
	clinic.answer('listTemplates', json(200, { data }));
	const form = await resourceMapping.getTemplateFields.call(open());
	expect(form.fields.map(({ id }) => id)).toEqual(['1']);
});

test.each<[string, unknown]>([
	['a field without a name', [{ component: 'body' }]],
	['a field that is a text', ['1']],
	['a text in place of its fields', 'none'],
	['an object in place of its fields', { 1: 'x' }],
])('a template with %s has no form, and says why', async (_, dynamic_fields) => {
	const data = [{ ...template('1'), dynamic_fields } as IDataObject];
	clinic.answer('listTemplates', json(200, { data }));
	const { fields, emptyFieldsNotice } = await resourceMapping.getTemplateFields.call(open());
	expect(fields).toEqual([]);
	expect(emptyFieldsNotice).toContain(
		'has fields that Scrubs describes in a way this node cannot read.',
	);
});

test('names of fields stay text where the editor takes markup', async () => {
	const data = [template('<b>1</b>', `x${'y'.repeat(500)}`)];
	clinic.answer('listTemplates', json(200, { data }));
	const { emptyFieldsNotice = '' } = await resourceMapping.getTemplateFields.call(open());
	expect(emptyFieldsNotice).toContain('these fields: ‹b›1‹/b›, xyy');
	expect(emptyFieldsNotice.length).toBeLessThan(200);
});
