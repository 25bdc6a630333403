import { LONGEST_TEXT, REFUSED_LAYOUT } from '../../inferred';
import { isPlain } from '../../words/isPlain';

/**
 * Why a value cannot be sent to a patient.
 * - `empty`: there is nothing to be seen in it
 * - `noText`: it is a list, an object or a date object
 * - `leftover`: it is, or holds, what an expression leaves behind that found nothing
 * - `unsendable`: it holds a character that no message can carry
 * - `layout`: it is laid out in a way that WhatsApp refuses in a template
 * - `tooLong`: it is longer than WhatsApp takes
 */
export type TextProblem = 'empty' | 'noText' | 'leftover' | 'unsendable' | 'layout' | 'tooLong';

/** How n8n, calendars and our own output write times, e.g. `2026-06-10T09:30:00.000+08:00`: not what a patient should read. */
const DATE_OBJECT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?(Z|[+-]\d{2}:\d{2})$/;

/** What JavaScript and n8n write where there is no value, as the whole text. */
const NO_VALUES: ReadonlySet<string> = new Set([
	'undefined',
	'null',
	'NaN',
	'Infinity',
	'-Infinity',
]);

/** The same within a longer text, and expressions that were never evaluated. No clinic writes these to its patients. */
const LEFTOVER =
	/\bundefined\b|\bNaN\b|\bInvalid (?:DateTime|Date|Duration|Interval)\b|\[object [A-Z]\w*\]|\{\{[^{}]*\}\}|\[native code\]/;

/** Control characters but tabs and line breaks, halves of surrogate pairs, and what is no character. */
const UNSENDABLE = /[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/u;

/** Letters that show nothing, beside white space and format characters: Hangul fillers, Braille blank, Khmer vowels. */
const INVISIBLE = /^[\u034f\u17b4\u17b5\u115f\u1160\u2800\u3164\uffa0\s\p{Cf}\p{Cc}]*$/u;

/** A value as the text that a patient reads, without spaces around it; or why it is none. */
export function textOf(value: unknown): { text: string } | { problem: TextProblem } {
	if (value === undefined || value === null) return { problem: 'empty' };
	if (!isPlain(value)) return { problem: 'noText' };
	const text = String(value).trim();
	if (DATE_OBJECT.test(text)) return { problem: 'noText' };
	if (text.length > LONGEST_TEXT) return { problem: 'tooLong' };
	if (UNSENDABLE.test(text)) return { problem: 'unsendable' };
	if (INVISIBLE.test(text)) return { problem: 'empty' };
	if (REFUSED_LAYOUT.test(text)) return { problem: 'layout' };
	if (NO_VALUES.has(text) || LEFTOVER.test(text)) return { problem: 'leftover' };
	return { text };
}
