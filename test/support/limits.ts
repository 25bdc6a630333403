/** Limits that are refused, and by what they are given. */
export const REFUSED_LIMITS: Array<[string, number | string]> = [
	['0', 0],
	['-1', -1],
	['1.5', 1.5],
	['words', '={{ "ten" }}'],
	['nothing by expression', '={{ "" }}'],
	['true', '={{ true }}'],
	['a list with a number', '={{ [5] }}'],
	['an object that no number can be made of', '={{ ({ toString: 1, valueOf: 2 }) }}'],
	['a symbol', '={{ Symbol("x") }}'],
];

export const LIMIT_PROBLEM = '"Limit" is not a whole number of at least 1.';
