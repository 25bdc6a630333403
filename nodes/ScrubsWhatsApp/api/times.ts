/** Unix times are taken for seconds below this, and for milliseconds above: the year 5138, and March 1973. */
const FIRST_MS = 100_000_000_000;

/** No message is older than WhatsApp; no time of Scrubs is of the next century, in Unix milliseconds. */
const EARLIEST = Date.UTC(2009, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

const UNIX_TIME = /^\d{9,14}(?:\.\d{1,9})?$/;
const ISO_TIME =
	/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

const fromUnix = (time: number) => Math.floor(time < FIRST_MS ? time * 1_000 : time);

/** A time without a zone is taken for UTC, as all that Scrubs documents, and never for n8n's own. */
function fromIso(text: string): number {
	const [whole, zone] = ISO_TIME.exec(text) ?? [];
	if (whole === undefined) return NaN;
	return Date.parse(zone || whole.length === 10 ? whole : `${whole}Z`);
}

/**
 * A time in Unix milliseconds, from each of the forms in which Scrubs gives times (API page): ISO 8601 with `Z` or an
 * offset, and Unix seconds in a string; and from those in which it might: numbers, milliseconds, fractions. Undefined for
 * anything else, and for what is no time that a message can have.
 */
export function timeOf(value: unknown): number | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).slice(0, 40).trim();
	const time = UNIX_TIME.test(text) ? fromUnix(Number(text)) : fromIso(text);
	return time >= EARLIEST && time < LATEST ? time : undefined;
}

/** By time zone: to make one takes longer than to use it a hundred times. */
const offsetFormats = new Map<string, Intl.DateTimeFormat>();

function newOffsetFormat(timeZone: string): Intl.DateTimeFormat {
	try {
		return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
	} catch {
		return newOffsetFormat('UTC');
	}
}

function offsetFormatOf(timeZone: string): Intl.DateTimeFormat {
	const format = offsetFormats.get(timeZone) ?? newOffsetFormat(timeZone);
	offsetFormats.set(timeZone, format);
	return format;
}

/**
 * A time as ISO 8601 to the second, as the clocks of a zone show it and with their distance from UTC:
 * `2026-06-10T09:30:00+08:00`. Sorted as text such times are in order (but for the hour in which clocks are put back), a
 * human reads them as they stand, and whatever reads them knows which moment is meant.
 * @param time in Unix milliseconds
 * @param timeZone as n8n has it, e.g. `Asia/Singapore`; UTC for one that does not exist
 */
export function zonedTime(time: number, timeZone: string): string {
	const written = offsetFormatOf(timeZone).format(time);
	const [, sign = '+', hours = '00', minutes = '00'] =
		/GMT([+-])(\d\d):(\d\d)$/.exec(written) ?? [];
	const distance = Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
	return `${new Date(time + distance).toISOString().slice(0, 19)}${sign}${hours}:${minutes}`;
}
