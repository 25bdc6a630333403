import { assert, asyncProperty, constantFrom, oneof, record, string } from 'fast-check';

import { ScrubsWhatsApp } from '../../../../nodes/ScrubsWhatsApp/ScrubsWhatsApp.node';
import { SENDERS } from '../../../../sandbox/api';
import { editorContext, runNode, type NodeRun } from '../../../support/engine';
import { GOOD_ANSWERS, messageRow } from '../../../support/goodAnswers';
import { type JsonText, oddJson, oddlyFilled } from '../../../support/oddJson';
import {
	COMPOSED_OPERATIONS,
	OPERATION_IDS,
	OPERATIONS,
	type OperationId,
} from '../../../support/operations';
import { expectOwnWords } from '../../../support/ownWords';
import { list } from '../../../support/parameters';
import { runs } from '../../../support/properties';
import { lastPage, PATIENT, PATIENT_DIGITS, useRawClinic } from '../../../support/rawClinic';
import { json, jsonText } from '../../../support/rawServer';

const clinic = useRawClinic();

/** What no message may hold: the key, and what is sent to a patient. */
const INSIDE = ['demo-key-1234567890', 'Annabel', PATIENT.phone, PATIENT_DIGITS];

/** A read is tried five times, and no list here has more than a few pages. */
const MOST_REQUESTS = 60;

const statuses = oneof(
	{ weight: 6, arbitrary: constantFrom(200) },
	{ weight: 1, arbitrary: constantFrom(201, 202, 204, 299, 300, 303, 307, 400, 401, 403, 404) },
	{ weight: 1, arbitrary: constantFrom(408, 409, 418, 422, 429, 499, 500, 502, 503) },
);

interface Answer {
	status: number;
	body: JsonText;
}

const isData = ({ status }: Pick<Answer, 'status'>) => status >= 200 && status < 300;

/** An answer of an operation with anything in any of its places. */
const answersOf = (operation: OperationId) =>
	record({
		status: statuses,
		body: oneof(
			{ weight: 8, arbitrary: oddlyFilled(GOOD_ANSWERS[operation]) },
			{ weight: 1, arbitrary: oddJson },
		),
	});

/** Begins anew: all is well at the clinic but for one answer. */
function answerOddly(operation: OperationId, { status, body }: Answer) {
	clinic.server.reset();
	for (const id of OPERATION_IDS) clinic.answer(id, json(200, GOOD_ANSWERS[id]));
	clinic.answer(operation, jsonText(status, body.text));
}

const requests = () => clinic.server.requests;

describe.each(OPERATION_IDS.filter((id) => id !== 'sendTemplateMessage'))(
	'whatever an answer of %s holds',
	(operation) => {
		test('a step gives its rows, or says in our words what happened', async () => {
			await assert(
				asyncProperty(answersOf(operation), async (answer) => {
					answerOddly(operation, answer);
					const {
						error,
						json: rows,
						stored,
					} = await runNode({
						parameters: { ...OPERATIONS[operation], returnAll: true },
						credentials: clinic.credentials(),
					});
					if (error) expectOwnWords(error, INSIDE.slice(0, 2));
					expect(isData(answer) || error !== undefined).toBe(true);
					expect(rows).toEqual(expect.any(Array));
					expect(stored).not.toContain(INSIDE[0]);
					expect(requests().length).toBeLessThan(MOST_REQUESTS);
					expect(requests().filter(({ method }) => method === 'POST').length).toBeLessThan(2);
				}),
				runs(5),
			);
		});
	},
);

describe.each(COMPOSED_OPERATIONS)('$operation', (parameters) => {
	test.each(['listConversations', 'listMessages', 'listPhoneNumbers'] as const)(
		'gives its rows, or says in our words what happened, whatever an answer of %s holds',
		async (operation) => {
			await assert(
				asyncProperty(answersOf(operation), async (answer) => {
					answerOddly(operation, answer);
					const {
						error,
						json: rows,
						stored,
					} = await runNode({
						parameters: { ...parameters, messageId: 'm1' },
						credentials: clinic.credentials(),
					});
					if (error) expectOwnWords(error, INSIDE.slice(0, 2));
					expect(rows).toHaveLength(error ? 0 : 1);
					expect(stored).not.toContain(INSIDE[0]);
					expect(requests().length).toBeLessThan(MOST_REQUESTS);
				}),
				runs(5),
			);
		},
	);
});

type Told = 'sent' | 'not sent' | 'not known';

/** What may be told of a message by what Scrubs has answered. */
function mayBeTold({ status, body }: Answer): Told[] {
	if (isRefusal(status)) return ['not sent'];
	const answer = isData({ status }) ? (JSON.parse(body.text) as SendResult) : undefined;
	const id = answer?.messages?.[0]?.id;
	return typeof id === 'string' && id !== '' ? ['sent', 'not known'] : ['not known'];
}

type SendResult = { messages?: Array<{ id?: unknown } | null> } | null;

/** Statuses by which Scrubs says that it has not taken a message. */
const isRefusal = (status: number) =>
	(status >= 400 && status < 500 && ![408, 499].includes(status)) || [307, 308].includes(status);

