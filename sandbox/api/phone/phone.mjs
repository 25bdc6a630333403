/* global CSS, document, EventSource, history, location, matchMedia, window */
import { showChat } from './chat.mjs';
import { get, receive } from './data.mjs';
import { byId } from './elements.mjs';
import { linkTo, showList, showSenders } from './list.mjs';

/** From this width on, list and conversation stand side by side; the same as in phone.css. */
const wide = matchMedia('(min-width: 48rem)');

/** What the address says is open: `#/SENDER/CONVERSATION`. */
function route() {
	const [, sender, conversation] = location.hash.split('/');
	return { sender, conversation };
}

const NOT_CONNECTED = 'Not connected to the stand-in. Trying again.';

let drawing;
let drawAgain = false;

/** Draws the present state; while that is under way, however many calls make one more drawing. */
function refresh() {
	drawAgain = true;
	drawing ??= drawAll().finally(() => (drawing = undefined));
	return drawing;
}

async function drawAll() {
	while (drawAgain) {
		drawAgain = false;
		say(
			await draw().then(
				() => '',
				() => NOT_CONNECTED,
			),
		);
	}
}

async function draw() {
	const senders = await get('senders');
	const asked = route();
	const sender = senders.find(({ phoneNumber }) => phoneNumber === asked.sender) ?? senders[0];
	const number = sender.phoneNumber;
	const [list, chat] = await Promise.all([
		get('conversations', { sender: number, find: byId('find').value }),
		asked.conversation && get('messages', { sender: number, conversation: asked.conversation }),
	]);
	// Something has changed meanwhile: what is true now is drawn next.
	if (drawAgain) return;
	const [first] = list.conversations;
	const open = chat ? asked.conversation : wide.matches ? first?.id : undefined;
	const address = open ? linkTo(number, open) : linkTo(number);
	if (location.hash !== address) {
		history.replaceState(null, '', address);
		drawAgain = open !== asked.conversation;
		if (drawAgain) return;
	}
	document.body.dataset.open = chat ? 'chat' : 'list';
	showSenders(senders, number);
	showList(list, number, open);
	byId('back').href = linkTo(number);
	showChat(chat, sender.name ?? `+${number}`);
}

function say(text) {
	const line = byId('connection');
	if (line.textContent !== text) line.textContent = text;
}

const notSent = () => say('The message has not been sent: the stand-in does not answer.');

byId('answer').addEventListener('submit', async (event) => {
	event.preventDefault();
	const { sender, conversation: conversationId } = route();
	const box = byId('text');
	const text = box.value;
	box.value = '';
	await receive({ sender, conversationId, text }).catch(() => {
		box.value = text;
		notSent();
	});
});

byId('first-number').addEventListener('input', ({ target }) => target.setCustomValidity(''));

byId('first').addEventListener('submit', async (event) => {
	event.preventDefault();
	const [number, name, text] = ['number', 'name', 'text'].map((part) => byId(`first-${part}`));
	const recipient = number.value.replace(/[\s()+.-]/g, '');
	if (!/^\d{7,15}$/.test(recipient)) {
		number.setCustomValidity('Enter the number with its country code: 7 to 15 digits.');
		number.reportValidity();
		return;
	}
	const { sender } = route();
	const contactName = name.value.trim() || undefined;
	await receive({ sender, recipient, contactName, text: text.value }).then(({ conversationId }) => {
		byId('stranger').close();
		byId('first').reset();
		location.hash = linkTo(sender, conversationId);
	}, notSent);
});

byId('new').addEventListener('click', () => byId('stranger').showModal());
byId('cancel').addEventListener('click', () => byId('stranger').close());
byId('find').addEventListener('input', refresh);
byId('sender').addEventListener('change', ({ target }) => {
	byId('find').value = '';
	location.hash = linkTo(target.value);
});

window.addEventListener('hashchange', async ({ oldURL }) => {
	const left = new URL(oldURL).hash;
	await refresh();
	if (route().conversation) byId('text').focus();
	else document.querySelector(`a[href="${CSS.escape(left)}"]`)?.focus();
});
wide.addEventListener('change', refresh);

const events = new EventSource('/phone/events');
events.addEventListener('open', refresh);
events.addEventListener('message', refresh);
events.addEventListener('error', () => say(NOT_CONNECTED));
await refresh();
