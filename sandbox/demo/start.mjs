// Starts the demo on a fresh clone. Plain JavaScript, as nothing is installed yet that could run
// TypeScript; everything goes on in main.ts, in this very process.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const isWindows = process.platform === 'win32';

if (Number(process.versions.node.split('.')[0]) < 20) {
	console.error(`This needs Node.js 20 or newer; here it is ${process.versions.node}.`);
	process.exit(1);
}
if (!isInstalled()) await install();

const requireFromRoot = createRequire(join(root, 'package.json'));
requireFromRoot('tsx/cjs/api').register();
// Some modules are imported only when they are needed.
(await import('tsx/esm/api')).register();
requireFromRoot('./sandbox/demo/main.ts');

/** Whether npm has installed what the lockfile wants; it keeps a copy of what it has installed. */
function isInstalled() {
	const npmsCopy = join(root, 'node_modules', '.package-lock.json');
	if (!existsSync(npmsCopy)) return false;
	const { packages: installed } = readJson(npmsCopy);
	const { packages: wanted } = readJson(join(root, 'package-lock.json'));
	return Object.entries(wanted).every(
		([path, { version, optional }]) =>
			path === '' || optional || installed[path]?.version === version,
	);
}

function readJson(file) {
	return JSON.parse(readFileSync(file, 'utf8'));
}

async function install() {
	const started = Date.now();
	const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
	console.log('Installing the development dependencies.');
	const timer = setInterval(() => console.log(`  ${seconds()}`), 5_000);
	// A group of its own, so that whatever npm has started ends with it.
	const npm = spawn('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
		shell: isWindows,
		detached: !isWindows,
	});
	const end = () => {
		if (isWindows) spawnSync('taskkill', ['/pid', String(npm.pid), '/t', '/f']);
		else if (npm.exitCode === null) process.kill(-npm.pid, 'SIGKILL');
		process.exit(130);
	};
	const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
	for (const signal of signals) process.on(signal, end);
	let output = '';
	for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (text) => (output += text));
	const code = await new Promise((done) => npm.on('error', done).on('close', done));
	clearInterval(timer);
	for (const signal of signals) process.off(signal, end);
	if (code !== 0) {
		console.error(output.trimEnd().split('\n').slice(-25).join('\n'));
		console.error('\nnpm ci did not succeed. Check the connection, then run it again.');
		process.exit(1);
	}
	console.log(`  ${seconds()}, done`);
}
