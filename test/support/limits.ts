/** Limits that are refused, and by what they are given. */
export const REFUSED_LIMITS: Array<[string, number | string]> = [
	['0', 0],
	['-1', -1],
	['1.5', 1.5],
	['words', '={{ "ten" }}'],
	['nothing by expression', '={{ "" }}'],
];

export const LIMIT_PROBLEM = '"Limit" is not a whole number of at least 1.';
