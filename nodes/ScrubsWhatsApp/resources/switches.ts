import { InputProblem } from '../words/InputProblem';
import { isPlain } from '../words/isPlain';
import { outside } from '../words/outside';

const ON: ReadonlySet<string> = new Set(['true', '1', 'yes', 'on']);
const OFF: ReadonlySet<string> = new Set(['false', '0', 'no', 'off']);

/**
 * What a switch is set to. A fixed one gives true or false; an expression may give whatever says the same.
 * @param value undefined for an option that is not added
 * @param label how the editor calls it
 * @throws InputProblem for anything else: a switch keeps something from happening, so that nothing is done on a guess
 */
export function switchOf(value: unknown, label: string, whenAbsent = false): boolean {
	if (value === undefined) return whenAbsent;
	const word = isPlain(value) ? String(value).slice(0, 10).trim().toLowerCase() : '';
	if (ON.has(word)) return true;
	if (OFF.has(word)) return false;
	throw new InputProblem(
		`"${outside(label)}" is neither on nor off.`,
		'Switch it on or off, or let its expression give true or false.',
	);
}
