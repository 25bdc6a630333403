const MINUTE = 60_000;

/**
 * A time as conversations carry it: ISO 8601 to the second, with an offset.
 *
 * @param at Unix milliseconds
 * @param offset minutes east of UTC, such as -240 for `-04:00`
 */
export function isoWithOffset(at: number, offset: number): string {
	const local = new Date(at + offset * MINUTE).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
	const size = Math.abs(offset);
	return `${local}${offset < 0 ? '-' : '+'}${twoDigits(size / 60)}:${twoDigits(size % 60)}`;
}

/**
 * A time as messages carry it: Unix seconds in a string.
 *
 * @param at Unix milliseconds
 */
export function unixSeconds(at: number): string {
	return String(Math.floor(at / 1000));
}

function twoDigits(part: number): string {
	return String(Math.floor(part)).padStart(2, '0');
}
