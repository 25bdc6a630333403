import { StandInControl, startStandIn } from '../api';
import { openN8n } from '../n8n/open';
import { packPackage } from '../n8n/pack';
import { tail } from '../n8n/processes';
import { fill, whereabouts } from './clinic';
import { describeSent } from './describe';
import { Running } from './running';

const mainExample = 'appointment-reminders';
const log = console.log;
const running = new Running(log);

async function start(): Promise<void> {
	const tarball = await packPackage(log);
	const standIn = running.add(await startStandIn());
	await new StandInControl(standIn.url).letPatientsRead();
	const n8n = running.add(await openN8n({ tarball, log }));
	void n8n.ended.then(async () => {
		await running.stop(1, `n8n has ended by itself. The last of its output:\n${tail(n8n.logs())}`);
	});

	const workflowId = (await fill(n8n, standIn.url)).get(mainExample)!;
	const execution = await n8n.api.run(workflowId);
	if (execution.status !== 'success') {
		throw new Error(`The example failed: ${execution.data.resultData.error?.message}`);
	}
	const sent = describeSent(await new StandInControl(standIn.url).requests('sendTemplateMessage'));
	log(`
“Appointment reminders” has run in n8n and sent ${sent.length} WhatsApp messages (to a stand-in for Scrubs: nobody got one).
${sent.map((line) => `  ${line}`).join('\n')}

${whereabouts(n8n, standIn.url, `${n8n.url}/workflow/${workflowId}`)}

Ctrl-C ends it all.`);
}

start().catch(async (error: Error) => {
	await running.stop(1, error.message);
});
