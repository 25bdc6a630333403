/**
 * A time in Unix milliseconds, from each of the forms in which Scrubs gives times (API page): ISO 8601 with `Z` or an
 * offset, and Unix seconds in a string. Undefined for anything else.
 */
export function timeOf(value: unknown): number | undefined {
	if (typeof value !== 'string' || value === '') return undefined;
	const time = /^\d{9,11}$/.test(value) ? Number(value) * 1_000 : Date.parse(value);
	return Number.isNaN(time) ? undefined : time;
}
