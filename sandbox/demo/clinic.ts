import { CLINIC, OTHER_CLINIC, SENDERS } from '../api';
import { credentialType, type N8n } from '../n8n/N8n';
import { pollingEvery, readExamples } from '../n8n/workflow';

const repliesExample = 'patient-replies';

/** How often the example that answers replies looks for them. */
export const pollSeconds = 5;

/**
 * Puts a credential and the example workflows into n8n, and lets replies be answered.
 * @returns the IDs of the workflows, by the names of the examples
 */
export async function fill(n8n: N8n, standInUrl: string): Promise<Map<string, string>> {
	const credential = await n8n.api.createCredential('Scrubs WhatsApp account', credentialType, {
		authentication: 'apiKey',
		apiKey: CLINIC.apiKey,
		providerId: CLINIC.providerId,
		baseUrl: standInUrl,
	});
	const { status, message } = await n8n.api.testCredential(credential);
	if (status !== 'OK') throw new Error(`The credential's test failed: ${message}`);

	const ids = new Map<string, string>();
	for (const [name, example] of readExamples()) {
		const workflow = name === repliesExample ? pollingEvery(example, pollSeconds) : example;
		ids.set(name, await n8n.api.importWorkflow(workflow, credential));
	}
	await n8n.api.activate(ids.get(repliesExample)!);
	return ids;
}

/** How to sign in to n8n, and how to reach the stand-in for Scrubs. */
export function whereabouts(n8n: N8n, standInUrl: string, see = n8n.url): string {
	return `n8n        ${n8n.url}
  sign in  ${n8n.owner.email}  ${n8n.owner.password}
  see      ${see}

Scrubs     ${standInUrl}  (a stand-in on this machine; its record: ${standInUrl}/control/requests)
  provider ${CLINIC.providerId}  API key ${CLINIC.apiKey}  HCI code ${CLINIC.hciCode}
  another  ${OTHER_CLINIC.providerId}  API key ${OTHER_CLINIC.apiKey}
  senders  ${Object.values(SENDERS).join(', ')}

Phone      ${standInUrl}/phone  (what the patients see)
  try it   answer 1 there as one of them: “Patient replies” confirms within ${pollSeconds} seconds or so`;
}
