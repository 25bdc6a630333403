import type { IDataObject } from 'n8n-workflow';
import { CONVERSATIONS, SENDERS } from '../../sandbox/api/seed';
import { NODE, workflowOf } from '../e2e/support/sandbox';
import { locator } from '../support/parameters';
import { useDesk } from './support/browser';
import { inARow, REMINDER } from './support/tasks';

const desk = useDesk();
const fromMain = { senderPhoneNumber: locator('phoneNumber', SENDERS.main) };
const conversation = locator('id', CONVERSATIONS.twenty.id);

/** Opens the node with these parameters and one patient before it, in a narrow editor. */
async function open(parameters: IDataObject, item: IDataObject = {}): Promise<void> {
	const { editor, n8n, credential } = desk;
	const items = [{ name: 'Alex Example', phone: '+1 301-555-0100', ...item }];
	const workflow = inARow(workflowOf(items, parameters));
	await editor.openWorkflow(await n8n.importWorkflow(workflow, credential));
	await editor.openNode(NODE);
}

const get = (resource: string, parameters: IDataObject = {}) => ({
	resource,
	operation: 'getAll',
	...parameters,
});

test.each<[string, IDataObject, string[]]>([
	['a message that was sent', REMINDER, ['status', 'recipient_phone_number', 'template_name']],
	[
		'a dry run',
		{ ...REMINDER, options: { dryRun: true } },
		['dry_run', 'recipient_phone_number', 'template_name'],
	],
	[
		'messages',
		get('message', { ...fromMain, conversation }),
		['contact_name', 'content', 'timestamp'],
	],
	['conversations', get('conversation', fromMain), ['contact_name', 'status', 'last_active_at']],
	['templates', get('template', fromMain), ['template_name', 'language', 'status']],
	['numbers', get('phoneNumber'), ['display_name', 'phone_number', 'status']],
	[
		'a claimed number',
		{ resource: 'phoneNumber', operation: 'claim', phoneNumber: `+${SENDERS.main}` },
		['display_name', 'phone_number', 'status'],
	],
	[
		'a message that was sent before',
		{
			...get('message', fromMain),
			operation: 'getDeliveryStatus',
			recipientPhoneNumber: '={{ $json.phone }}',
			messageId: 'wamid.none',
		},
		['status', 'recipient_phone_number', 'replied'],
	],
	// The link itself is as long as the rest of the pane: it is in sight as a whole.
	['an onboarding link', { resource: 'onboardingLink', operation: 'create' }, ['url', 'status']],
])(
	'the first columns in sight say of %s who, what, and whether or when',
	async (_, does, names) => {
		const { editor } = desk;
		await open(does);
		await editor.execute();
		await editor.showTable();
		expect(await editor.firstColumns(names.length)).toEqual(names);
	},
);

test('what came of one message stands above it, in the pane', async () => {
	const { editor } = desk;
	await open(REMINDER);
	await editor.execute();
	const hint = editor.output.getByText('The message was sent.');
	await hint.waitFor();
	const [pane, said] = [(await editor.output.boundingBox())!, (await hint.boundingBox())!];
	expect(said.x + said.width).toBeLessThan(pane.x + pane.width);
});

test('several templates are in sight at once', async () => {
	const { editor } = desk;
	await open(get('template', fromMain));
	await editor.execute();
	await editor.showTable();
	const rows = await editor.output.locator('table tbody tr').all();
	const boxes = await Promise.all(rows.map(async (row) => await row.boundingBox()));
	expect(boxes.filter((box) => box && box.y + box.height < 720).length).toBeGreaterThan(3);
});

test.each<[string, IDataObject]>([
	[
		'messages',
		get('message', {
			...fromMain,
			conversation: locator('recipient', '+1 301-555-0103'),
			filters: { hasMedia: true },
		}),
	],
	[
		'conversations',
		get('conversation', { ...fromMain, filters: { recipientPhoneNumber: '+1 301-555-0103' } }),
	],
	[
		'templates',
		get('template', {
			...fromMain,
			filters: { status: 'APPROVED', category: 'UTILITY', language: 'en_US' },
		}),
	],
	['numbers', get('phoneNumber')],
])('no name is cut in the form that gets %s', async (_, parameters) => {
	await open(parameters);
	expect(await desk.editor.cutNames()).toEqual([]);
});
