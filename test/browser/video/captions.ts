/// <reference lib="dom" />
import type { BrowserContext, Page } from 'playwright-core';

/** Lets every page show where the pointer is, which a browser without a window does not. */
export async function showPointer(context: BrowserContext): Promise<void> {
	await context.addInitScript(() => {
		addEventListener('DOMContentLoaded', () => {
			const pointer = document.createElement('div');
			pointer.style.cssText = `position: fixed; z-index: 99999; width: 18px; height: 18px; margin: -9px; border-radius: 50%;
				background: #ff6d5a99; border: 2px solid #ff6d5a; pointer-events: none; left: -50px`;
			document.documentElement.append(pointer);
			addEventListener(
				'mousemove',
				({ clientX, clientY }) => {
					pointer.style.left = `${clientX}px`;
					pointer.style.top = `${clientY}px`;
				},
				true,
			);
		});
	});
}

/** Shows a line at the bottom of a page, in place of the one before; none if it is empty. */
export async function say(page: Page, line: string): Promise<void> {
	await page.evaluate((text) => {
		document.getElementById('caption')?.remove();
		if (!text) return;
		const caption = document.createElement('div');
		caption.id = 'caption';
		caption.textContent = text;
		caption.style.cssText = `position: fixed; z-index: 99998; bottom: 24px; left: 24px;
			padding: 12px 24px; border-radius: 8px; background: #101330e6; color: white; font: 600 22px sans-serif;
			pointer-events: none; white-space: nowrap`;
		document.documentElement.append(caption);
	}, line);
}
