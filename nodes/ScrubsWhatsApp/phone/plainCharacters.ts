/** Signs of other scripts, and what they stand for. */
const SIGNS: ReadonlyArray<readonly [RegExp, string]> = [
	[/[\r\n\u2028\u2029]/g, '\n'],
	// Characters without width: marks of direction, joiners, soft hyphens, variation selectors.
	[/[\p{Cf}\u180B-\u180D\uFE0E\uFE0F]/gu, ''],
	[/[\uFF0B\uFE62]/g, '+'],
	[/[\p{Pd}\u2212\u30FC\u00AF\u2043]/gu, '-'],
	[/[\uFF0E\u00B7\u2022\u2024\u30FB]/g, '.'],
	[/[\uFF0F\u2044\u2215\\]/g, '/'],
	[/[\uFF08\uFF3B[{]/g, '('],
	[/[\uFF09\uFF3D\]}]/g, ')'],
	[/[\uFF0C\u060C\u3001]/g, ','],
	[/[\uFF1B\u061B]/g, ';'],
	[/[\uFF5E\u223C]/g, '~'],
];

/**
 * Digits, dashes, brackets and the like of every script as the ASCII ones: brackets round, slashes forward, line breaks
 * `\n`; characters without width removed.
 */
export function toPlainCharacters(text: string): string {
	let plain = text.replace(/[^\P{Nd}0-9]/gu, asciiDigit);
	for (const [signs, sign] of SIGNS) plain = plain.replace(signs, sign);
	return plain.trim();
}

/** Unicode keeps each script's ten digits together and in order. */
function asciiDigit(digit: string): string {
	const isDigit = (point: number) => point >= 0 && /\p{Nd}/u.test(String.fromCodePoint(point));
	const start = digit.codePointAt(0)!;
	let first = start;
	while (isDigit(first - 1)) first--;
	return String((start - first) % 10);
}
