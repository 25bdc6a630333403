/**
 * Whether two numbers reach the same phone. WhatsApp writes some numbers with a digit more or less than people do (the 9
 * of Brazil and Argentina, the 1 of Mexico), behind the country code and before the last eight digits.
 */
export const isSameNumber = (a: string, b: string): boolean =>
	a === b || (a.slice(0, 2) === b.slice(0, 2) && a.slice(-8) === b.slice(-8));
