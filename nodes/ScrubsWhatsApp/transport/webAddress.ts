/** A URL, or undefined when the text is none or does not lead to the web (http, https). */
export function webAddressOf(text: string, base?: string): URL | undefined {
	try {
		const url = new URL(text, base);
		return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
	} catch {
		return undefined;
	}
}
