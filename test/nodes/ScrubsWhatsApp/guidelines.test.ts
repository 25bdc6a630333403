import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { ScrubsWhatsAppApi } from '../../../credentials/ScrubsWhatsAppApi.credentials';
import { ScrubsWhatsApp } from '../../../nodes/ScrubsWhatsApp/ScrubsWhatsApp.node';
import { ScrubsWhatsAppTrigger } from '../../../nodes/ScrubsWhatsApp/ScrubsWhatsAppTrigger.node';

/** What n8n's UX guidelines ask of a node and its linter does not look at. */

const node = new ScrubsWhatsApp().description;
const trigger = new ScrubsWhatsAppTrigger().description;
const credential = new ScrubsWhatsAppApi();

/** A property with those inside it: the options of a collection, the fields of its groups. */
function withInner(property: INodeProperties): INodeProperties[] {
	const options = (property.options ?? []) as Array<
		INodeProperties | INodePropertyOptions | { values: INodeProperties[] }
	>;
	const inner = options.flatMap((option) => {
		if ('values' in option) return option.values;
		return 'displayName' in option && 'type' in option ? [option] : [];
	});
	return [property, ...inner.flatMap(withInner)];
}

const propertiesOf = (properties: INodeProperties[]) => properties.flatMap(withInner);
const all = [node, trigger, credential].flatMap(({ properties }) => propertiesOf(properties));

/** What the editor says about a property; its name is Scrubs' own word. */
const textsOf = ({
	displayName,
	type,
	description,
	hint,
	options = [],
}: INodeProperties): string[] =>
	[
		type === 'notice' ? displayName : undefined,
		description,
		hint,
		...options.map((option) => ('description' in option ? option.description : undefined)),
	].filter((text) => text !== undefined);

test('every text is looked at', () => {
	expect(all.length).toBeGreaterThan(40);
	expect(all.flatMap(textsOf).length).toBeGreaterThan(50);
});

/** What the editor shows of a description, wherever it stands in it: the key, and the text. */
const shownIn = (part: unknown): Array<[string, unknown]> =>
	typeof part === 'object' && part !== null
		? Object.entries(part).flatMap(([key, value]) =>
				SHOWN.includes(key) ? [[key, value] as [string, unknown]] : shownIn(value),
			)
		: [];
const SHOWN = ['action', 'description', 'displayName', 'hint', 'placeholder', 'errorMessage'];

test('no text is empty', () => {
	const texts = [node, trigger, credential.properties].flatMap(shownIn);
	expect(texts.length).toBeGreaterThan(150);
	expect(texts.filter(([, text]) => typeof text !== 'string' || !/[a-z]/i.test(text))).toEqual([]);
});

test('the trigger says that it is one, and neither name says that it is a node', () => {
	expect(trigger.displayName).toBe(`${node.displayName} Trigger`);
	expect(`${node.displayName} ${trigger.displayName}`).not.toMatch(/\bnode\b/i);
});

test('what a receptionist reads speaks of no error, problem, failure or mistake', () => {
	const texts = all.flatMap(textsOf);
	expect(
		texts.filter((text) => /\b(?:errors?|problems?|failures?|mistakes?)\b/i.test(text)),
	).toEqual([]);
});

test('a switch says whether', () => {
	const switches = all.filter(({ type }) => type === 'boolean');
	expect(switches.length).toBeGreaterThan(3);
	for (const { description } of switches) expect(description).toMatch(/^Whether /);
});

test('a locator begins with the list', () => {
	const locators = all.filter(({ type }) => type === 'resourceLocator');
	expect(locators.length).toBeGreaterThan(2);
	for (const { modes, default: first } of locators) {
		expect(modes?.[0]).toMatchObject({ name: 'list', displayName: 'From List' });
		expect(first).toMatchObject({ mode: 'list' });
	}
});

test('what is typed into a field is shown by an example', () => {
	const fields = all.filter(
		({ type, placeholder }) => type === 'string' && placeholder !== undefined,
	);
	expect(fields.length).toBeGreaterThan(5);
	for (const { placeholder } of fields) expect(placeholder).toMatch(/^e\.g\. /);
});

test('Simplify is called so, and explained as everywhere in n8n', () => {
	const switches = all.filter(({ name }) => name === 'simplify');
	expect(switches.length).toBeGreaterThan(1);
	for (const { displayName, description } of switches) {
		expect(displayName).toBe('Simplify');
		expect(description).toBe(
			'Whether to return a simplified version of the response instead of the raw data',
		);
	}
});

test('an action begins with a capital and names what it acts on', () => {
	const operations = propertiesOf(node.properties)
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options, displayOptions }) => {
			const [resource] = (displayOptions?.show?.resource ?? []) as string[];
			return ((options ?? []) as INodePropertyOptions[]).map(({ action }) => ({
				resource,
				action,
			}));
		});
	expect(operations.length).toBeGreaterThan(6);
	for (const { resource, action } of operations) {
		const words = resource?.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
		expect(action).toMatch(/^[A-Z][^A-Z]*$/);
		expect(action).not.toMatch(/\b(?:an?|the)\b/i);
		expect(action).toContain(words);
	}
});

test('every secret is a password field', () => {
	const secrets = credential.properties.filter(({ name }) =>
		['apiKey', 'hciCode', 'customHeaderValue'].includes(name),
	);
	expect(secrets).toHaveLength(3);
	for (const { typeOptions } of secrets) expect(typeOptions).toMatchObject({ password: true });
});
