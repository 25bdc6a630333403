import { readFileSync } from 'fs';
import { join } from 'path';

import { ensurePackages } from '../../sandbox/n8n/packages';
import type { Log } from '../../sandbox/n8n/progress';

/** An engine that the package has to run on, and how the package is installed beside it. */
export interface EngineVersion {
	/** For the report. */
	name: string;
	/** Its folder in `engines/`, named after its n8n-core, with n8n-core and n8n-workflow pinned. */
	folder: string;
	/** The folder whose n8n-workflow the package finds beside itself; absent, it finds the engine's own. */
	peer?: string;
}

/**
 * From the oldest engine that the package supports to the newest. An n8n of the time of the first one installs a community
 * package with `npm install`, which puts the newest n8n-workflow beside it as its peer, and that is the one it then gets.
 * A later n8n leaves peers out, as an older one does where npm is told so (`legacy-peer-deps`): the package gets the
 * engine's own.
 */
export const ENGINES: readonly EngineVersion[] = [
	{ name: '1.82', folder: '1.82' },
	{ name: '1.82, newest peer', folder: '1.82', peer: '2.41' },
	{ name: '1.122', folder: '1.122' },
	{ name: '2.41', folder: '2.41' },
];

const pathOf = (folder: string, ...names: string[]) => join(__dirname, 'engines', folder, ...names);

/** Where an engine's packages are. */
export const modulesOf = (folder: string): string => pathOf(folder, 'node_modules');

/** The exact version of n8n-workflow that a folder pins. */
export function workflowVersionOf(folder: string): string {
	const manifest = JSON.parse(readFileSync(pathOf(folder, 'package.json'), 'utf8')) as {
		dependencies: Record<string, string>;
	};
	return manifest.dependencies['n8n-workflow']!;
}

/** Installs the packages of a folder of `engines/`, unless that is done: about 10 seconds and 300 MB. */
export const ensureInstalled = async (folder: string, log: Log): Promise<void> =>
	await ensurePackages(pathOf(folder), log);
