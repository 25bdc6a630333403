import { chromium, type Browser } from 'playwright-core';

/** Starts a browser without a window: Debian's Chromium, or the one that `CHROMIUM_PATH` names. */
export async function openBrowser(): Promise<Browser> {
	return await chromium.launch({
		executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
}
