import { byId, element, show, timeElement } from './elements.mjs';
import { aboutPatient, nameOf } from './patient.mjs';

/** The address of a sender, or of one of its conversations. */
export function linkTo(...parts) {
	return `#/${parts.join('/')}`;
}

/** Shows the clinic's numbers. */
export function showSenders(senders, chosen) {
	const options = senders.map(({ phoneNumber, name, status }) => {
		const state = status === 'CONNECTED' ? '' : ` (${status.toLowerCase()})`;
		return element(
			'option',
			{ value: phoneNumber },
			`${name ?? ''} +${phoneNumber}${state}`.trim(),
		);
	});
	const select = byId('sender');
	const same =
		options.length === select.options.length &&
		options.every((option, index) => option.isEqualNode(select.options[index]));
	// A list that is open would close.
	if (!same) select.replaceChildren(...options);
	select.value = chosen;
}

/** Which entry an arrow key leads to, from the present one. */
const STEPS = {
	ArrowDown: (entry) => entry.nextElementSibling,
	ArrowUp: (entry) => entry.previousElementSibling,
	Home: (entry) => entry.parentElement.firstElementChild,
	End: (entry) => entry.parentElement.lastElementChild,
};

byId('conversations').addEventListener('keydown', (event) => {
	const entry = STEPS[event.key]?.(event.target.closest('li'));
	if (!entry) return;
	event.preventDefault();
	entry.querySelector('a').focus();
});

/**
 * Shows a sender's conversations.
 *
 * @param {{total: number, conversations: object[]}} list an answer of /phone/conversations
 * @param {string | undefined} open the ID of the conversation that is open
 */
export function showList({ total, conversations }, sender, open) {
	const isListed = conversations.some(({ id }) => id === open);
	const items = conversations.map((one, index) => ({
		...one,
		sender,
		current: one.id === open,
		// The list is one stop of the Tab key; within it the arrow keys lead on.
		stop: isListed ? one.id === open : index === 0,
	}));
	show(byId('conversations'), items, entry);
	const shown = conversations.length;
	const more = `The latest ${shown} of ${total}. Use “Find a patient” for the others.`;
	const rest = total === 0 ? 'No conversations.' : total > shown ? more : '';
	if (byId('rest').textContent !== rest) byId('rest').textContent = rest;
}

function entry(patient) {
	const about = `about-${patient.id}`;
	const link = element(
		'a',
		{
			href: linkTo(patient.sender, patient.id),
			tabindex: patient.stop ? '0' : '-1',
			'aria-describedby': about,
			...(patient.current && { 'aria-current': 'true' }),
		},
		nameOf(patient),
	);
	const last = element('p', { id: about, class: 'last' }, aboutPatient(patient, patient.last));
	return [link, timeElement(patient.at), last];
}
