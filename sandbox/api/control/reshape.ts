import type { Change, OtherForm } from './types';

type Parts = Record<string | number, unknown>;

/** A number or time that is there, told in another way. */
const FORMS: Record<OtherForm, (there: unknown) => unknown> = {
	number: seconds,
	fraction: (there) => seconds(there) + 0.5,
	milliseconds: (there) => seconds(there) * 1_000,
	millisecondsText: (there) => String(seconds(there) * 1_000),
};

/** A copy of a body in which parts are other than they should be; a path that leads nowhere changes nothing. */
export function reshape(body: unknown, changes: readonly Change[]): unknown {
	const whole: Parts = structuredClone({ body });
	for (const change of changes) {
		// From the end, as removed rows let the others move up.
		for (const [parts, key] of [...places(whole, ['body', ...change.path])].reverse()) {
			apply(change, parts, key, whole);
		}
	}
	return whole.body;
}

function apply(change: Change, parts: Parts, key: string | number, whole: Parts): void {
	if (change.value !== undefined) parts[key] = change.value;
	else if (change.as) parts[key] = FORMS[change.as](parts[key]);
	else if (change.from) {
		const [source] = places(whole, ['body', ...change.from]);
		parts[key] = source && structuredClone(source[0][source[1]]);
	} else if (Array.isArray(parts)) parts.splice(Number(key), 1);
	else delete parts[key];
}

/** The places that a path names: what holds each, and under which key. */
function* places(
	parts: unknown,
	[key, ...rest]: Change['path'],
): Generator<[Parts, string | number]> {
	if (typeof parts !== 'object' || parts === null || key === undefined) return;
	const end = key === '-' && Array.isArray(parts);
	const keys = key === '*' ? Object.keys(parts) : [end ? parts.length : key];
	for (const one of keys) {
		if (rest.length === 0) yield [parts as Parts, one];
		else yield* places((parts as Parts)[one], rest);
	}
}

/** The number that a text of digits or an ISO time stands for; of the latter its Unix seconds. */
function seconds(there: unknown): number {
	const number = Number(there);
	return Number.isNaN(number) ? Date.parse(String(there)) / 1_000 : number;
}
