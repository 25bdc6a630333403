import type { Locator } from 'playwright-core';

/** What somebody had to do: clicks, and texts typed. */
export interface Effort {
	clicks: number;
	texts: number;
}

/** Clicks and types as a user does, and counts it. */
export class Hand {
	private clicks = 0;
	private texts = 0;

	/** What was done so far. */
	get effort(): Effort {
		const { clicks, texts } = this;
		return { clicks, texts };
	}

	/** Clicks once it is there. */
	async click(target: Locator): Promise<void> {
		this.clicks += 1;
		await target.click();
	}

	/** Types a text in place of what stands in a field. The click into the field counts as a part of it. */
	async type(target: Locator, text: string): Promise<void> {
		this.texts += 1;
		await target.fill(text);
	}
}
