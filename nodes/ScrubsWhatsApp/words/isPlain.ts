/** Whether a value can be written as it is: a text, a number, a yes or no; no object, list or function. */
export const isPlain = (value: unknown): value is string | number | boolean | bigint =>
	['string', 'number', 'boolean', 'bigint'].includes(typeof value);
