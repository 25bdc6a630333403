/* global ResizeObserver */
import { byId, element, show, timeElement } from './elements.mjs';
import { aboutPatient, nameOf } from './patient.mjs';

const TICKS = { pending: '◷', sent: '✓', delivered: '✓✓', read: '✓✓', failed: '✗' };

/** How near to its end, in pixels, the log is taken to be at its end. */
const NEAR = 80;

/** How long, in milliseconds, a screen reader has to take note of a conversation that is opened. */
const SETTLING = 500;

const log = byId('log');

/** The conversation that is shown. */
let shownId;

/** Whether the latest message is in view, and so is to stay in view. */
let atEnd = true;

log.addEventListener('scroll', () => {
	atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
});
new ResizeObserver(toEnd).observe(log);

function toEnd() {
	if (atEnd) log.scrollTop = log.scrollHeight;
}

byId('skip').addEventListener('click', () => byId('text').focus());

/**
 * Shows a conversation, or none.
 *
 * @param {{patient: object, total: number, messages: object[]} | undefined} chat an answer of /phone/messages
 * @param {string} clinic whom the patient writes with
 */
export function showChat(chat, clinic) {
	byId('phone').hidden = byId('skip').hidden = !chat;
	byId('nothing').hidden = Boolean(chat);
	if (!chat) {
		shownId = undefined;
		return;
	}
	const { patient, total, messages } = chat;
	byId('patient').textContent = nameOf(patient);
	byId('with').textContent = aboutPatient(patient, `writes with ${clinic}`);
	const more = total > messages.length;
	byId('older').textContent = more ? `The latest ${messages.length} of ${total} messages` : '';

	const opened = shownId !== patient.id;
	if (opened) {
		shownId = patient.id;
		atEnd = true;
		byId('text').value = '';
		// Only what comes in is read out, not a conversation that is opened.
		log.setAttribute('aria-live', 'off');
		setTimeout(() => log.setAttribute('aria-live', 'polite'), SETTLING);
	}
	show(byId('bubbles'), messages, bubble, ({ direction }) => ({ 'data-direction': direction }));
	toEnd();
}

function bubble({ at, direction, type, text, status, template }) {
	const inbound = direction === 'inbound';
	const who = element('span', { class: 'unseen' }, inbound ? 'Patient:' : 'Clinic:');
	const body = template
		? templateOf(template)
		: [
				...(type === 'text' ? [] : [element('p', { class: 'caption' }, type)]),
				...(text && text !== type ? [element('p', { class: 'text' }, text)] : []),
			];
	const meta = element('p', { class: 'meta' }, timeElement(at), ...(inbound ? [] : ticks(status)));
	return [who, ...body, meta];
}

function templateOf({ name, language, fields, text }) {
	const caption = element('p', { class: 'caption' }, name, ' ', element('small', {}, language));
	return [caption, ...(text ? textOf(text) : fieldsOf(fields))];
}

function textOf({ header, body, button }) {
	const parts = { header, text: body, button };
	return Object.entries(parts)
		.filter(([, part]) => part)
		.map(([kind, part]) => element('p', { class: kind }, part));
}

function fieldsOf(fields) {
	const rows = fields.map(({ field, value }) =>
		element('div', {}, element('dt', {}, field), element('dd', {}, value)),
	);
	return rows.length ? [element('dl', {}, ...rows)] : [];
}

function ticks(status) {
	if (!status) return [];
	const sign = element('span', { 'aria-hidden': 'true' }, TICKS[status] ?? '·');
	return [element('span', { class: 'status', 'data-status': status }, sign, ` ${status}`)];
}
