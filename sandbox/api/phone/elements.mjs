/* global document */

/**
 * Makes an element. Whatever comes from outside goes in as text, never as markup.
 *
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
export function element(tag, attributes, ...children) {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
	made.append(...children);
	return made;
}

/**
 * Shows a time: of today as hours and minutes, else with its date.
 *
 * @param {number} at Unix milliseconds
 */
export function timeElement(at) {
	const date = new Date(at);
	const today = date.toDateString() === new Date().toDateString();
	const day = today ? {} : { day: 'numeric', month: 'short', year: 'numeric' };
	const text = date.toLocaleString('en-GB', { ...day, hour: '2-digit', minute: '2-digit' });
	return element('time', { datetime: date.toISOString() }, text);
}

/** The element of the page with an ID. */
export const byId = (id) => document.getElementById(id);

/** What each element shows. */
const shown = new WeakMap();

/**
 * Makes the children of a list show the items, in order. An item that is there already keeps its element, so that neither
 * focus nor scrolling nor what a screen reader has read is lost.
 *
 * @param {Element} list
 * @param {Array<{id: string}>} items
 * @param {(item: any) => Element[]} contents what an item's element holds
 * @param {(item: any) => Record<string, string>} attributes the attributes of an item's element
 */
export function show(list, items, contents, attributes = () => ({})) {
	const focused = document.activeElement;
	const present = new Map(Array.from(list.children, (child) => [child.dataset.id, child]));
	items.forEach((item, index) => {
		const state = JSON.stringify(item);
		const child = present.get(item.id) ?? element('li', { 'data-id': item.id });
		present.delete(item.id);
		if (shown.get(child) !== state) {
			shown.set(child, state);
			for (const [name, value] of Object.entries(attributes(item))) child.setAttribute(name, value);
			fill(child, contents(item));
		}
		if (list.children[index] !== child) list.insertBefore(child, list.children[index] ?? null);
	});
	for (const gone of present.values()) gone.remove();
	// Moving an element takes the focus from it.
	if (focused?.isConnected && focused !== document.activeElement) focused.focus();
}

/** Replaces what differs only. */
function fill(parent, children) {
	children.forEach((child, index) => {
		const old = parent.children[index];
		if (!old) parent.append(child);
		else if (!old.isEqualNode(child)) {
			const focused = old === document.activeElement;
			old.replaceWith(child);
			if (focused) child.focus();
		}
	});
	while (parent.children.length > children.length) parent.lastElementChild.remove();
}
