/** What the programs below say of themselves when something goes wrong in them. */
const RAW =
	/(?:Type|Range|URI|Syntax|Reference)Error|Cannot (?:read|convert|set|destructure|mix|use)|is not (?:a function|iterable|defined)|Maximum call|URI malformed|circular|Unexpected (?:token|end)|\bat .+:\d+:\d+/;

/** The words for an exception that nobody foresaw. */
const UNFORESEEN = 'Something happened that this node is not made for.';

/** What holds of each error that a user may see, whatever has led to it: our words, and nothing that must stay inside. */
export function expectOwnWords(error: Error & { description?: string | null }, inside: string[]) {
	const told = `${error.message} ${error.description ?? ''}`;
	expect(error.name).toMatch(/^Node(?:Api|Operation)Error$/);
	expect(told).not.toContain(UNFORESEEN);
	expect(told.replace(/Scrubs says: ".*"/s, '')).not.toMatch(RAW);
	const all = `${told} ${JSON.stringify(error)}`;
	for (const text of inside) expect(all).not.toContain(text);
}
