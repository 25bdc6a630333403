import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { ScrubsWhatsAppApi } from '../../credentials/ScrubsWhatsAppApi.credentials';
import { RESOURCES } from '../../nodes/ScrubsWhatsApp/resources/registry';
import { triggerProperties } from '../../nodes/ScrubsWhatsApp/trigger/properties';
import type { Place } from '../../nodes/ScrubsWhatsApp/words/places';

type Option = INodeProperties | INodePropertyOptions | INodePropertyCollection;

/** Every name that n8n shows of these fields: their own, their options' and their modes'. */
function namesIn(fields: readonly Option[]): string[] {
	return fields.flatMap((field) => {
		const own = 'displayName' in field ? field.displayName : field.name;
		const options = 'options' in field ? (field.options ?? []) : [];
		const modes = 'modes' in field ? (field.modes ?? []) : [];
		return [own, ...namesIn(options), ...modes.map(({ displayName }) => displayName)];
	});
}

/** n8n adds this one to every credential that authenticates. */
const CREDENTIAL = [...namesIn(new ScrubsWhatsAppApi().properties), 'Allowed Domains'];

/** What n8n itself shows in a form with the values of fields. */
const FORM = ['Values to Send', 'Map Each Column Manually', 'Map Automatically'];

const OPERATIONS = RESOURCES.flatMap((resource) =>
	resource.operations.map((operation) => ({
		path: `${resource.name} → ${operation.name}`,
		names: namesIn(operation.properties),
	})),
);

/** The fields and buttons that somebody has in front of them; in a step they depend on what it does. */
const NAMES: Readonly<Record<Place, (operation?: string) => string[]>> = {
	step: (operation) =>
		OPERATIONS.filter(({ path }) => !operation || path === operation).flatMap(({ names }) => names),
	trigger: () => namesIn(triggerProperties()),
	triggerTest: () => [...namesIn(triggerProperties()), 'Fetch Test Event'],
	editor: () => OPERATIONS.flatMap(({ names }) => names),
	credential: () => ['Retry'],
};

/** What can be done in one place only, so that it is no advice elsewhere. */
const ONLY: ReadonlyArray<[RegExp, Place[]]> = [
	[/this step|this item/i, ['step']],
	[/next poll|by itself/i, ['trigger']],
	[/open this node/i, ['editor']],
	[/Open the .*credential|in the credential/, ['step', 'trigger', 'triggerTest', 'editor']],
];

/**
 * What in a text cannot be followed where it is read: fields and buttons that do not exist there, operations that the node
 * does not have, and things that are done elsewhere.
 * @param operation for a step, what it does, e.g. `Message → Get Many`
 */
export function unfollowable(text: string, place: Place, operation?: string): string[] {
	const known = new Set([...NAMES[place](operation), ...CREDENTIAL, ...FORM]);
	// What Scrubs said is no advice.
	const advice = text.replace(/ ?Scrubs says: ".*"$/s, '');
	const names = [...advice.matchAll(/"([^"]+)"/g)].map(([, name]) => name!);
	const paths = [...advice.matchAll(/[A-Z]\w+(?: [A-Z]\w+)? → [A-Z]\w+(?: [A-Z]\w+)?/g)].map(
		([path]) => path,
	);
	return [
		...names.filter((name) => !known.has(name)),
		...paths.filter((path) => OPERATIONS.every((one) => one.path !== path)),
		...ONLY.filter(([what, places]) => what.test(advice) && !places.includes(place)).map(([what]) =>
			String(what),
		),
	];
}
