import { createHash } from 'crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

import { withLock } from '../../sandbox/n8n/lock';
import { runNpm, tail } from '../../sandbox/n8n/processes';
import { Progress, type Log } from '../../sandbox/n8n/progress';

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

const pinned = ['package.json', 'package-lock.json', '.npmrc'];

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
export async function ensureInstalled(folder: string, log: Log): Promise<void> {
	const stamp = pathOf(folder, 'node_modules', '.scrubs-engine');
	const wanted = fingerprintOf(folder);
	const isInstalled = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
	if (isInstalled()) return;
	mkdirSync(pathOf(folder, '.cache'), { recursive: true });
	await withLock(pathOf(folder, '.cache', 'install.lock'), log, async () => {
		if (isInstalled()) return;
		const progress = new Progress(log, `Installing n8n-core ${folder}`);
		const options = ['--ignore-scripts', '--no-audit', '--no-fund'];
		const { code, output } = await runNpm(['ci', ...options], { cwd: pathOf(folder) }).finally(() =>
			progress.end(),
		);
		if (code !== 0) throw new Error(`npm ci ended with code ${code}:\n${tail(output)}`);
		writeFileSync(stamp, wanted);
	});
}

function fingerprintOf(folder: string): string {
	const hash = createHash('sha256');
	for (const file of pinned) hash.update(readFileSync(pathOf(folder, file)));
	return hash.digest('hex');
}
