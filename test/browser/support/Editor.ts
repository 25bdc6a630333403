/// <reference lib="dom" />
import {
	selectors,
	type Browser,
	type BrowserContext,
	type Locator,
	type Page,
} from 'playwright-core';
import type { Owner } from '../../../sandbox/n8n/N8nApi';
import { openBrowser } from '../../e2e/support/browser';
import { Hand } from './Hand';

selectors.setTestIdAttribute('data-test-id');

const viewport = { width: 1280, height: 720 };

/** How long to wait for anything to appear, in milliseconds: a busy machine needs its time. */
const patienceMs = 30_000;

/** As much of a column's name tells what it is. */
const LEGIBLE_PX = 60;

/** The texts in an element that are wider than their place. Runs in the browser. */
function cutTextsIn(element: Element): string[] {
	return [element]
		.concat(Array.from(element.querySelectorAll('*')))
		.filter(
			(one) => one instanceof HTMLInputElement || getComputedStyle(one).overflowX !== 'visible',
		)
		.filter((one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1)
		.map((one) => (one instanceof HTMLInputElement ? one.value : one.textContent) ?? '');
}

/** n8n's editor in a browser, signed in, as a new user goes through it. */
export class Editor {
	readonly hand = new Hand();

	private constructor(
		private readonly browser: Browser,
		private readonly context: BrowserContext,
		readonly page: Page,
		private readonly url: string,
	) {}

	/** Opens a browser and signs in. Needs Chromium, at CHROMIUM_PATH if that is set. */
	static async open(
		url: string,
		{ email, password }: Owner,
		colorScheme: 'light' | 'dark' = 'light',
	): Promise<Editor> {
		const browser = await openBrowser();
		const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' });
		context.setDefaultTimeout(patienceMs);
		const page = await context.newPage();
		await page.goto(`${url}/signin`);
		await page.locator('input[type=email]').fill(email);
		await page.locator('input[type=password]').fill(password);
		await page.getByTestId('form-submit-button').click();
		await page.waitForURL(/\/(home|workflow)/);
		return new Editor(browser, context, page, url);
	}

	/** Ends the browser. */
	async close(): Promise<void> {
		await this.context.close();
		await this.browser.close();
	}

	/** Removes all credentials from n8n, as if nobody had been there before. */
	async removeCredentials(): Promise<void> {
		await this.page.evaluate(async () => {
			const headers = { 'browser-id': localStorage.getItem('n8n-browserId') ?? '' };
			const answer = await fetch('/rest/credentials', { headers });
			const { data } = (await answer.json()) as { data: Array<{ id: string }> };
			for (const { id } of data) {
				await fetch(`/rest/credentials/${id}`, { method: 'DELETE', headers });
			}
		});
	}

	/** Opens an empty canvas. */
	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-plus-button').waitFor();
	}

	/** Opens a saved workflow. */
	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Opens a node of the workflow. */
	async openNode(name: string): Promise<void> {
		await this.canvasNode(name).dblclick();
		await this.page.getByTestId('node-parameters').waitFor();
	}

	/** Goes back from an open node to the canvas. */
	async closeNode(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.page.getByTestId('node-parameters').waitFor({ state: 'hidden' });
	}

	/** A node on the canvas. */
	canvasNode(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** Opens the node panel on an empty canvas and searches it. */
	async search(text: string): Promise<void> {
		await this.hand.click(this.page.getByTestId('canvas-plus-button'));
		await this.hand.type(this.page.getByTestId('node-creator-search-bar'), text);
	}

	/** An entry of the node panel. */
	entry(text: string | RegExp): Locator {
		return this.page.getByTestId('item-iterator-item').filter({ hasText: text });
	}

	/** The heading in the node panel behind which a node's actions are. */
	get actions(): Locator {
		return this.page.getByTestId('node-creator-category-item').filter({ hasText: /^Actions/ });
	}

	/** A parameter of the open node, or a field of its open credential, by its name. */
	parameter(name: string): Locator {
		return this.page.getByTestId(`parameter-input-${name}`);
	}

	/** The place to write into of a parameter. */
	box(name: string): Locator {
		return this.parameter(name).locator('input, textarea').first();
	}

	/** Opens the dialog in which a new credential is made. */
	async newCredential(): Promise<void> {
		await this.hand.click(
			this.page.getByTestId('node-credentials-empty-state').getByRole('button'),
		);
		await this.credential.waitFor();
	}

	/** The dialog of a credential. */
	get credential(): Locator {
		return this.page.getByTestId('editCredential-modal');
	}

	/** Saves the credential, which n8n tests then. */
	async saveCredential(): Promise<void> {
		await this.hand.click(this.credential.getByTestId('credential-save-button'));
	}

	/** Opens the list of a locator. */
	async openList(name: string): Promise<void> {
		await this.hand.click(
			this.page.getByTestId(`resource-locator-${name}`).getByTestId('rlc-input'),
		);
	}

	/** The entries of the open list. */
	get listEntries(): Locator {
		return this.page.getByTestId('rlc-item').filter({ visible: true });
	}

	/** Chooses from the list of a locator. */
	async choose(name: string, text: string): Promise<void> {
		await this.openList(name);
		await this.hand.click(this.listEntries.filter({ hasText: text }).first());
	}

	/** Chooses from a plain list of options. */
	async chooseOption(name: string, text: string): Promise<void> {
		await this.hand.click(this.parameter(name));
		await this.hand.click(this.page.getByRole('option', { name: text }).filter({ visible: true }));
	}

	/** Runs the open node. */
	async execute(): Promise<void> {
		await this.hand.click(this.page.getByTestId('node-execute-button'));
	}

	/** Waits until the open node is at rest again. */
	async executed(): Promise<void> {
		await this.page
			.getByTestId('node-execute-button')
			.getByText(/^Execute|^Fetch/)
			.waitFor();
	}

	/** What the open node gave, or what stands in its place. */
	get output(): Locator {
		return this.page.getByTestId('output-panel');
	}

	/** The message and the help that the output panel shows. */
	async problem(): Promise<{ message: string; help: string }> {
		const message = await this.output.getByTestId('node-error-message').innerText();
		const help = await this.output.getByTestId('node-error-description').innerText();
		return { message, help };
	}

	/** The boxes of a template's form. */
	get fields(): Locator {
		return this.mapping.locator('.parameter-item');
	}

	/** What n8n shows where a saved form is not what the node gives any more: "Fields are outdated" is behind its icon. */
	get staleFields(): Locator {
		return this.page
			.getByTestId('resource-mapper-container')
			.locator('[title="Refresh"], :text("Refresh to see")');
	}

	/** Opens a node with a form, and waits until n8n has asked the node for it. */
	async openForm(name: string): Promise<void> {
		const asked = this.page.waitForResponse(/resource-mapper-fields/);
		await this.openNode(name);
		await asked;
		await this.fields.first().waitFor();
	}

	/** The names above the boxes of a template's form. */
	async fieldLabels(): Promise<string[]> {
		const [, ...labels] = await this.mapping.getByTestId('input-label').allInnerTexts();
		return labels.map((text) => text.split('\n')[0]!.trim());
	}

	/** Shows the output as a table, which begins with the number of items. */
	async showTable(): Promise<void> {
		const table = this.output.getByTestId('radio-button-table');
		await table.waitFor({ state: 'attached' });
		// Where n8n shows a table by itself the choice may be out of sight.
		if ((await table.getAttribute('aria-checked')) !== 'true') await table.click();
		await this.output.locator('table').first().waitFor();
	}

	/** The names above the first columns of the table, as far as they can be seen in the pane, in their order. */
	async firstColumns(count: number): Promise<string[]> {
		const pane = (await this.output.boundingBox())!;
		const names: string[] = [];
		for (const heading of (await this.output.locator('table th').all()).slice(0, count)) {
			const { x } = (await heading.boundingBox())!;
			if (x + LEGIBLE_PX <= pane.x + pane.width) names.push((await heading.innerText()).trim());
		}
		return names;
	}

	/** The names in the form of the open node that the editor cuts, of its fields and of the modes of locators. */
	async cutNames(): Promise<string[]> {
		const labels = this.page.getByTestId('node-parameters').getByTestId('input-label');
		const cut: string[] = [];
		for (const label of await labels.all()) {
			// Those of the node's settings stand behind another tab.
			if (!(await label.isVisible())) continue;
			// Only then the switches beside it take their room.
			await label.hover();
			cut.push(...(await label.evaluate(cutTextsIn)));
		}
		for (const mode of await this.page.getByTestId('rlc-mode-selector').all()) {
			cut.push(...(await mode.evaluate(cutTextsIn)));
		}
		return cut;
	}

	/** What comes into the open node. */
	get input(): Locator {
		return this.page.getByTestId('ndv-input-panel');
	}

	/** Drags a column of the input into a parameter, and waits until n8n has written it there. */
	async drag(from: Locator, to: Locator): Promise<void> {
		await to.scrollIntoViewIfNeeded();
		const [start, end] = [await from.boundingBox(), await to.boundingBox()];
		if (!start || !end) throw new Error('There is nothing to drag, or nowhere to drop it.');
		const { mouse } = this.page;
		await mouse.move(start.x + start.width / 2, start.y + start.height / 2);
		await mouse.down();
		// n8n takes it for dragging once it has moved.
		await mouse.move(start.x + start.width / 2 + 10, start.y + start.height / 2, { steps: 5 });
		await mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 10 });
		await mouse.up();
		await to.locator('.cm-content', { hasText: '$json' }).waitFor();
	}

	/**
	 * Switches a parameter to an expression, writes it and waits until n8n shows what it gives.
	 *
	 * @param expression without the braces that close it, which n8n writes by itself
	 */
	async writeExpression(name: string, expression: string, result: string): Promise<void> {
		await this.box(name).fill('=');
		await this.parameter(name).locator('.cm-content').click();
		await this.page.keyboard.type(expression);
		const parameters = this.page.getByTestId('node-parameters');
		await parameters.getByText(result, { exact: true }).first().waitFor();
	}

	/** The form of a template. */
	private get mapping(): Locator {
		return this.page.getByTestId('mapping-fields-container');
	}
}
