import type { IExecuteFunctions } from 'n8n-workflow';

import { filledFrom } from './columns';
import { isTool } from './tool';

/** An item that has nothing to fill in: what it fills all the same has no expression. */
const NO_COLUMNS = {};

/**
 * A context that asks n8n only for what n8n alone can tell: it looks through and copies a parameter anew for each item. One
 * without an expression is asked for once; one whose expressions give plain columns is filled from the item. What is read is
 * shared, so nobody may change it.
 */
export function withQuickParameters(context: IExecuteFunctions): IExecuteFunctions {
	const { parameters } = context.getNode();
	const isFixed = (name: string) => filledFrom(NO_COLUMNS, parameters[name]) !== undefined;
	const fixed = new Set(Object.keys(parameters).filter(isFixed));
	const read = new Map<string, unknown>();
	// Of a tool n8n's agent fills in parts, and its input is not the items.
	const items = isTool(context) ? [] : context.getInputData();
	const getNodeParameter = (...asked: Parameters<IExecuteFunctions['getNodeParameter']>) => {
		const [name, itemIndex, , options] = asked;
		if (fixed.has(name)) {
			const key = `${name} ${JSON.stringify(options ?? {})}`;
			if (!read.has(key)) read.set(key, context.getNodeParameter(...asked));
			return read.get(key);
		}
		const item = items[itemIndex];
		const filled = item && !options ? filledFrom(item.json, parameters[name]) : undefined;
		return filled === undefined ? context.getNodeParameter(...asked) : filled;
	};
	return new Proxy(context, {
		get: (target, property) =>
			property === 'getNodeParameter'
				? getNodeParameter
				: (Reflect.get(target, property) as unknown),
	});
}
