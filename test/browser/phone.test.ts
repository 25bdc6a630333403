import axios from 'axios';
import type { Browser, Page } from 'playwright-core';
import { StandInControl } from '../../sandbox/api/control/client';
import { CLINIC, CONVERSATIONS, SENDERS } from '../../sandbox/api/seed';
import { openBrowser } from '../e2e/support/browser';
import { useRawServer } from '../support/rawServer';
import { standInUrl } from './support/browser';

const elsewhere = useRawServer();
const { contactName, id, recipient } = CONVERSATIONS.hundred;
let standIn: StandInControl;
let browser: Browser;
let phone: Page;

beforeAll(async () => {
	standIn = new StandInControl(standInUrl());
	browser = await openBrowser();
});

beforeEach(async () => {
	await standIn.reset();
	phone = await browser.newPage({ viewport: { width: 1280, height: 720 } });
	await phone.goto(`${standInUrl()}/phone#/${SENDERS.main}/${id}`);
	await phone.getByText(`+${recipient} · writes with`).waitFor();
});

afterEach(async () => await phone.close());
afterAll(async () => await browser.close());

async function send(template_name: string, fields: Record<string, string>): Promise<void> {
	const url = `${standInUrl()}/api/v1/whatsapp/numbers/${SENDERS.main}/messages/template`;
	const headers = {
		'X-Scrubs-Clinic-Provider': CLINIC.providerId,
		'X-Scrubs-Clinic-Api-Key': CLINIC.apiKey,
	};
	const body = { recipient_phone_number: recipient, template_name, language: 'en_US', fields };
	await axios.post(url, body, { headers, proxy: false });
}

const messages = () => phone.getByRole('list', { name: 'Messages' }).getByRole('listitem');
const focused = async (): Promise<string> =>
	await phone.evaluate(
		'document.activeElement.getAttribute("aria-label") ?? document.activeElement.innerText',
	);

test('a message reads as the patient would read it, and its ticks move on', async () => {
	await standIn.set({ deliveredAfterMs: 0, readAfterMs: 2_000 });
	await send('lab_results_ready', {
		header_1: 'Blood test',
		1: 'Sam <b>Sample</b>',
		2: 'Dr. {{1}}',
		button_1: 'results/123',
	});
	const sent = messages().filter({ hasText: 'lab_results_ready' });
	await sent.waitFor();
	expect(await sent.innerText()).toMatch(
		/Blood test\s+Hello Sam <b>Sample<\/b>, your results are ready\. Dr\. \{\{1\}\} has [^]*portal\.example\/results\/123/,
	);
	await sent.getByText('✓✓ delivered').waitFor();
	const color = async () =>
		await phone.evaluate(
			'getComputedStyle(document.querySelector("#bubbles li:last-child .status")).color',
		);
	const grey = await color();
	await sent.getByText('✓✓ read').waitFor();
	expect([grey, await color()]).toEqual(['rgb(82, 98, 92)', 'rgb(0, 87, 184)']);
});

test('the keyboard reaches the answer box in a few steps', async () => {
	const stops: string[] = [];
	while (stops.at(-1) !== 'Answer as the patient' && stops.length < 20) {
		await phone.keyboard.press('Tab');
		stops.push(await focused());
	}
	expect(stops[0]).toBe('Skip to the answer box');
	expect(stops.slice(-4)).toEqual([
		'New patient',
		contactName,
		'Messages',
		'Answer as the patient',
	]);
	expect(stops.length).toBeLessThanOrEqual(7);

	await phone.reload();
	await phone.getByText(`+${recipient} · writes with`).waitFor();
	await phone.keyboard.press('Tab');
	await phone.keyboard.press('Enter');
	await phone.keyboard.type('Yes, gladly');
	await phone.keyboard.press('Enter');
	await messages().filter({ hasText: 'Yes, gladly' }).waitFor();
	expect(await focused()).toBe('Answer as the patient');
});

test('arrow keys go through the conversations, and a message that comes in leaves the focus', async () => {
	const links = phone.getByRole('list', { name: 'Conversations' }).getByRole('link');
	await links.getByText(contactName!, { exact: true }).first().focus();
	const visited: string[] = [];
	for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'Home', 'ArrowUp']) {
		await phone.keyboard.press(key);
		visited.push(await focused());
	}
	const names = Object.values(CONVERSATIONS).map((one) => one.contactName);
	expect(visited).toEqual([names[2], names[3], names[2], names[0], names[0]]);

	await standIn.receive({ recipient: '13995550100', contactName: 'Pat New', text: 'Hi' });
	await links.getByText('Pat New').waitFor();
	expect(await focused()).toBe(names[0]);
	await phone.keyboard.press('Enter');
	await phone.getByText(`+${CONVERSATIONS.long.recipient} · writes with`).waitFor();
});

test("another website's page cannot reset the stand-in, read from it or frame the phone", async () => {
	await standIn.receive({ recipient: '13995550100', contactName: 'Pat New', text: 'Hi' });
	const target = standInUrl();
	const page = `<!doctype html><title>start</title><iframe src="${target}/phone"></iframe>
		<script>
			const reset = (options) => fetch('${target}/control/reset', { method: 'POST', ...options });
			const attempts = [reset({ mode: 'no-cors' }), reset({}), fetch('${target}/phone/senders')];
			Promise.allSettled(attempts).then(() => (document.title = 'over'));
		</script>`;
	const head = 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n';
	elsewhere.answer('GET /', head + page);
	await phone.goto(elsewhere.url.replace('127.0.0.1', 'localhost'));
	await phone.waitForFunction('document.title === "over"');
	expect(phone.frames()[1]?.url()).not.toContain('/phone');
	await phone.goto(`${target}/phone`);
	await phone.getByRole('link', { name: 'Pat New' }).waitFor();
});
