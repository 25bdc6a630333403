import assert from 'node:assert/strict';

import manifest from '../../../package.json';
import { workflowVersionOf } from '../engines';
import type { Check } from './check';

/** `dist/nodes/ScrubsWhatsApp/ScrubsWhatsApp.node.js` holds `scrubsWhatsApp`. */
const nameOf = (path: string) =>
	path.replace(/^.*\/(.)(.*)\.node\.js$/, (_, first: string, rest: string) =>
		first.toLowerCase().concat(rest),
	);

/** How n8n takes up the package. */
export const loadingChecks: Check[] = [
	{
		name: 'loads: every node, the credential, icons, search words',
		async run({ engine }) {
			const { packageName, nodes, credentials, supportedNodes } = await engine.call('describe');
			assert.equal(packageName, manifest.name);
			const names = manifest.n8n.nodes.map(nameOf);
			assert.deepEqual(
				nodes.map(({ name }) => name),
				names,
			);
			assert.deepEqual(credentials, ['scrubsWhatsAppApi']);
			assert.deepEqual(supportedNodes, names);
			for (const { name, iconUrl, codex } of nodes) {
				assert.match(JSON.stringify(iconUrl), /icons\/n8n-nodes-scrubs-whatsapp\/.*\.svg/, name);
				assert.ok(codex?.alias?.length, `${name} has no search words`);
			}
		},
	},
	{
		name: 'gets the n8n-workflow that this n8n gives it',
		async run({ engine, version }) {
			const { workflow } = await engine.call('describe');
			assert.equal(workflow, workflowVersionOf(version.peer ?? version.folder));
		},
	},
];
