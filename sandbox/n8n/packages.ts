import { createHash } from 'crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { basename, join } from 'path';
import { withLock } from './lock';
import { runNpm, tail } from './processes';
import { Progress, type Log } from './progress';

const pinned = ['package.json', 'package-lock.json', '.npmrc'];

/**
 * Installs what a folder's lock file pins, without install scripts, unless that is done. A second process that wants the
 * same waits for the first.
 */
export async function ensurePackages(folder: string, log: Log): Promise<void> {
	const stamp = join(folder, 'node_modules', '.scrubs-packages');
	const wanted = fingerprintOf(folder);
	const isInstalled = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
	if (isInstalled()) return;
	mkdirSync(join(folder, '.cache'), { recursive: true });
	await withLock(join(folder, '.cache', 'install.lock'), log, async () => {
		if (isInstalled()) return;
		const progress = new Progress(log, `Installing n8n ${basename(folder)}`);
		const options = ['--ignore-scripts', '--no-audit', '--no-fund'];
		const { code, output } = await runNpm(['ci', ...options], { cwd: folder }).finally(() =>
			progress.end(),
		);
		if (code !== 0) throw new Error(`npm ci ended with code ${code}:\n${tail(output)}`);
		writeFileSync(stamp, wanted);
	});
}

function fingerprintOf(folder: string): string {
	const hash = createHash('sha256');
	for (const file of pinned) hash.update(readFileSync(join(folder, file)));
	return hash.digest('hex');
}
