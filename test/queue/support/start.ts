import { CLINIC, StandInControl, startStandIn } from '../../../sandbox/api';
import { credentialType } from '../../../sandbox/n8n/N8n';
import { packPackage } from '../../../sandbox/n8n/pack';
import { QueueN8n } from '../../../sandbox/queue/QueueN8n';
import { QUEUE_VERSIONS } from '../../../sandbox/queue/versions';
import { shared } from './queue';

/** Starts n8n with two workers and the packed package, and the stand-in, once for all tests. */
export default async function start(): Promise<void> {
	const version = QUEUE_VERSIONS[process.env.SCRUBS_QUEUE_N8N ?? '2.41']!;
	const tarball = await packPackage();
	const n8n = await QueueN8n.start({ version, tarball, workers: 2, log: console.log });
	const standIn = await startStandIn();
	const credential = await n8n.api.createCredential('API key', credentialType, {
		authentication: 'apiKey',
		apiKey: CLINIC.apiKey,
		providerId: CLINIC.providerId,
		baseUrl: standIn.url,
	});
	const stop = async () => {
		await n8n.stop();
		await standIn.stop();
	};
	shared.scrubsQueue = { n8n, standIn: new StandInControl(standIn.url), credential, stop };
}
