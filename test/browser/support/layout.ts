/// <reference lib="dom" />
import type { Locator } from 'playwright-core';

/** What cannot be read in a part of the editor. */
export interface Unreadable {
	/** Texts that are longer than the place they have. */
	cut: string[];
	/** What lies outside the part, at its left or right. */
	outside: string[];
}

/**
 * Looks for labels and other texts that are cut, and for labels, inputs and warnings that lie outside. What was chosen from a list
 * may be longer than its box: it begins with what it is.
 */
export const unreadableIn = async (part: Locator): Promise<Unreadable> =>
	await part.evaluate((root: HTMLElement) => {
		const { left, right } = root.getBoundingClientRect();
		const isSeen = (element: Element) => element.getClientRects().length > 0;
		const nameOf = (element: Element) =>
			(element as HTMLInputElement).value ||
			element.textContent?.trim() ||
			element.getAttribute('data-test-id') ||
			element.outerHTML.slice(0, 200);
		const ownText = (element: Element) =>
			Array.from(element.childNodes).some(
				(node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
			);
		const all = Array.from(root.querySelectorAll('*')).filter(isSeen);
		const cut = all.filter(
			(element) =>
				element.scrollWidth > element.clientWidth + 1 &&
				(element.matches('[data-test-id=rlc-mode-selector] input') ||
					(ownText(element) && getComputedStyle(element).overflowX === 'hidden')),
		);
		const outside = all
			.filter((element) => element.matches('input, textarea, label, button, svg, p'))
			.filter((element) => {
				const box = element.getBoundingClientRect();
				return box.left < left - 1 || box.right > right + 1;
			});
		return { cut: cut.map(nameOf), outside: outside.map(nameOf) };
	});
