import { startStandIn } from '../../../sandbox/api';
import { openN8n } from '../../../sandbox/n8n/open';
import { packPackage } from '../../../sandbox/n8n/pack';
import { announce } from './running';
import { toStop } from './toStop';

/** Starts n8n with the packed package, and the stand-in, once for all tests. */
export default async function start(): Promise<void> {
	const tarball = await packPackage();
	const standIn = await startStandIn();
	toStop.push(standIn);
	// The more n8n logs, the more there is to search for secrets.
	const n8n = await openN8n({ tarball, env: { N8N_LOG_LEVEL: 'debug' }, log: console.log });
	toStop.push(n8n);
	announce({
		n8nUrl: n8n.url,
		owner: n8n.owner,
		userFolder: n8n.userFolder,
		standInUrl: standIn.url,
		tarball,
	});
}
