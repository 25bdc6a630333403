import { createHash } from 'crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'fs';
import { join, relative, resolve } from 'path';
import { withLock } from './lock';
import { runNpm, tail } from './processes';
import { Progress, type Log } from './progress';

const root = resolve(__dirname, '..', '..');
const cacheFolder = join(__dirname, '.cache', 'package');

/** What the tarball depends on. */
const sources = [
	'credentials',
	'nodes',
	'gulpfile.js',
	'package.json',
	'package-lock.json',
	'README.md',
	'tsconfig.build.json',
	'tsconfig.json',
];

/**
 * Builds the package and packs it as for npm. Answers with the tarball's path; as long as no source
 * changes that is the one from the last time.
 */
export async function packPackage(log: Log = console.log): Promise<string> {
	mkdirSync(cacheFolder, { recursive: true });
	return await withLock(join(cacheFolder, 'pack.lock'), log, async () => {
		const tarball = join(cacheFolder, `${fingerprint()}.tgz`);
		if (!existsSync(tarball)) await buildInto(tarball, log);
		return tarball;
	});
}

async function buildInto(tarball: string, log: Log): Promise<void> {
	const progress = new Progress(log, 'Building the package');
	try {
		await npm(['run', 'build']);
		const folder = join(cacheFolder, 'new');
		clear(folder);
		await npm(['pack', '--pack-destination', folder]);
		const [packed] = readdirSync(folder);
		if (!packed) throw new Error('npm pack made no tarball.');
		for (const old of readdirSync(cacheFolder)) {
			if (old.endsWith('.tgz')) rmSync(join(cacheFolder, old));
		}
		renameSync(join(folder, packed), tarball);
	} finally {
		progress.end();
	}
}

async function npm(args: string[]): Promise<void> {
	const { code, output } = await runNpm(args, { cwd: root });
	if (code !== 0) {
		throw new Error(`npm ${args.join(' ')} ended with code ${code}:\n${tail(output)}`);
	}
}

function clear(folder: string): void {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
}

function fingerprint(): string {
	const hash = createHash('sha256');
	for (const file of sources.map((source) => join(root, source)).flatMap(filesIn)) {
		hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
	}
	return hash.digest('hex').slice(0, 16);
}

function filesIn(path: string): string[] {
	if (!existsSync(path)) return [];
	try {
		return readdirSync(path)
			.sort()
			.flatMap((name) => filesIn(join(path, name)));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return [path];
		throw error;
	}
}
