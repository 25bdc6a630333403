import type { IExecuteFunctions } from 'n8n-workflow';

/** Whether n8n has nothing to evaluate in a parameter: an expression is a text that begins with `=`, at any depth. */
function isFixed(value: unknown): boolean {
	if (typeof value === 'string') return !value.startsWith('=');
	return typeof value !== 'object' || value === null || Object.values(value).every(isFixed);
}

/**
 * A context in which a parameter without an expression is read once, not once for each item: n8n looks through and copies it
 * anew each time. What is read is shared, so nobody may change it.
 */
export function readOnce(context: IExecuteFunctions): IExecuteFunctions {
	const { parameters } = context.getNode();
	const fixed = new Set(Object.keys(parameters).filter((name) => isFixed(parameters[name])));
	const read = new Map<string, unknown>();
	const getNodeParameter = (...asked: Parameters<IExecuteFunctions['getNodeParameter']>) => {
		const [name, , , options] = asked;
		if (!fixed.has(name)) return context.getNodeParameter(...asked);
		const key = `${name} ${JSON.stringify(options ?? {})}`;
		if (!read.has(key)) read.set(key, context.getNodeParameter(...asked));
		return read.get(key);
	};
	return new Proxy(context, {
		get: (target, property) =>
			property === 'getNodeParameter'
				? getNodeParameter
				: (Reflect.get(target, property) as unknown),
	});
}
