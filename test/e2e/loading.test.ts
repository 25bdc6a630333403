import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { credentialType, nodeType, triggerType } from '../../sandbox/n8n/N8n';
import { useSandbox } from './support/sandbox';

/** The resources and operations that saved workflows name. */
const operations: Record<string, string[]> = {
	conversation: ['getAll'],
	message: ['getAll', 'getDeliveryStatus', 'sendTemplate'],
	onboardingLink: ['create'],
	phoneNumber: ['claim', 'getAll'],
	template: ['getAll'],
};

const sandbox = useSandbox();
let description: INodeTypeDescription;
let trigger: INodeTypeDescription;

beforeAll(async () => {
	const types = await sandbox.n8n.nodeTypes();
	description = types.find(({ name }) => name === nodeType)!;
	trigger = types.find(({ name }) => name === triggerType)!;
});

function valuesOf(property: INodeProperties | undefined): string[] {
	const options = (property?.options ?? []) as Array<{ value: string }>;
	// n8n adds this entry to every node whose credential the HTTP Request node can use.
	const own = options.filter(({ value }) => value !== '__CUSTOM_API_CALL__');
	return own.map(({ value }) => value).sort();
}

describe('After the package is installed', () => {
	test('n8n has the node, with every resource', () => {
		const resource = description.properties.find(({ name }) => name === 'resource');
		expect(valuesOf(resource)).toEqual(Object.keys(operations));
	});

	test.each(Object.entries(operations))('%s has its operations', (resource, expected) => {
		const operation = description.properties.find(
			({ name, displayOptions }) =>
				name === 'operation' && displayOptions?.show?.resource?.includes(resource),
		);
		expect(valuesOf(operation)).toEqual(expected);
	});

	test('n8n has the trigger, which polls and uses the same credential', () => {
		expect(trigger).toMatchObject({ group: ['trigger'], polling: true, inputs: [] });
		expect(trigger.credentials).toMatchObject([{ name: credentialType, required: true }]);
		const event = trigger.properties.find(({ name }) => name === 'event');
		expect(valuesOf(event)).toEqual(['messageNotDelivered', 'messageReceived', 'numberConnected']);
		// n8n adds it to the trigger's fields, once.
		expect(trigger.properties.filter(({ name }) => name === 'pollTimes')).toHaveLength(1);
	});

	test('the panel shows the trigger and the node as one entry', () => {
		// The editor puts a trigger to the actions of the node that has its name but for "Trigger".
		expect(trigger.name.replace('Trigger', '')).toBe(description.name);
		expect(trigger.displayName).toBe(`${description.displayName} Trigger`);
		expect(trigger.iconUrl).toEqual(description.iconUrl);
	});

	test('n8n has the node as a tool for AI agents too', async () => {
		const names = (await sandbox.n8n.nodeTypes()).map(({ name }) => name);
		expect(names).toContain(`${nodeType}Tool`);
	});

	test('n8n has the credential type, with its secrets as password fields', async () => {
		const type = (await sandbox.n8n.credentialTypes()).find(({ name }) => name === credentialType)!;
		const secrets = type.properties.filter(({ typeOptions }) => typeOptions?.password);
		expect(secrets.map(({ name }) => name)).toEqual(['apiKey', 'hciCode', 'customHeaderValue']);
	});

	test.each(
		Object.entries(operations).flatMap(([resource, names]) =>
			names.map((operation) => [resource, operation] as const),
		),
	)('the editor knows what %s: %s gives before it has run', async (resource, operation) => {
		const schema = await sandbox.n8n.outputSchema(resource, operation);
		expect(schema).toMatchObject({ type: 'object' });
		expect(Object.keys(schema.properties ?? {})).not.toHaveLength(0);
	});
});
