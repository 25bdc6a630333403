import { CLINIC, OTHER_CLINIC, SENDERS, StandInControl, startStandIn } from '../api';
import { credentialType, RealN8n } from '../n8n/N8n';
import { ensureN8n } from '../n8n/install';
import { packPackage } from '../n8n/pack';
import { tail } from '../n8n/processes';
import { pollingEvery, readExamples } from '../n8n/workflow';
import { describeSent } from './describe';

const mainExample = 'appointment-reminders';
const repliesExample = 'patient-replies';
const pollSeconds = 5;
const log = console.log;

/** What is up and has to be ended, the latest last. */
const running: Array<{ stop(): Promise<void> }> = [];
let stopping = false;

async function stop(exitCode: number): Promise<void> {
	// A terminal and npm both pass a Ctrl-C on, so it often comes twice.
	if (stopping) return;
	stopping = true;
	for (const one of running.reverse()) await one.stop();
	process.exit(exitCode);
}

async function start(): Promise<void> {
	await ensureN8n(log);
	const tarball = await packPackage(log);
	const standIn = await startStandIn();
	running.push(standIn);
	// So that the ticks on the phone move on.
	await new StandInControl(standIn.url).set({ deliveredAfterMs: 1_500, readAfterMs: 6_000 });
	const n8n = await RealN8n.start({ tarball, log });
	running.push(n8n);
	void n8n.ended.then(async () => {
		if (!stopping) log(`n8n has ended by itself. The last of its output:\n${tail(n8n.logs())}`);
		await stop(1);
	});

	const workflowId = await fill(n8n, standIn.url);
	const execution = await n8n.api.run(workflowId);
	if (execution.status !== 'success') {
		throw new Error(`The example failed: ${execution.data.resultData.error?.message}`);
	}
	const sent = await new StandInControl(standIn.url).requests('sendTemplateMessage');
	report(n8n, standIn.url, workflowId, describeSent(sent));
}

/** Puts a credential and the example workflows into n8n, and lets replies be answered; gives the id of the main example. */
async function fill(n8n: RealN8n, standInUrl: string): Promise<string> {
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
	return ids.get(mainExample)!;
}

function report(n8n: RealN8n, standInUrl: string, workflowId: string, sent: string[]): void {
	log(`
“Appointment reminders” has run in n8n and sent ${sent.length} WhatsApp messages (to a stand-in for Scrubs: nobody got one).
${sent.map((line) => `  ${line}`).join('\n')}

n8n        ${n8n.url}
  sign in  ${n8n.owner.email}  ${n8n.owner.password}
  see      ${n8n.url}/workflow/${workflowId}

Scrubs     ${standInUrl}  (a stand-in on this machine; its record: ${standInUrl}/control/requests)
  provider ${CLINIC.providerId}  API key ${CLINIC.apiKey}  HCI code ${CLINIC.hciCode}
  another  ${OTHER_CLINIC.providerId}  API key ${OTHER_CLINIC.apiKey}
  senders  ${Object.values(SENDERS).join(', ')}

Phone      ${standInUrl}/phone  (what the patients see)
  try it   answer 1 there as one of them: “Patient replies” confirms within ${pollSeconds} seconds or so

Ctrl-C ends it all.`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		log('\nStopping.');
		void stop(running.length === 2 ? 0 : 130);
	});
}
start().catch(async (error: Error) => {
	if (!stopping) console.error(`\n${error.message}`);
	await stop(1);
});
