/**
 * `npm run video` films what n8n asks to see before it verifies a node: the credential's test passes, a message is sent, and
 * the trigger fires. In a real n8n, with the stand-in for Scrubs. The film is not committed.
 */
import { join, relative, resolve } from 'path';
import { CLINIC, startStandIn } from '../../../sandbox/api';
import { Running } from '../../../sandbox/demo/running';
import { credentialType } from '../../../sandbox/n8n/N8n';
import { openN8n } from '../../../sandbox/n8n/open';
import { packPackage } from '../../../sandbox/n8n/pack';
import { Editor } from '../support/Editor';
import { showPointer } from './captions';
import { Recorder } from './Recorder';
import { credentialIsTested, messageIsSent, triggerFires } from './scenes';

const file = resolve(__dirname, '..', '..', '..', '.cache', 'demo.mp4');
const log = console.log;
const running = new Running(log);

async function film(): Promise<void> {
	const tarball = await packPackage(log);
	const standIn = running.add(await startStandIn());
	const n8n = running.add(await openN8n({ tarball, log }));
	const editor = await Editor.open(n8n.url, n8n.owner);
	running.add({ stop: async () => await editor.close() });
	const context = editor.page.context();
	await showPointer(context);
	const phone = await context.newPage();
	const recorder = running.add(await Recorder.start(file));
	log('Filming.');
	const stage = { editor, n8n, phone, standInUrl: standIn.url, recorder };
	await credentialIsTested(stage);
	await messageIsSent(stage);
	const credential = await n8n.api.createCredential('Clinic', credentialType, {
		authentication: 'apiKey',
		apiKey: CLINIC.apiKey,
		providerId: CLINIC.providerId,
		baseUrl: standIn.url,
	});
	await triggerFires(stage, credential);
	await running.stop(0, `The film is ${join(relative(process.cwd(), file))}.`);
}

film().catch(async (error: Error) => {
	await running.stop(1, error.message);
});
