/**
 * Asks the stand-in for what the page shows.
 *
 * @param {'senders' | 'conversations' | 'messages'} what
 * @returns the answer, or undefined for what is not there (any more)
 */
export async function get(what, query = {}) {
	const response = await fetch(`/phone/${what}?${new URLSearchParams(query)}`);
	if (response.ok) return await response.json();
	if (response.status === 404) return undefined;
	throw new Error(`${what} was answered with ${response.status}`);
}

/** Lets a patient's message come in; gives its `messageId` and `conversationId`. */
export async function receive(message) {
	const response = await fetch('/control/messages', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(message),
	});
	if (!response.ok) throw new Error(`The message was answered with ${response.status}`);
	return await response.json();
}