function toldOf({ error }: NodeRun): Told | undefined {
	if (!error) return 'sent';
	if (error.message.includes('The message was not sent.')) return 'not sent';
	return error.message.includes('It is not known') ? 'not known' : undefined;
}

describe('whatever an answer to a send holds', () => {
	test('the message is sent once, and nothing better is told than what Scrubs did', async () => {
		await assert(
			asyncProperty(answersOf('sendTemplateMessage'), async (answer) => {
				answerOddly('sendTemplateMessage', answer);
				const run = await clinic.send();
				expect(clinic.sends()).toBe(1);
				expect(requests().length).toBeLessThan(MOST_REQUESTS);
				expect(mayBeTold(answer)).toContain(toldOf(run));
				if (run.error) expectOwnWords(run.error, INSIDE);
			}),
			runs(6),
		);
	});

	test.each(['listTemplates', 'listConversations', 'listMessages'] as const)(
		'nor is it when what was asked before or after it is odd: %s',
		async (operation) => {
			await assert(
				asyncProperty(answersOf(operation), async (answer) => {
					answerOddly(operation, answer);
					clinic.answer('sendTemplateMessage', json(500, {}));
					const run = await clinic.send();
					expect(run.json).toEqual([]);
					expectOwnWords(run.error!, INSIDE);
					expect(clinic.sends()).toBeLessThan(2);
					expect(clinic.sends() === 0 || toldOf(run) === 'not known').toBe(true);
					expect(requests().length).toBeLessThan(MOST_REQUESTS);
				}),
				runs(5),
			);
		},
	);
});

describe('a message whose answer was lost', () => {
	const message = {
		...messageRow('wamid.2', Date.now() + 3_600_000),
		type: 'template',
		direction: 'outbound',
		to_phone_number: PATIENT_DIGITS,
		content: `appointment_confirmation: 1: ${PATIENT.name}, 2: 10 June`,
	};
	const page = { data: [message], paging: lastPage };
	const answerWith = (messages: string) => {
		clinic.server.reset();
		for (const id of OPERATION_IDS) clinic.answer(id, json(200, GOOD_ANSWERS[id]));
		clinic.answer('sendTemplateMessage', json(500, {}));
		clinic.answer('listMessages', jsonText(200, messages));
	};

	test('is not found in one that is odd in what it is known by', async () => {
		const known = ['timestamp', 'direction', 'to_phone_number', 'content'];
		const isFree = (path: ReadonlyArray<string | number>) =>
			path.length === 3 && known.includes(String(path[2]));
		await assert(
			asyncProperty(oddlyFilled(page, { isFree, most: 1 }), async ({ text }) => {
				answerWith(text);
				const { error } = await clinic.send();
				expect(error?.message).toContain('is not known');
				expect(clinic.sends()).toBe(1);
			}),
			runs(6),
		);
	});

	test('is found in one that is as it went out', async () => {
		answerWith(JSON.stringify(page));
		const { json: rows } = await clinic.send();
		expect(rows[0]?.confirmation).toEqual(expect.any(String));
	});
});

const { listSearch, resourceMapping } = new ScrubsWhatsApp().methods;

describe('the editor, whatever its answers hold', () => {
	const parameters = {
		senderPhoneNumber: list(SENDERS.main),
		template: list('appointment_confirmation:en_US'),
	};
	const open = () => editorContext(parameters, clinic.credentials());

	test.each([
		['searchSenders', 'listPhoneNumbers'],
		['searchTemplates', 'listTemplates'],
		['searchConversations', 'listConversations'],
	] as const)('%s lists texts, or says in our words what happened', async (search, operation) => {
		await assert(
			asyncProperty(answersOf(operation), string({ maxLength: 3 }), async (answer, filter) => {
				answerOddly(operation, answer);
				const found = await listSearch[search].call(open(), filter).catch((error: Error) => error);
				expect(requests().length).toBeLessThan(MOST_REQUESTS);
				if (found instanceof Error) return expectOwnWords(found, INSIDE);
				for (const { name, value } of found.results) {
					expect([typeof name, typeof value]).toEqual(['string', 'string']);
				}
				expect(['string', 'undefined']).toContain(typeof found.paginationToken);
			}),
			runs(5),
		);
	});

	test('the form has fields, or says in our words why it has none', async () => {
		await assert(
			asyncProperty(answersOf('listTemplates'), async (answer) => {
				answerOddly('listTemplates', answer);
				const form = await resourceMapping.getTemplateFields
					.call(open())
					.catch((error: Error) => error);
				expect(requests().length).toBeLessThan(MOST_REQUESTS);
				if (form instanceof Error) return expectOwnWords(form, INSIDE);
				expect(form.fields.length === 0 || form.fields.every(({ id }) => id !== '')).toBe(true);
				expect(form.emptyFieldsNotice).toMatch(/^[A-Z].*\.$/s);
				expect(form.emptyFieldsNotice).not.toMatch(/Something happened|[<>]/);
			}),
			runs(6),
		);
	});
});
